#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// The candidate that a person most likely meant when they wrote `word`; nothing when none is close enough.
std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace modules

#pragma once

#include "modules/value/Pattern.hpp"

#include <string>
#include <string_view>

namespace modules {

/// The pattern that an argument holds. Throws Failure ("regexp: … is no regular expression …") where it holds
/// none.
Pattern argument_pattern(std::string_view argument, const std::string& written, PatternOptions options = {});

/// Does the pattern itself say, in front as Python wants it, that ^ and $ match at every line: "(?m)…",
/// "(?im)…"?
bool says_multiline(std::string_view written);

}  // namespace modules

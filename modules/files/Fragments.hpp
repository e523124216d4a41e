#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// Fragments as one text: each begins a line of its own, and so does what stands between two of them.
std::string assembled(const std::vector<std::string>& fragments, std::string_view delimiter);

/// A delimiter as Python reads it in a string: \n, \t, \\, \x41, …
std::string unescaped(std::string_view written);

}  // namespace modules

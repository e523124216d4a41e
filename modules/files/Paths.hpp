#pragma once

#include <string>
#include <string_view>

namespace modules {

// Paths as text: nothing here asks a host.

/// "/a/b" → "/a"; "/a" → "/".
std::string parent_of(std::string_view path);
/// "/a/b" → "b".
std::string last_part_of(std::string_view path);
/// `below` itself when it is absolute.
std::string joined(std::string_view directory, std::string_view below);
/// "/a/b//" → "/a/b"; "/" stays.
std::string without_trailing_slashes(std::string_view path);

}  // namespace modules

#pragma once

#include "modules/value/Text.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace modules {

/// The number at the text's start; 0 when there is none.
std::int64_t leading_number(std::string_view text);

/// NAME=value and NAME="value" lines, as in os-release(5); comments and all else are left out.
std::map<std::string, std::string> assignments_in(std::string_view text);

/// "Name : value" lines, as in /proc/cpuinfo and /proc/meminfo; of repeated names the first.
std::map<std::string, std::string> colon_pairs_in(std::string_view text);

}  // namespace modules

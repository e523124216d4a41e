#pragma once

#include <string>
#include <string_view>

namespace modules {

/// RFC 4648, section 4, with padding.
std::string to_base64(std::string_view bytes);

/// The bytes up to the first character that is none of base64's; a last group that is not whole is left out.
std::string from_base64(std::string_view text);

}  // namespace modules

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace modules {

/// RFC 4648, section 4, with padding.
std::string to_base64(std::string_view bytes);

/// The bytes up to the first character that is none of base64's; a last group that is not whole is left out.
std::string from_base64(std::string_view text);

/// As Python's b64decode: characters that are none of base64's are passed over; nothing where padding is missing.
std::optional<std::string> whole_from_base64(std::string_view text);

}  // namespace modules

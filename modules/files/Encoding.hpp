#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace modules {

/// Encodings that text outside may have; inside it is UTF-8 (of which ASCII is a part). More would need
/// tables that a static program has not got.
enum class Encoding { utf8, latin1 };

/// "UTF-8", "ascii", "iso-8859-1", "latin_1", … as Python names them; nothing for any other.
std::optional<Encoding> encoding_named(std::string_view name);

std::string decoded(std::string bytes, Encoding encoding);
/// Nothing where the text holds a character that the encoding has not got.
std::optional<std::string> encoded(std::string text, Encoding encoding);

}  // namespace modules

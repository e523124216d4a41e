#pragma once

#include "modules/value/Value.hpp"

#include <string>
#include <string_view>

namespace modules {

enum class SecretStyle { masked, revealed };

/// RFC 8259. `indent` 0 puts all on one line, as Python's json.dumps does (", " and ": ").
/// Bytes that are not UTF-8 become U+FFFD. Secrets print as dots unless revealed.
std::string to_json(const Value& value, int indent = 0, SecretStyle secrets = SecretStyle::masked);

/// Throws std::runtime_error saying where and why when the text is not JSON.
Value from_json(std::string_view text);

}  // namespace modules

#pragma once

#include "interpreter/source/Position.hpp"

#include <optional>
#include <string>

namespace interpreter {

/// How Python's json.dumps writes.
struct JsonStyle {
    /// Nothing: all on one line.
    std::optional<int> indent;
    bool sorts_keys = false;
    std::string item_separator = ", ";
    std::string key_separator = ": ";
    /// Everything beyond ASCII as \uXXXX.
    bool ascii = true;
};

/// Secrets are written out: the caller makes a secret of the result.
std::string to_python_json(const Value& value, const JsonStyle& style);

}  // namespace interpreter

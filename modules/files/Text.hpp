#pragma once

#include "modules/module/TypedModule.hpp"

#include <string>

namespace modules {

/// Text of a file that may be a secret. A number or a mapping stands as Python (or JSON) writes it.
struct Text {
    std::string characters;
    bool secret = false;
};

template <>
struct Field<Text> {
    static constexpr ArgumentType type = ArgumentType::any;
    static Text from(const Value& value);
    static Value to(const Text& text) {
        return text.secret ? Value::secret(text.characters) : Value(text.characters);
    }
};

enum class Showing { plain, secret };

/// What a difference may show of a file's content: itself, or a line that says why not (binary, too long,
/// secret).
Value shown_content(const std::string& content, Showing showing);

}  // namespace modules

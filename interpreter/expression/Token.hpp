#pragma once

#include <cstdint>
#include <string>

namespace interpreter {

/// A word of an expression.
struct Token {
    enum class Type { name, text, integer, real, sign, end };

    Type type = Type::end;
    /// Of a name, a text (without quotes, escapes resolved) or a sign ("==", "|", …): its characters.
    std::string characters;
    std::int64_t integer = 0;
    double real = 0;
    /// Bytes from the start of the whole text.
    std::size_t offset = 0;

    [[nodiscard]] bool is_sign(std::string_view wanted) const {
        return type == Type::sign && characters == wanted;
    }
    [[nodiscard]] bool is_name(std::string_view wanted) const {
        return type == Type::name && characters == wanted;
    }
};

}  // namespace interpreter

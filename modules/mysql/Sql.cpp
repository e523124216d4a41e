#include "modules/mysql/Sql.hpp"

#include "modules/module/ModuleResult.hpp"

#include <fmt/format.h>

namespace modules::mysql {

namespace {

std::string enclosed(std::string_view text, char quote) {
    std::string out(1, quote);
    for (const char character : text) {
        if (character == quote) out += quote;
        out += character;
    }
    return out + quote;
}

std::string hexadecimal_bytes(std::string_view text) {
    std::string out = "X'";
    for (const char character : text)
        out += fmt::format("{:02X}", static_cast<unsigned char>(character));
    return out + '\'';
}

}  // namespace

std::string quoted_name(std::string_view name) {
    return enclosed(name, '`');
}

std::string quoted_text(std::string_view text) {
    // With its character set before it a hexadecimal literal is a text like any other.
    const bool plain = text.find_first_of(std::string_view("\\\0", 2)) == std::string_view::npos;
    return plain ? enclosed(text, '\'') : "_utf8mb4 " + hexadecimal_bytes(text);
}

std::string hexadecimal_text(std::string_view text) {
    return "CONVERT(" + hexadecimal_bytes(text) + " USING utf8mb4)";
}

std::string account(std::string_view user, std::string_view host) {
    return quoted_name(user) + '@' + quoted_name(host);
}

std::string literal(const Value& value) {
    switch (value.kind()) {
    case Kind::null:
        return "NULL";
    case Kind::boolean:
        return value.as_boolean() ? "1" : "0";
    case Kind::integer:
        return std::to_string(value.as_integer());
    case Kind::real:
        return fmt::format("{}", value.as_real());
    case Kind::text:
    case Kind::secret:
        return quoted_text(value.as_text());
    case Kind::list:
    case Kind::map:
        break;
    }
    throw Failure(fmt::format("an argument of a query is {}; expected text, a number, a boolean or nothing",
                              kind_name(value.kind())));
}

}  // namespace modules::mysql

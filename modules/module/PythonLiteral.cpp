#include "modules/module/PythonLiteral.hpp"

#include <fmt/format.h>

#include <charconv>

namespace modules {

namespace {

class LiteralParser {
  public:
    explicit LiteralParser(std::string_view text) : text_(text) {}

    std::optional<Value> whole() {
        std::optional<Value> value = parse(0);
        skip_space();
        return at_ == text_.size() ? value : std::nullopt;
    }

  private:
    static constexpr int deepest = 100;

    std::optional<Value> parse(int depth) {
        skip_space();
        if (at_ == text_.size() || depth > deepest) return std::nullopt;
        switch (text_[at_]) {
        case '[':
            return sequence(']', depth);
        case '(':
            return sequence(')', depth);
        case '{':
            return mapping(depth);
        case '"':
        case '\'':
            return quoted();
        default:
            return word();
        }
    }

    std::optional<Value> sequence(char end, int depth) {
        ++at_;
        List items;
        while (!take(end)) {
            std::optional<Value> item = parse(depth + 1);
            if (!item) return std::nullopt;
            items.push_back(*std::move(item));
            if (!take(',') && !next_is(end)) return std::nullopt;
        }
        return items;
    }

    std::optional<Value> mapping(int depth) {
        ++at_;
        Map entries;
        while (!take('}')) {
            const std::optional<Value> key = parse(depth + 1);
            if (!key || !take(':')) return std::nullopt;
            std::optional<Value> value = parse(depth + 1);
            if (!value) return std::nullopt;
            entries.set(to_python_text(*key), *std::move(value));
            if (!take(',') && !next_is('}')) return std::nullopt;
        }
        return entries;
    }

    std::optional<Value> quoted() {
        const char quote = text_[at_++];
        std::string characters;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] != '\\') {
                characters += text_[at_++];
                continue;
            }
            if (++at_ == text_.size()) return std::nullopt;
            const char escaped = text_[at_++];
            switch (escaped) {
            case 'n':
                characters += '\n';
                break;
            case 't':
                characters += '\t';
                break;
            case 'r':
                characters += '\r';
                break;
            case '\\':
            case '\'':
            case '"':
                characters += escaped;
                break;
            default:
                characters.append(1, '\\').append(1, escaped);
            }
        }
        if (at_ == text_.size()) return std::nullopt;
        ++at_;
        return characters;
    }

    std::optional<Value> word() {
        const std::size_t start = at_;
        while (at_ < text_.size() &&
               std::string_view(",:]}) \t\n").find(text_[at_]) == std::string_view::npos)
            ++at_;
        const std::string_view found = text_.substr(start, at_ - start);
        if (found == "True") return true;
        if (found == "False") return false;
        if (found == "None") return Value();
        std::int64_t integer = 0;
        double real = 0;
        const char* const end = found.data() + found.size();
        if (const auto parsed = std::from_chars(found.data(), end, integer);
            parsed.ec == std::errc() && parsed.ptr == end)
            return integer;
        if (const auto parsed = std::from_chars(found.data(), end, real);
            parsed.ec == std::errc() && parsed.ptr == end && found.find_first_of("0123456789") != found.npos)
            return real;
        return std::nullopt;
    }

    void skip_space() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
            ++at_;
    }
    bool next_is(char wanted) {
        skip_space();
        return at_ < text_.size() && text_[at_] == wanted;
    }
    bool take(char wanted) {
        if (!next_is(wanted)) return false;
        ++at_;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::string quoted_text(const std::string& text) {
    const bool has_single = text.find('\'') != std::string::npos;
    const char quote = has_single && text.find('"') == std::string::npos ? '"' : '\'';
    std::string written(1, quote);
    for (const char character : text) {
        switch (character) {
        case '\n':
            written += "\\n";
            continue;
        case '\r':
            written += "\\r";
            continue;
        case '\t':
            written += "\\t";
            continue;
        default:
            break;
        }
        if (character == '\\' || character == quote) written += '\\';
        written += character;
    }
    return written + quote;
}

std::string nested(const Value& value) {
    return value.is_text() ? quoted_text(value.as_text()) : to_python_text(value);
}

}  // namespace

std::optional<Value> from_python_literal(std::string_view text) {
    return LiteralParser(text).whole();
}

std::string to_python_text(const Value& value) {
    switch (value.kind()) {
    case Kind::null:
        return "None";
    case Kind::boolean:
        return value.as_boolean() ? "True" : "False";
    case Kind::integer:
        return std::to_string(value.as_integer());
    case Kind::text:
    case Kind::secret:
        return value.as_text();
    case Kind::real: {
        const std::string digits = fmt::format("{}", value.as_real());
        return digits.find_first_of(".en") == std::string::npos ? digits + ".0" : digits;
    }
    case Kind::list: {
        std::string written;
        for (const Value& item : value.as_list())
            written += (written.empty() ? "" : ", ") + nested(item);
        return "[" + written + "]";
    }
    case Kind::map:
        break;
    }
    std::string written;
    const Value plain = value.plain();
    for (const auto& [key, entry] : plain.as_map())
        written += (written.empty() ? "" : ", ") + quoted_text(key) + ": " + nested(entry);
    return "{" + written + "}";
}

}  // namespace modules

#include "modules/value/Json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace modules {

namespace {

/// Builds Values as the parser goes, so that the order of keys is kept and no second tree is made.
class ValueBuilder final : public nlohmann::json_sax<nlohmann::json> {
  public:
    bool null() override { return put({}); }
    bool boolean(bool flag) override { return put(flag); }
    bool number_integer(number_integer_t number) override { return put(number); }
    bool number_unsigned(number_unsigned_t number) override {
        if (number > static_cast<number_unsigned_t>(INT64_MAX)) return put(static_cast<double>(number));
        return put(static_cast<std::int64_t>(number));
    }
    bool number_float(number_float_t number, const string_t&) override { return put(number); }
    bool string(string_t& text) override { return put(std::move(text)); }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(false); }
    bool key(string_t& name) override {
        open_.back().key = std::move(name);
        return true;
    }
    bool end_object() override {
        Value made(std::move(open_.back().map));
        open_.pop_back();
        return put(std::move(made));
    }
    bool start_array(std::size_t) override { return open(true); }
    bool end_array() override {
        Value made(std::move(open_.back().list));
        open_.pop_back();
        return put(std::move(made));
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) override {
        // "[json.exception.parse_error.101] parse error at line 1, column 5: …": only the last part is for
        // people.
        const std::string text = error.what();
        const std::size_t start = text.find("] ");
        message_ = start == std::string::npos ? text : text.substr(start + 2);
        return false;
    }

    [[nodiscard]] const std::string& message() const { return message_; }
    [[nodiscard]] Value take() { return std::move(made_); }

  private:
    struct Open {
        bool is_list = false;
        List list;
        Map map;
        std::string key;
    };
    // Deeper nesting than anybody writes; a bound keeps hostile input from exhausting the stack later.
    static constexpr std::size_t deepest = 512;

    bool open(bool is_list) {
        if (open_.size() == deepest) {
            message_ = "nested more than 512 deep";
            return false;
        }
        open_.push_back({is_list, {}, {}, {}});
        return true;
    }
    bool put(Value value) {
        if (open_.empty()) {
            made_ = std::move(value);
        } else if (open_.back().is_list) {
            open_.back().list.push_back(std::move(value));
        } else {
            open_.back().map.set(std::move(open_.back().key), std::move(value));
        }
        return true;
    }

    std::vector<Open> open_;
    Value made_;
    std::string message_;
};

/// How many bytes of well-formed UTF-8 (RFC 3629) begin at `start`; 0 when they are none.
std::size_t sequence_length(std::string_view text, std::size_t start) {
    const auto byte = [&](std::size_t index) {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
    };
    const unsigned first = byte(start);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return 0;
    const unsigned second = byte(start + 1);
    const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) return 0;
    for (std::size_t index = 2; index < length; ++index)
        if ((byte(start + index) & 0xC0U) != 0x80U) return 0;
    return length;
}

class Writer {
  public:
    Writer(int indent, SecretStyle secrets) : indent_(indent), secrets_(secrets) {}

    void write(const Value& value, int depth) {
        switch (value.kind()) {
        case Kind::null:
            text_ += "null";
            return;
        case Kind::boolean:
            text_ += value.as_boolean() ? "true" : "false";
            return;
        case Kind::integer:
            fmt::format_to(std::back_inserter(text_), "{}", value.as_integer());
            return;
        case Kind::real:
            write_real(value.as_real());
            return;
        case Kind::text:
            write_text(value.as_text());
            return;
        case Kind::secret:
            write_text(secrets_ == SecretStyle::masked ? masked_secret : value.as_text());
            return;
        case Kind::list:
            write_list(value.as_list(), depth);
            return;
        case Kind::map:
            break;
        }
        const Value plain = value.plain();
        write_map(plain.as_map(), depth);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void write_real(double number) {
        if (std::isnan(number)) {
            text_ += "NaN";
        } else if (std::isinf(number)) {
            text_ += number > 0 ? "Infinity" : "-Infinity";
        } else {
            std::string digits = fmt::format("{}", number);
            if (digits.find_first_of(".e") == std::string::npos) digits += ".0";
            text_ += digits;
        }
    }

    void write_text(std::string_view text) {
        text_ += '"';
        for (std::size_t index = 0; index < text.size();) {
            const std::size_t length = sequence_length(text, index);
            if (length == 0) {
                text_ += "\xEF\xBF\xBD";
                ++index;
                continue;
            }
            if (length == 1) {
                write_character(text[index]);
            } else {
                text_ += text.substr(index, length);
            }
            index += length;
        }
        text_ += '"';
    }

    void write_character(char character) {
        switch (character) {
        case '"':
            text_ += "\\\"";
            return;
        case '\\':
            text_ += "\\\\";
            return;
        case '\n':
            text_ += "\\n";
            return;
        case '\r':
            text_ += "\\r";
            return;
        case '\t':
            text_ += "\\t";
            return;
        case '\b':
            text_ += "\\b";
            return;
        case '\f':
            text_ += "\\f";
            return;
        default:
            break;
        }
        if (static_cast<unsigned char>(character) < 0x20) {
            fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(character));
        } else {
            text_ += character;
        }
    }

    void write_list(const List& list, int depth) {
        if (list.empty()) {
            text_ += "[]";
            return;
        }
        text_ += '[';
        bool first = true;
        for (const Value& item : list) {
            separate(first, depth + 1);
            write(item, depth + 1);
        }
        close(depth, ']');
    }

    void write_map(const Map& map, int depth) {
        if (map.empty()) {
            text_ += "{}";
            return;
        }
        text_ += '{';
        bool first = true;
        for (const auto& [key, value] : map) {
            separate(first, depth + 1);
            write_text(key);
            text_ += ": ";
            write(value, depth + 1);
        }
        close(depth, '}');
    }

    void separate(bool& first, int depth) {
        if (!first) text_ += indent_ > 0 ? "," : ", ";
        first = false;
        new_line(depth);
    }
    void close(int depth, char bracket) {
        new_line(depth);
        text_ += bracket;
    }
    void new_line(int depth) {
        if (indent_ > 0) text_.append(1, '\n').append(static_cast<std::size_t>(indent_ * depth), ' ');
    }

    int indent_;
    SecretStyle secrets_;
    std::string text_;
};

}  // namespace

std::string to_json(const Value& value, int indent, SecretStyle secrets) {
    Writer writer(indent, secrets);
    writer.write(value, 0);
    return writer.take();
}

Value from_json(std::string_view text) {
    ValueBuilder builder;
    if (nlohmann::json::sax_parse(text, &builder)) return builder.take();
    throw std::runtime_error(builder.message().empty() ? "not JSON" : builder.message());
}

}  // namespace modules

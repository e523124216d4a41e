#include "interpreter/expression/python_json.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interpreter {

namespace {

class JsonWriter {
  public:
    explicit JsonWriter(const JsonStyle& style) : style_(style) {}

    void write(const Value& value, int depth) {
        switch (value.kind()) {
        case Kind::null:
            text_ += "null";
            return;
        case Kind::boolean:
            text_ += value.as_boolean() ? "true" : "false";
            return;
        case Kind::integer:
            text_ += std::to_string(value.as_integer());
            return;
        case Kind::real:
            write_real(value.as_real());
            return;
        case Kind::text:
        case Kind::secret:
            write_text(value.as_text());
            return;
        case Kind::list:
            write_list(value.as_list(), depth);
            return;
        case Kind::map:
            break;
        }
        if (const List* items = sequence_in(value)) return write_list(*items, depth);
        if (object_in<Object>(value) != nullptr) return write_text(to_python_text(value));
        write_map(value.plain().as_map(), depth);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void write_real(double number) {
        if (std::isfinite(number))
            text_ += number_text(number);
        else
            text_ += std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }

    void write_unit(std::uint32_t unit) { text_ += fmt::format("\\u{:04x}", unit); }

    void write_text(std::string_view text) {
        text_ += '"';
        for (const char32_t character : to_code_points(text)) {
            const auto code = static_cast<std::uint32_t>(character);
            if (character == U'"')
                text_ += "\\\"";
            else if (character == U'\\')
                text_ += "\\\\";
            else if (character == U'\n')
                text_ += "\\n";
            else if (character == U'\r')
                text_ += "\\r";
            else if (character == U'\t')
                text_ += "\\t";
            else if (character == U'\f')
                text_ += "\\f";
            else if (character == U'\b')
                text_ += "\\b";
            else if (code < 0x20)
                write_unit(code);
            else if (code < 0x7F || !style_.ascii)
                append_utf8(text_, character);
            else if (code == 0x7F)
                text_ += '\x7F';
            else if (code < 0x10000)
                write_unit(code);
            else {
                write_unit(0xD800 + ((code - 0x10000) >> 10U));
                write_unit(0xDC00 + ((code - 0x10000) & 0x3FFU));
            }
        }
        text_ += '"';
    }

    void write_list(const List& items, int depth) {
        if (items.empty()) {
            text_ += "[]";
            return;
        }
        text_ += '[';
        for (std::size_t index = 0; index < items.size(); ++index) {
            separate(index, depth + 1);
            write(items[index], depth + 1);
        }
        new_line(depth);
        text_ += ']';
    }

    void write_map(const Map& map, int depth) {
        if (map.empty()) {
            text_ += "{}";
            return;
        }
        std::vector<const Map::Entry*> entries;
        for (const Map::Entry& entry : map)
            entries.push_back(&entry);
        if (style_.sorts_keys)
            std::sort(entries.begin(), entries.end(), [](const Map::Entry* left, const Map::Entry* right) {
                return left->first < right->first;
            });
        text_ += '{';
        for (std::size_t index = 0; index < entries.size(); ++index) {
            separate(index, depth + 1);
            write_text(entries[index]->first);
            text_ += style_.key_separator;
            write(entries[index]->second, depth + 1);
        }
        new_line(depth);
        text_ += '}';
    }

    void separate(std::size_t index, int depth) {
        if (index > 0) text_ += style_.item_separator;
        new_line(depth);
    }
    void new_line(int depth) {
        if (style_.indent)
            text_ += "\n" + std::string(static_cast<std::size_t>(std::max(0, *style_.indent) * depth), ' ');
    }

    const JsonStyle& style_;
    std::string text_;
};

}  // namespace

std::string to_python_json(const Value& value, const JsonStyle& style) {
    JsonWriter writer(style);
    writer.write(value, 0);
    return writer.take();
}

}  // namespace interpreter

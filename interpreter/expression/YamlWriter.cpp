#include "interpreter/expression/YamlWriter.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

// A key longer than this is written as "? key". The name of its tag counts.
constexpr std::size_t longest_simple_key = 128 - 5;

bool is_break(char32_t character) {
    return character == U'\n' || character == 0x85 || character == 0x2028 || character == 0x2029;
}

bool is_collection(const Value& value) {
    return sequence_in(value) != nullptr || (value.is_map() && object_in<Object>(value) == nullptr);
}

bool is_simple_key(const std::string& key) {
    const std::u32string characters = to_code_points(key);
    const YamlScalar scalar = analysed_scalar(characters);
    return characters.size() < longest_simple_key && !scalar.empty && !scalar.multiline;
}

std::string escaped(char32_t character) {
    static constexpr std::array<std::pair<char32_t, char>, 16> names{{{0, '0'},
                                                                      {7, 'a'},
                                                                      {8, 'b'},
                                                                      {9, 't'},
                                                                      {10, 'n'},
                                                                      {11, 'v'},
                                                                      {12, 'f'},
                                                                      {13, 'r'},
                                                                      {27, 'e'},
                                                                      {U'"', '"'},
                                                                      {U'\\', '\\'},
                                                                      {0x85, 'N'},
                                                                      {0xA0, '_'},
                                                                      {0x2028, 'L'},
                                                                      {0x2029, 'P'},
                                                                      {U'/', '/'}}};
    for (const auto& [known, name] : names)
        if (known == character && known != U'/') return std::string("\\") + name;
    const auto code = static_cast<std::uint32_t>(character);
    if (code <= 0xFF) return fmt::format("\\x{:02X}", code);
    return code <= 0xFFFF ? fmt::format("\\u{:04X}", code) : fmt::format("\\U{:08X}", code);
}

bool needs_escape(char32_t character) {
    if (character == U'"' || character == U'\\' || character == 0x85 || character == 0x2028 ||
        character == 0x2029 || character == 0xFEFF)
        return true;
    return !((character >= 0x20 && character <= 0x7E) || (character >= 0xA0 && character <= 0xD7FF) ||
             (character >= 0xE000 && character <= 0xFFFD));
}

}  // namespace

std::string YamlWriter::write(const Value& value) {
    if (style_.explicit_start) {
        indicator("---", true);
    }
    node(value, Context::root);
    indent_ = 0;
    new_indent();
    return std::move(text_);
}

bool YamlWriter::in_flow(const Value& value) const {
    if (flow_level_ > 0) return true;
    const List* items = sequence_in(value);
    const Value plain = items == nullptr ? value.plain() : Value();
    if (items != nullptr ? items->empty() : plain.as_map().empty()) return true;
    if (style_.flow) return *style_.flow;
    if (items != nullptr) return std::none_of(items->begin(), items->end(), is_collection);
    return std::none_of(plain.as_map().begin(), plain.as_map().end(),
                        [](const Map::Entry& entry) { return is_collection(entry.second); });
}

std::vector<const Map::Entry*> YamlWriter::entries(const Map& map) const {
    std::vector<const Map::Entry*> all;
    for (const Map::Entry& entry : map)
        all.push_back(&entry);
    if (style_.sorts_keys)
        std::sort(all.begin(), all.end(),
                  [](const Map::Entry* left, const Map::Entry* right) { return left->first < right->first; });
    return all;
}

void YamlWriter::node(const Value& value, Context context) {
    if (!is_collection(value)) {
        scalar(value, context);
        return;
    }
    const List* items = sequence_in(value);
    const bool flow = in_flow(value);
    const int indent = indent_;
    if (items != nullptr) {
        if (flow)
            flow_list(*items);
        else
            block_list(*items, context);
    } else {
        const Value plain = value.plain();
        if (flow)
            flow_map(plain.as_map());
        else
            block_map(plain.as_map());
    }
    indent_ = indent;
}

void YamlWriter::deeper(bool flow, bool same_indent) {
    if (indent_ < 0)
        indent_ = flow ? style_.indent : 0;
    else if (!same_indent)
        indent_ += style_.indent;
}

void YamlWriter::block_list(const List& items, Context context) {
    // A list under a key is not indented further.
    deeper(false, context == Context::mapping && !indention_);
    for (const Value& item : items) {
        new_indent();
        indicator("-", true, false, true);
        node(item, Context::sequence);
    }
}

void YamlWriter::block_map(const Map& map) {
    deeper(false);
    for (const Map::Entry* entry : entries(map)) {
        new_indent();
        if (is_simple_key(entry->first)) {
            scalar(entry->first, Context::simple_key);
            indicator(":", false);
        } else {
            indicator("?", true, false, true);
            node(entry->first, Context::mapping);
            new_indent();
            indicator(":", true, false, true);
        }
        node(entry->second, Context::mapping);
    }
}

void YamlWriter::flow_list(const List& items) {
    indicator("[", true, true);
    ++flow_level_;
    deeper(true);
    bool first = true;
    for (const Value& item : items) {
        if (!first) indicator(",", false);
        first = false;
        if (past_width()) new_indent();
        node(item, Context::sequence);
    }
    --flow_level_;
    indicator("]", false);
}

void YamlWriter::flow_map(const Map& map) {
    indicator("{", true, true);
    ++flow_level_;
    deeper(true);
    bool first = true;
    for (const Map::Entry* entry : entries(map)) {
        if (!first) indicator(",", false);
        first = false;
        if (past_width()) new_indent();
        if (is_simple_key(entry->first)) {
            scalar(entry->first, Context::simple_key);
            indicator(":", false);
        } else {
            indicator("?", true);
            node(entry->first, Context::mapping);
            if (past_width()) new_indent();
            indicator(":", true);
        }
        node(entry->second, Context::mapping);
    }
    --flow_level_;
    indicator("}", false);
}

void YamlWriter::scalar(const Value& value, Context context) {
    // A scalar in a document counts as indented one step further, which its folded lines are.
    const int indent = indent_;
    deeper(true);
    const bool is_text = value.is_text() || value.is_map();
    const std::string written = is_text ? to_python_text(value) : plain_yaml(value);
    const std::u32string text = to_code_points(written);
    const YamlScalar analysis = analysed_scalar(text);
    const bool key = context == Context::simple_key;
    const bool implicit = !is_text || !reads_as_other_kind(written);
    const bool plain_allowed = flow_level_ > 0 ? analysis.plain_in_flow : analysis.plain_in_block;
    if (implicit && plain_allowed && !(key && (analysis.empty || analysis.multiline))) {
        plain(text, !key);
    } else if (analysis.single_quoted && !(key && analysis.multiline)) {
        single_quoted(text, !key);
    } else {
        double_quoted(text, !key);
    }
    indent_ = indent;
}

void YamlWriter::put(std::u32string_view text) {
    text_ += to_utf8(text);
    column_ += static_cast<int>(text.size());
}

void YamlWriter::indicator(std::string_view sign, bool needs_blank, bool blank, bool indention) {
    if (!blank_ && needs_blank) {
        text_ += ' ';
        ++column_;
    }
    text_ += sign;
    column_ += static_cast<int>(sign.size());
    blank_ = blank;
    indention_ = indention_ && indention;
}

void YamlWriter::line_break() {
    text_ += '\n';
    blank_ = true;
    indention_ = true;
    column_ = 0;
}

void YamlWriter::new_indent() {
    const int indent = std::max(0, indent_);
    if (!indention_ || column_ > indent || (column_ == indent && !blank_)) line_break();
    if (column_ >= indent) return;
    blank_ = true;
    text_.append(static_cast<std::size_t>(indent - column_), ' ');
    column_ = indent;
}

void YamlWriter::breaks(std::u32string_view run) {
    if (run.front() == U'\n') line_break();
    for (const char32_t character : run) {
        if (character == U'\n') {
            line_break();
            continue;
        }
        append_utf8(text_, character);
        blank_ = true;
        indention_ = true;
        column_ = 0;
    }
    new_indent();
}

void YamlWriter::plain(const std::u32string& text, bool splits) {
    if (text.empty()) return;
    if (!blank_) put(U" ");
    blank_ = false;
    indention_ = false;
    // Plain text has no line ends: only single blanks may become one.
    std::size_t start = 0;
    while (start < text.size()) {
        std::size_t end = start;
        const bool spaces = text[start] == U' ';
        while (end < text.size() && (text[end] == U' ') == spaces)
            ++end;
        if (spaces && end - start == 1 && past_width() && splits) {
            new_indent();
            blank_ = false;
            indention_ = false;
        } else {
            put(std::u32string_view(text).substr(start, end - start));
        }
        start = end;
    }
}

void YamlWriter::single_quoted(const std::u32string& text, bool splits) {
    indicator("'", true);
    std::size_t start = 0;
    while (start < text.size()) {
        std::size_t end = start;
        const auto kind = [](char32_t character) {
            return character == U' ' ? 0 : is_break(character) ? 1 : 2;
        };
        while (end < text.size() && kind(text[end]) == kind(text[start]))
            ++end;
        const std::u32string_view run = std::u32string_view(text).substr(start, end - start);
        if (kind(text[start]) == 0 && run.size() == 1 && past_width() && splits && start != 0 &&
            end != text.size()) {
            new_indent();
        } else if (kind(text[start]) == 1) {
            breaks(run);
        } else {
            for (const char32_t character : run)
                put(character == U'\'' ? std::u32string(2, U'\'') : std::u32string(1, character));
        }
        start = end;
    }
    indicator("'", false);
}

void YamlWriter::double_quoted(const std::u32string& text, bool splits) {
    indicator("\"", true);
    std::size_t start = 0;
    for (std::size_t end = 0; end <= text.size(); ++end) {
        const bool at_end = end == text.size();
        if (at_end || needs_escape(text[end])) {
            if (start < end) put(std::u32string_view(text).substr(start, end - start));
            start = end;
            if (!at_end) {
                put(to_code_points(escaped(text[end])));
                start = end + 1;
            }
        }
        const bool inside = end > 0 && end + 1 < text.size();
        if (!inside || !splits || !(text[end] == U' ' || start >= end)) continue;
        if (column_ + static_cast<int>(end) - static_cast<int>(start) <= style_.width) continue;
        if (start < end) {
            put(std::u32string_view(text).substr(start, end - start));
            start = end;
        }
        put(U"\\");
        new_indent();
        blank_ = false;
        indention_ = false;
        if (text[start] == U' ') put(U"\\");
    }
    indicator("\"", false);
}

}  // namespace interpreter

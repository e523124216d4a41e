#include "interpreter/yaml/IndentationMistake.hpp"

#include "interpreter/yaml/LineShape.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>

namespace interpreter {

namespace {

using Style = YamlText::Style;

struct Line {
    std::size_t number = 0;
    std::string_view text;
};

/// The nearest line above that says something; number 0 when there is none.
Line line_above(const YamlText& text, std::size_t number) {
    for (std::size_t above = number - 1; above >= 1; --above)
        if (!is_blank(text.line(above))) return {above, text.line(above)};
    return {};
}

bool opens_block(std::string_view line) {
    const std::string_view content = modules::trimmed(line);
    const std::size_t header = content.find_last_of("|>");
    if (header == std::string_view::npos || header == 0 || content[header - 1] != ' ') return false;
    return content.substr(header + 1).find_first_not_of("0123456789+-") == std::string_view::npos;
}

/// "'name'", or "'- '" for a line that has no key.
std::string name_of(std::string_view line) {
    const std::optional<std::size_t> colon = colon_of_key(line);
    if (!colon) return "'- '";
    const std::size_t start = start_of_content(line);
    return '\'' + std::string(line.substr(start, *colon - start)) + '\'';
}

std::string in_column(std::size_t offset_in_line, std::string_view line) {
    return "column " + std::to_string(offset_in_line + 1) + " (as " + name_of(line) + ')';
}

std::optional<Diagnostic> second_colon(const SyntaxFailure& failure, Line line, std::size_t column) {
    const std::optional<std::size_t> first = colon_of_key(line.text);
    const std::optional<std::size_t> value = start_of_value(line.text);
    if (!first || *first >= column || !value) return std::nullopt;
    const std::size_t start = start_of_content(line.text);
    const std::string key(line.text.substr(start, *first - start));
    return failure.error_at(failure.offset, "': ' cannot stand in unquoted text",
                            "quote the value: " + key + ": " +
                                in_quotes(modules::trimmed(line.text.substr(*value))));
}

}  // namespace

std::optional<Diagnostic> colon_in_wrong_place(const SyntaxFailure& failure) {
    if (!failure.message.starts_with("illegal map value")) return std::nullopt;
    const YamlText& text = failure.text;
    const std::size_t number = text.line_number(failure.offset);
    const Line line{number, text.line(number)};
    if (auto found = second_colon(failure, line, failure.offset - text.line_start(number))) return found;
    const Line above = line_above(text, number);
    if (above.number == 0) return std::nullopt;
    const std::size_t above_start = text.line_start(above.number) + start_of_content(above.text);
    const Line before = line_above(text, above.number);
    if (before.number != 0 && opens_block(before.text))
        return failure.error_at(above_start, "the text of a block must be indented deeper than its key",
                                "indent the lines below '|' or '>'");
    const std::optional<std::size_t> colon = colon_of_key(above.text);
    if (!colon) {
        const std::size_t tight = above.text.find(':', start_of_content(above.text));
        if (tight != std::string_view::npos)
            return failure.error_at(text.line_start(above.number) + tight,
                                    "a space is missing after this ':'", "write 'key: value'");
        return failure.error_at(above_start, "'key: value' was expected here", "is a ':' missing?");
    }
    const bool is_item = modules::trimmed(line.text).starts_with("- ");
    const bool above_is_item = modules::trimmed(above.text).starts_with("- ");
    const std::size_t found = is_item ? line.text.find('-') : start_of_content(line.text);
    const std::size_t wanted = is_item && above_is_item ? above.text.find('-') : start_of_content(above.text);
    if (found <= wanted) return std::nullopt;
    const std::string column = is_item && above_is_item
                                   ? "column " + std::to_string(wanted + 1) + " (as '- ' above)"
                                   : in_column(wanted, above.text);
    return failure.error_at(
        text.line_start(number) + found,
        "this line is indented deeper than the one above, so it reads as part of its value",
        "begin it in " + column);
}

std::optional<Diagnostic> line_in_wrong_column(const SyntaxFailure& failure) {
    const bool ended =
        failure.message.starts_with("end of map") || failure.message.starts_with("end of sequence");
    if (!ended) return std::nullopt;
    const YamlText& text = failure.text;
    const std::size_t number = text.line_number(failure.offset);
    const std::string_view line = text.line(number);
    const std::size_t indentation = std::min(line.find_first_not_of(' '), line.size());
    const Line above = line_above(text, number);
    const bool begins_line = text.line_start(number) + indentation == failure.offset;
    if (!begins_line || above.number == 0) return std::nullopt;

    const std::size_t scalar = failure.last_scalar;
    const Style style = text.style_at(scalar);
    if (style == Style::literal || style == Style::folded) {
        const std::size_t deep = text.first_character(scalar).column;
        if (indentation + 1 < deep)
            return failure.error_at(
                failure.offset, "this line is indented less than the first line of its block",
                "give every line of the block at least " + std::to_string(deep - 1) + " spaces");
    }
    const bool is_item = line.substr(indentation).starts_with("- ") || line.substr(indentation) == "-";
    const std::size_t above_indentation = above.text.find_first_not_of(' ');
    if (is_item && indentation == start_of_content(above.text) && colon_of_key(above.text))
        return failure.error_at(failure.offset, "a list item cannot stand among the keys of a mapping",
                                "a list stands below a key that has no value of its own");
    if (!is_item && indentation == above_indentation && modules::trimmed(above.text).starts_with("- "))
        return failure.error_at(failure.offset, "a key cannot stand among the items of a list",
                                "begin the line with '- ', or indent it as the key that it belongs beside");
    const bool both_items = is_item && modules::trimmed(above.text).starts_with("- ");
    std::string columns = both_items ? "column " + std::to_string(above_indentation + 1) + " (as '- ')"
                                     : in_column(start_of_content(above.text), above.text);
    for (auto open = failure.open.rbegin(); open != failure.open.rend(); ++open) {
        const std::size_t open_line = text.line_number(open->offset);
        const std::size_t column = open->offset - text.line_start(open_line);
        const std::string name = open->is_map ? in_column(column, text.line(open_line))
                                              : "column " + std::to_string(column + 1) + " (as '- ')";
        if (columns.find(name) == std::string::npos) columns += " or " + name;
    }
    return failure.error_at(failure.offset,
                            "this line begins in column " + std::to_string(indentation + 1) +
                                ", where nothing above it begins",
                            "begin it in " + columns);
}

}  // namespace interpreter

#include "interpreter/yaml/SyntaxMistake.hpp"

#include "interpreter/yaml/IndentationMistake.hpp"
#include "interpreter/yaml/LineShape.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace interpreter {

namespace {

using Explanation = std::optional<Diagnostic>;
using Style = YamlText::Style;

bool says(const SyntaxFailure& failure, std::string_view beginning) {
    return failure.message.starts_with(beginning);
}

std::string_view rest_of(const SyntaxFailure& failure, std::size_t offset) {
    const std::string_view all = failure.text.characters();
    return all.substr(std::min(offset, all.size()));
}

std::string character_at(const SyntaxFailure& failure) {
    return std::string(rest_of(failure, failure.offset).substr(0, 1));
}

bool is_in_flow(const SyntaxFailure& failure) {
    return !failure.open.empty() && failure.open.back().is_flow;
}

Explanation tab_in_indentation(const SyntaxFailure& failure) {
    if (is_in_flow(failure)) return std::nullopt;
    const std::size_t number = failure.text.line_number(failure.offset);
    const std::string_view line = failure.text.line(number);
    const std::size_t tab = line.substr(0, line.find_first_not_of(" \t")).find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    return failure.error_at(failure.text.line_start(number) + tab, "a tab cannot indent a line in YAML",
                            "indent with spaces");
}

Explanation template_error(const SyntaxFailure& failure, std::size_t offset) {
    const std::string_view rest = rest_of(failure, offset);
    const std::string opening(rest.substr(0, 2));
    return failure.error_at(offset, "a value that begins with '" + opening + "' must be quoted",
                            "quote all of it: " +
                                in_quotes(modules::trimmed(rest.substr(0, rest.find('\n')))));
}

Explanation unquoted_template(const SyntaxFailure& failure) {
    for (const SyntaxFailure::Collection& open : failure.open)
        if (open.is_flow && rest_of(failure, open.offset).starts_with("{{"))
            return template_error(failure, open.offset);
    const std::size_t number = failure.text.line_number(failure.offset);
    const std::size_t start = failure.text.line_start(number);
    const std::optional<std::size_t> value = start_of_value(failure.text.line(number));
    if (!value || start + *value > failure.offset) return std::nullopt;
    const std::string_view rest = rest_of(failure, start + *value);
    if (!rest.starts_with("{{") && !rest.starts_with("{%")) return std::nullopt;
    return template_error(failure, start + *value);
}

Explanation bad_alias_or_anchor(const SyntaxFailure& failure) {
    if (says(failure, "the referenced anchor")) {
        const std::string_view rest = rest_of(failure, failure.offset);
        const std::string name(rest.substr(0, rest.find_first_of(" \t\r\n,]}")));
        return failure.error_at(failure.offset, "no anchor above has the name of the alias '" + name + "'",
                                "an alias repeats what '&" + name.substr(1) +
                                    "' marked; quote the value if '*' is meant as text");
    }
    const bool is_alias =
        says(failure, "alias not found") || failure.message.find("scanning alias") != std::string::npos;
    const bool is_anchor =
        says(failure, "anchor not found") || failure.message.find("scanning anchor") != std::string::npos;
    if (!is_alias && !is_anchor) return std::nullopt;
    const char sign = is_alias ? '*' : '&';
    const std::size_t place = failure.text.characters().rfind(sign, failure.offset);
    return failure.error_at(std::min(place, failure.offset),
                            std::string("an unquoted '") + sign + "' begins " +
                                (is_alias ? "an alias" : "an anchor") + " and needs a name",
                            "quote the value if it is meant as text");
}

Explanation bad_block_header(const SyntaxFailure& failure) {
    if (says(failure, "cannot set zero indentation"))
        return failure.error_at(failure.offset, "the indentation of a block must be 1 to 9",
                                "leave the number out");
    if (!says(failure, "unexpected character in block")) return std::nullopt;
    return failure.error_at(
        failure.offset, "text cannot stand on the line of '|' or '>'",
        "begin the text on the next line, indented; or quote the value if it is one line");
}

Explanation bad_escape(const SyntaxFailure& failure) {
    const bool is_unknown = says(failure, "unknown escape");
    const bool is_number =
        says(failure, "bad character found while scanning hex") || says(failure, "invalid unicode");
    if (!is_unknown && !is_number) return std::nullopt;
    const std::size_t backslash =
        failure.text.characters().rfind('\\', failure.offset == 0 ? 0 : failure.offset - 1);
    const std::size_t place = std::min(backslash, failure.offset);
    const std::string escape(rest_of(failure, place).substr(0, 2));
    if (is_unknown)
        return failure.error_at(place, "unknown escape '" + escape + "' in double quotes",
                                "write '\\\\' for a backslash, or use single quotes");
    return failure.error_at(place, "the escape '" + escape + "' names no character",
                            "\\x takes 2 hexadecimal digits, \\u takes 4, \\U takes 8");
}

Explanation bad_first_character(const SyntaxFailure& failure) {
    const std::string letter = character_at(failure);
    const bool is_comma = letter == "," && says(failure, "end of ");
    if ((!says(failure, "unknown token") && !is_comma) || letter.empty()) return std::nullopt;
    const std::string_view rest = rest_of(failure, failure.offset);
    return failure.error_at(failure.offset, "a value cannot begin with '" + letter + "'",
                            "quote it: " + in_quotes(modules::trimmed(rest.substr(0, rest.find('\n')))));
}

Explanation list_on_line_of_key(const SyntaxFailure& failure) {
    if (!says(failure, "illegal block entry")) return std::nullopt;
    return failure.error_at(
        failure.offset, "a list cannot begin on the line of its key",
        "begin each item on a line of its own, or quote the value if '-' is meant as text");
}

Explanation bracket_closes_nothing(const SyntaxFailure& failure) {
    if (!says(failure, "illegal flow end")) return std::nullopt;
    return failure.error_at(failure.offset, "this '" + character_at(failure) + "' closes nothing",
                            "remove it, or quote the value if it is meant as text");
}

Explanation unclosed_bracket(const SyntaxFailure& failure) {
    const bool is_flow_error = says(failure, "end of sequence flow") || says(failure, "end of map flow");
    if (!is_flow_error && !is_in_flow(failure)) return std::nullopt;
    const auto innermost = std::find_if(failure.open.rbegin(), failure.open.rend(),
                                        [](const SyntaxFailure::Collection& open) { return open.is_flow; });
    if (innermost == failure.open.rend()) return std::nullopt;
    const std::string closing = rest_of(failure, innermost->offset).starts_with('[') ? "]" : "}";
    const std::string opening = closing == "]" ? "[" : "{";
    const std::string_view after = rest_of(failure, failure.offset);
    const bool closes_later = after.substr(0, after.find('\n')).find(closing) != std::string_view::npos;
    if (closes_later)
        return failure.error_at(failure.offset, "',' or '" + closing + "' was expected before this",
                                "quote text that holds ', : [ ] { }' between brackets");
    Diagnostic found = failure.error_at(innermost->offset, "this '" + opening + "' is never closed",
                                        "close it with '" + closing + "'");
    if (!modules::trimmed(after).empty())
        found.notes.push_back(
            {"',' or '" + closing + "' was expected before this", failure.text.position(failure.offset)});
    return found;
}

Explanation text_after_quote(const SyntaxFailure& failure) {
    const YamlText& text = failure.text;
    const std::size_t start = failure.last_scalar;
    if (start >= text.characters().size()) return std::nullopt;
    const Style style = text.style_at(start);
    if (style != Style::single_quoted && style != Style::double_quoted) return std::nullopt;
    const std::optional<std::size_t> end = text.end_of_quoted(start);
    if (!end || *end > failure.offset) return std::nullopt;
    const std::string_view between = text.characters().substr(*end, failure.offset - *end);
    if (between.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
    const bool is_single = style == Style::single_quoted;
    if (text.line_number(start) != text.line_number(*end)) {
        Diagnostic found = failure.error_at(
            start,
            "the text that this quote opens ends only on line " + std::to_string(text.line_number(*end)),
            std::string("is a closing ") + (is_single ? "'" : "\"") + " missing?");
        found.notes.push_back({"here it ends, and what follows cannot be read", text.position(*end - 1)});
        return found;
    }
    return failure.error_at(failure.offset, "text cannot follow the closing quote",
                            is_single
                                ? "write '' for an apostrophe in single quotes, or quote all of the value"
                                : "write \\\" for a quote in double quotes, or quote all of the value");
}

}  // namespace

Diagnostic explain(const SyntaxFailure& failure) {
    using Explainer = Explanation (*)(const SyntaxFailure&);
    constexpr std::array<Explainer, 12> explainers{
        tab_in_indentation, unquoted_template,   bad_alias_or_anchor,  bad_block_header,
        bad_escape,         bad_first_character, list_on_line_of_key,  bracket_closes_nothing,
        unclosed_bracket,   text_after_quote,    colon_in_wrong_place, line_in_wrong_column};
    for (const Explainer explainer : explainers)
        if (Explanation found = explainer(failure)) return *std::move(found);
    return failure.error_at(failure.offset, "this cannot stand here in YAML (" + failure.message + ")",
                            "look for a missing quote, colon or space before it");
}

}  // namespace interpreter

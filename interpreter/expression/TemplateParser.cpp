#include "interpreter/expression/TemplateParser.hpp"

#include "interpreter/source/Diagnostic.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

bool is_blank(char character) {
    return blanks.find(character) != std::string_view::npos;
}

std::string with_plain_line_ends(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '\r') {
            result += text[index];
        } else if (index + 1 == text.size() || text[index + 1] != '\n') {
            result += '\n';
        }
    }
    return result;
}

const std::vector<std::string>& statement_names() {
    static const std::vector<std::string> names{"for",    "if",    "set",     "macro",  "call",    "filter",
                                                "with",   "block", "include", "import", "from",    "raw",
                                                "endfor", "endif", "elif",    "else",   "endmacro"};
    return names;
}

}  // namespace

Statements TemplateParser::run() {
    read_style_line();
    // Jinja drops one line end at the end of a template.
    if (text_.ends_with('\n')) text_.remove_suffix(1);
    if (text_.ends_with('\r')) text_.remove_suffix(1);
    return body({}, nullptr);
}

void TemplateParser::read_style_line() {
    static constexpr std::string_view mark = "#jinja2:";
    if (!text_.starts_with(mark)) return;
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    std::string_view rest = text_.substr(mark.size(), end - mark.size());
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        std::string pair(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        std::erase_if(pair, is_blank);
        const std::size_t colon = pair.find(':');
        const std::string key = pair.substr(0, colon);
        const std::string value = colon == std::string::npos ? std::string() : pair.substr(colon + 1);
        const bool known =
            (key == "trim_blocks" || key == "lstrip_blocks") && (value == "True" || value == "False");
        if (!known)
            lexer_.fail("'" + pair + "' is not supported in a '#jinja2:' line", 0,
                        "trim_blocks and lstrip_blocks can be set there, to True or False");
        (key == "trim_blocks" ? style_.trim_blocks : style_.lstrip_blocks) = value == "True";
    }
    at_ = std::min(end + 1, text_.size());
}

Statements TemplateParser::body(std::span<const std::string_view> stops, const Tag* opened) {
    static constexpr int deepest = 100;
    if (++depth_ > deepest) lexer_.fail("statements are nested more than 100 deep", at_);
    Statements statements;
    while (true) {
        const std::optional<Opening> next = next_opening();
        if (!next) break;
        const std::size_t opening = next->at;
        const char sign = sign_after(opening, next->part == Part::output    ? marks_.variable_start
                                              : next->part == Part::comment ? marks_.comment_start
                                                                            : marks_.block_start);
        std::size_t text_end = opening;
        if (sign != '-' && sign != '+' && next->part != Part::output && style_.lstrip_blocks) {
            const std::size_t blank = text_.find_last_not_of(" \t", opening == 0 ? 0 : opening - 1);
            const std::size_t line = blank == std::string_view::npos || opening == 0 ? 0 : blank + 1;
            if (line == 0 || text_[line - 1] == '\n') text_end = std::max(line, at_);
        }
        add_text(statements, text_end, sign == '-');
        if (next->part == Part::comment) {
            comment(opening);
        } else if (next->part == Part::output) {
            statements.push_back(output(opening));
        } else if (!at_raw(opening, statements)) {
            std::optional<Tag> met = tag(opening);
            if (std::find(stops.begin(), stops.end(), met->name) != stops.end()) {
                stop_ = std::move(met);
                --depth_;
                return statements;
            }
            statement(*met, statements);
        }
    }
    add_text(statements, text_.size(), false);
    at_ = text_.size();
    if (opened != nullptr)
        lexer_.fail("'{% " + opened->name + " %}' is never closed", opened->opening,
                    "add '{% " + std::string(stops.back()) + " %}'");
    --depth_;
    return statements;
}

std::optional<TemplateParser::Opening> TemplateParser::next_opening() const {
    const std::pair<const std::string*, Part> kinds[] = {
        {&marks_.variable_start, Part::output}, {&marks_.block_start, Part::tag}, {&marks_.comment_start, Part::comment}};
    std::optional<Opening> first;
    std::size_t length = 0;
    for (const auto& [mark, part] : kinds) {
        const std::size_t at = text_.find(*mark, at_);
        if (at == std::string_view::npos || (first && (first->at < at || (first->at == at && length >= mark->size()))))
            continue;
        first = Opening{at, part};
        length = mark->size();
    }
    return first;
}

char TemplateParser::sign_after(std::size_t opening, const std::string& mark) const {
    const std::size_t at = opening + mark.size();
    return at < text_.size() ? text_[at] : '\0';
}

std::shared_ptr<const Statements> TemplateParser::shared_body(std::initializer_list<std::string_view> stops,
                                                              const Tag& opened) {
    return std::make_shared<const Statements>(body({stops.begin(), stops.size()}, &opened));
}

void TemplateParser::add_text(Statements& statements, std::size_t end, bool strips) {
    std::string_view text = text_.substr(std::min(at_, end), end > at_ ? end - at_ : 0);
    if (strips) {
        const std::size_t last = text.find_last_not_of(blanks);
        text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }
    if (text.empty()) return;
    Statement statement;
    statement.position = lexer_.position(at_);
    statement.text = with_plain_line_ends(text);
    statements.push_back(std::move(statement));
}

void TemplateParser::step_over_end(std::size_t end, const std::string& mark, bool trims) {
    const char sign = text_.substr(end).starts_with(mark) ? '\0' : text_[end];
    at_ = end + (sign == '\0' ? 0 : 1) + mark.size();
    if (sign == '-') {
        at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
    } else if (trims && sign != '+') {
        if (text_.substr(at_).starts_with("\r\n")) ++at_;
        if (text_.substr(at_).starts_with('\n')) ++at_;
    }
}

void TemplateParser::comment(std::size_t opening) {
    const std::size_t start = opening + marks_.comment_start.size();
    const std::size_t end = text_.find(marks_.comment_end, start);
    if (end == std::string_view::npos)
        lexer_.fail("'" + marks_.comment_start + "' is never closed", opening,
                    "a comment ends with '" + marks_.comment_end + "'; where the text itself is meant, write " +
                        marks_.variable_start + " '" + marks_.comment_start + "' " + marks_.variable_end);
    const bool has_sign = end > start && (text_[end - 1] == '-' || text_[end - 1] == '+');
    step_over_end(has_sign ? end - 1 : end, marks_.comment_end, style_.trim_blocks);
}

Statement TemplateParser::output(std::size_t opening) {
    const char sign = sign_after(opening, marks_.variable_start);
    const std::size_t start = opening + marks_.variable_start.size() + (sign == '-' || sign == '+' ? 1 : 0);
    const std::vector<Token> tokens = lexer_.tokens(start, marks_.variable_end, opening, style_.escapes);
    Parser parser(lexer_, tokens);
    Statement statement;
    statement.type = Statement::Type::output;
    statement.position = lexer_.position(opening);
    if (parser.finished())
        lexer_.fail("nothing stands between '" + marks_.variable_start + "' and '" + marks_.variable_end + "'", opening);
    statement.expressions.push_back(parser.whole());
    step_over_end(parser.end_offset(), marks_.variable_end, false);
    return statement;
}

std::optional<TemplateParser::Tag> TemplateParser::tag(std::size_t opening) {
    const char sign = sign_after(opening, marks_.block_start);
    const std::size_t start = opening + marks_.block_start.size() + (sign == '-' || sign == '+' ? 1 : 0);
    Parser parser(lexer_, lexer_.tokens(start, marks_.block_end, opening, Escapes::resolved));
    step_over_end(parser.end_offset(), marks_.block_end, style_.trim_blocks);
    if (parser.finished())
        lexer_.fail("nothing stands between '" + marks_.block_start + "' and '" + marks_.block_end + "'", opening);
    std::string name = parser.expect_name("a statement");
    return Tag{std::move(name), opening, std::move(parser)};
}

bool TemplateParser::at_raw(std::size_t opening, Statements& statements) {
    // Reads `{%`, a sign, the word and `%}`; gives where its end sign or `%}` stands.
    const auto word_tag = [&](std::size_t from, std::string_view word) -> std::size_t {
        std::size_t at = from + marks_.block_start.size();
        if (at < text_.size() && (text_[at] == '-' || text_[at] == '+')) ++at;
        at = std::min(text_.find_first_not_of(blanks, at), text_.size());
        if (!text_.substr(at).starts_with(word)) return std::string_view::npos;
        at = std::min(text_.find_first_not_of(blanks, at + word.size()), text_.size());
        const bool signed_end = at < text_.size() && (text_[at] == '-' || text_[at] == '+');
        return text_.substr(at + (signed_end ? 1 : 0)).starts_with(marks_.block_end) ? at : std::string_view::npos;
    };
    const std::size_t begin_end = word_tag(opening, "raw");
    if (begin_end == std::string_view::npos) return false;
    step_over_end(begin_end, marks_.block_end, false);
    for (std::size_t from = text_.find(marks_.block_start, at_); from != std::string_view::npos;
         from = text_.find(marks_.block_start, from + 1)) {
        const std::size_t end = word_tag(from, "endraw");
        if (end == std::string_view::npos) continue;
        add_text(statements, from, sign_after(from, marks_.block_start) == '-');
        step_over_end(end, marks_.block_end, style_.trim_blocks);
        return true;
    }
    lexer_.fail("'{% raw %}' is never closed", opening, "add '{% endraw %}'");
}

Statement TemplateParser::begin(Statement::Type type, const Tag& tag) const {
    Statement statement;
    statement.type = type;
    statement.position = lexer_.position(tag.opening);
    return statement;
}

void TemplateParser::statement(Tag& met, Statements& statements) {
    using Reader = Statement (TemplateParser::*)(Tag&);
    static constexpr std::array<std::pair<std::string_view, Reader>, 11> readers{
        {{"for", &TemplateParser::for_loop},
         {"if", &TemplateParser::condition},
         {"set", &TemplateParser::assignment},
         {"macro", &TemplateParser::macro},
         {"call", &TemplateParser::call_block},
         {"filter", &TemplateParser::filter_block},
         {"with", &TemplateParser::with},
         {"block", &TemplateParser::block},
         {"include", &TemplateParser::include},
         {"import", &TemplateParser::import_as},
         {"from", &TemplateParser::import_from}}};
    for (const auto& [name, reader] : readers) {
        if (name != met.name) continue;
        statements.push_back((this->*reader)(met));
        return;
    }
    if (met.name.starts_with("end") || met.name == "else" || met.name == "elif")
        lexer_.fail("'{% " + met.name + " %}' closes nothing that is open", met.opening);
    if (met.name == "extends")
        lexer_.fail("'{% extends %}' is not supported", met.opening,
                    "'{% include %}' and macros do the same work");
    if (met.name == "do") lexer_.fail("'{% do %}' is not supported", met.opening, "write '{% set _ = … %}'");
    if (met.name == "break" || met.name == "continue")
        lexer_.fail("'{% " + met.name + " %}' is not supported", met.opening, "write '{% for … if … %}'");
    lexer_.fail("unknown statement '" + met.name + "'", met.opening,
                did_you_mean(met.name, statement_names()));
}

}  // namespace interpreter

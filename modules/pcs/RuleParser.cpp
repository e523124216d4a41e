#include "modules/module/ModuleResult.hpp"
#include "modules/pcs/Rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace modules::pcs {

namespace {

constexpr std::array comparisons{"eq", "ne", "lt", "gt", "lte", "gte"};
constexpr std::array types{"string", "integer", "number", "version"};

bool is_one_of(const auto& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

struct Token {
    std::string text;
    bool quoted = false;
};

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    std::size_t place = 0;
    while (place < text.size()) {
        const char letter = text[place];
        if (letter == ' ' || letter == '\t' || letter == '\n') {
            ++place;
        } else if (letter == '(' || letter == ')') {
            tokens.push_back({std::string(1, letter)});
            ++place;
        } else if (letter == '"' || letter == '\'') {
            const std::size_t close = std::min(text.find(letter, place + 1), text.size());
            tokens.push_back({std::string(text.substr(place + 1, close - place - 1)), true});
            place = close + 1;
        } else {
            const std::size_t end = std::min(text.find_first_of(" \t\n()", place), text.size());
            tokens.push_back({std::string(text.substr(place, end - place))});
            place = end;
        }
    }
    return tokens;
}

class RuleParser {
  public:
    RuleParser(std::string_view text, const std::string& where)
        : text_(text), where_(where), tokens_(tokens_of(text)) {}

    RuleExpression parse() {
        RuleExpression expression = joined();
        if (!at_end()) fail(fmt::format("\"and\", \"or\" or the end before \"{}\"", tokens_[next_].text));
        return expression;
    }

  private:
    RuleExpression joined() {
        RuleExpression left = single();
        while (is("and") || is("or")) {
            RuleExpression both;
            both.shape = is("and") ? RuleExpression::Shape::conjunction : RuleExpression::Shape::disjunction;
            both.operation = take();
            both.children.push_back(std::move(left));
            both.children.push_back(single());
            left = std::move(both);
        }
        return left;
    }

    RuleExpression single() {
        if (is("(")) {
            take();
            RuleExpression inside = joined();
            if (!is(")")) fail("\")\"");
            take();
            return inside;
        }
        RuleExpression expression;
        if (is("defined") || is("not_defined")) {
            expression.shape = RuleExpression::Shape::presence;
            expression.operation = take();
            expression.attribute = word("an attribute's name");
            return expression;
        }
        if (is("date-spec")) {
            take();
            expression.shape = RuleExpression::Shape::date_specification;
            expression.operation = "date_spec";
            expression.parts = parts();
            return expression;
        }
        expression.attribute = word("an attribute's name");
        if (expression.attribute == "date" && (is("gt") || is("lt") || is("in_range"))) return date();
        if (at_end() || !is_one_of(comparisons, tokens_[next_].text))
            fail(fmt::format("eq, ne, lt, gt, lte or gte after \"{}\"", expression.attribute));
        expression.operation = take();
        if (!at_end() && !tokens_[next_].quoted && is_one_of(types, tokens_[next_].text) &&
            next_ + 1 < tokens_.size() && !ends_a_comparison(tokens_[next_ + 1]))
            expression.type = take();
        expression.value = word("a value");
        return expression;
    }

    RuleExpression date() {
        RuleExpression expression;
        expression.shape = RuleExpression::Shape::date;
        expression.operation = take();
        expression.value = word("a date");
        if (expression.operation != "in_range") return expression;
        if (!is("to")) fail("\"to\" after the first date of in_range");
        take();
        if (!is("duration")) {
            expression.end = word("a date");
            return expression;
        }
        take();
        expression.parts = parts();
        return expression;
    }

    Attributes parts() {
        Attributes parts;
        while (!at_end() && tokens_[next_].text.find('=') != std::string::npos) {
            const std::string part = take();
            const std::size_t equals = part.find('=');
            parts[part.substr(0, equals)] = part.substr(equals + 1);
        }
        if (parts.empty()) fail("hours=…, weekdays=… or the like");
        return parts;
    }

    [[nodiscard]] static bool ends_a_comparison(const Token& token) {
        return !token.quoted && (token.text == "and" || token.text == "or" || token.text == ")");
    }
    [[nodiscard]] bool at_end() const { return next_ == tokens_.size(); }
    [[nodiscard]] bool is(std::string_view text) const {
        return !at_end() && !tokens_[next_].quoted && tokens_[next_].text == text;
    }
    std::string take() { return tokens_[next_++].text; }
    std::string word(const char* expected) {
        if (at_end() || is("(") || is(")") || is("and") || is("or")) fail(expected);
        return take();
    }
    [[noreturn]] void fail(const std::string& expected) const {
        throw Failure(fmt::format("{}: rule \"{}\": expected {}{}", where_, text_, expected,
                                  at_end() ? ", found its end" : ""));
    }

    std::string text_;
    std::string where_;
    std::vector<Token> tokens_;
    std::size_t next_ = 0;
};

}  // namespace

RuleExpression RuleExpression::parsed(std::string_view text, const std::string& where) {
    return RuleParser(text, where).parse();
}

}  // namespace modules::pcs

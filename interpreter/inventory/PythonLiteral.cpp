#include "interpreter/inventory/PythonLiteral.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

namespace interpreter {

namespace {

bool is_word(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

/// Digits of the base, with single underscores between them; without the underscores.
std::optional<std::string> digits_of(std::string_view text, std::string_view allowed) {
    std::string digits;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool between = index > 0 && index + 1 < text.size() && text[index - 1] != '_';
        if (text[index] == '_' && between) continue;
        if (allowed.find(text[index]) == std::string_view::npos) return std::nullopt;
        digits += text[index];
    }
    return digits.empty() ? std::nullopt : std::optional<std::string>(digits);
}

std::optional<Value> integer(std::string_view text, std::string_view allowed, int base) {
    const std::optional<std::string> digits = digits_of(text, allowed);
    if (!digits) return std::nullopt;
    std::int64_t number = 0;
    const char* const end = digits->data() + digits->size();
    const std::from_chars_result read = std::from_chars(digits->data(), end, number, base);
    return read.ec == std::errc() && read.ptr == end ? std::optional<Value>(number) : std::nullopt;
}

std::optional<Value> real(std::string_view text) {
    std::string digits;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool between = index > 0 && index + 1 < text.size() &&
                             std::isdigit(static_cast<unsigned char>(text[index - 1])) != 0 &&
                             std::isdigit(static_cast<unsigned char>(text[index + 1])) != 0;
        if (text[index] == '_' && !between) return std::nullopt;
        if (text[index] != '_') digits += text[index];
    }
    if (digits.find_first_of("0123456789") == std::string::npos) return std::nullopt;
    if (digits.ends_with('.')) digits += '0';
    if (const std::size_t bare = digits.find(".e"); bare != std::string::npos) digits.insert(bare + 1, "0");
    if (const std::size_t sign = digits.find("e+"); sign != std::string::npos) digits.erase(sign + 1, 1);
    double number = 0;
    const char* const end = digits.data() + digits.size();
    const std::from_chars_result read = std::from_chars(digits.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional<Value>(number) : std::nullopt;
}

std::optional<Value> number(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    constexpr std::string_view decimal = "0123456789";
    if (text.starts_with("0x")) return integer(std::string_view(text).substr(2), "0123456789abcdef", 16);
    if (text.starts_with("0o")) return integer(std::string_view(text).substr(2), "01234567", 8);
    if (text.starts_with("0b")) return integer(std::string_view(text).substr(2), "01", 2);
    if (text.find_first_of(".e") != std::string::npos) return real(text);
    const bool leading_zero = text.starts_with('0') && text.find_first_not_of("0_") != std::string::npos;
    return leading_zero ? std::nullopt : integer(text, decimal, 10);
}

void append_character(std::string& text, std::uint32_t code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | (code >> 6U));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0U | (code >> 12U));
        text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        text += static_cast<char>(0xF0U | (code >> 18U));
        text += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
        text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

class Reader {
  public:
    Reader(std::string_view text, Position position) : text_(text), position_(position) {}

    std::optional<Value> whole() {
        skip_space();
        std::optional<Value> first = value();
        if (!first) return std::nullopt;
        if (skip_space(); at_end()) return first;
        if (text_[at_] != ',') return std::nullopt;
        List items{*first};
        while (take(',')) {
            if (at_end()) break;
            std::optional<Value> item = value();
            if (!item) return std::nullopt;
            items.push_back(*std::move(item));
        }
        return at_end() ? std::optional<Value>(items) : std::nullopt;
    }

  private:
    static constexpr int deepest = 200;

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    void skip_space() {
        while (!at_end()) {
            if (text_[at_] == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
                ++at_;
            } else {
                return;
            }
        }
    }

    bool take(char wanted) {
        skip_space();
        if (at_end() || text_[at_] != wanted) return false;
        ++at_;
        skip_space();
        return true;
    }

    std::optional<Value> value() {
        if (at_end() || depth_ > deepest) return std::nullopt;
        ++depth_;
        std::optional<Value> found = value_here();
        --depth_;
        return found;
    }

    std::optional<Value> value_here() {
        const char first = text_[at_];
        if (first == '[') return items(']');
        if (first == '(') return parenthesis();
        if (first == '{') return braces();
        if (first == '+' || first == '-') return signed_number();
        if (first == '.' || std::isdigit(static_cast<unsigned char>(first)) != 0)
            return number(number_text());
        return quoted_or_word();
    }

    std::optional<Value> items(char closing) {
        ++at_;
        skip_space();
        List list;
        while (!take(closing)) {
            std::optional<Value> item = value();
            if (!item) return std::nullopt;
            list.push_back(*std::move(item));
            had_comma_ = take(',');
            if (!had_comma_ && (at_end() || text_[at_] != closing)) return std::nullopt;
        }
        return list;
    }

    /// `(1)` is 1, `(1,)` and `(1, 2)` are tuples.
    std::optional<Value> parenthesis() {
        had_comma_ = false;
        std::optional<Value> found = items(')');
        if (!found) return std::nullopt;
        const bool is_tuple = found->as_list().size() != 1 || had_comma_;
        return is_tuple ? found : found->as_list().front();
    }

    std::optional<Value> braces() {
        const std::size_t start = at_++;
        skip_space();
        Map map;
        while (!take('}')) {
            const std::optional<Value> key = value();
            if (!key) return std::nullopt;
            if (!take(':')) {
                at_ = start;
                return items('}');
            }
            std::optional<Value> entry = value();
            if (!entry) return std::nullopt;
            map.set(key->is_text() ? key->as_text() : std::string(key_text(*key)), *std::move(entry));
            if (!take(',') && (at_end() || text_[at_] != '}')) return std::nullopt;
        }
        return map;
    }

    static std::string key_text(const Value& key) {
        if (key.is_integer()) return std::to_string(key.as_integer());
        if (key.is_boolean()) return key.as_boolean() ? "True" : "False";
        return key.is_null() ? "None" : std::to_string(key.as_real());
    }

    std::optional<Value> signed_number() {
        const bool negative = text_[at_++] == '-';
        skip_space();
        if (at_end()) return std::nullopt;
        const std::optional<Value> found = number(number_text());
        if (!found || !negative) return found;
        if (found->is_integer()) return -found->as_integer();
        return -found->as_real();
    }

    std::string number_text() {
        const std::size_t start = at_;
        while (!at_end()) {
            const bool is_exponent_sign = (text_[at_] == '+' || text_[at_] == '-') && at_ > start &&
                                          (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E') &&
                                          !text_.substr(start).starts_with("0x");
            if (!is_word(text_[at_]) && text_[at_] != '.' && !is_exponent_sign) break;
            ++at_;
        }
        return std::string(text_.substr(start, at_ - start));
    }

    std::optional<Value> quoted_or_word() {
        const std::size_t start = at_;
        while (!at_end() && is_word(text_[at_]))
            ++at_;
        const std::string_view word = text_.substr(start, at_ - start);
        const bool is_quote = !at_end() && (text_[at_] == '\'' || text_[at_] == '"');
        if (is_quote && (word.empty() || word == "r" || word == "R" || word == "u" || word == "U")) {
            at_ = start;
            return quoted();
        }
        if (word == "True") return true;
        if (word == "False") return false;
        if (word == "None") return Value();
        return std::nullopt;
    }

    /// One or several quoted texts in a row, which Python joins.
    std::optional<Value> quoted() {
        std::string joined;
        while (!at_end()) {
            const char prefix = static_cast<char>(std::tolower(static_cast<unsigned char>(text_[at_])));
            const bool has_prefix = (prefix == 'r' || prefix == 'u') && at_ + 1 < text_.size();
            const char quote = text_[at_ + (has_prefix ? 1 : 0)];
            if (quote != '\'' && quote != '"') break;
            if (has_prefix) ++at_;
            if (!one_text(quote, prefix == 'r', joined)) return std::nullopt;
            skip_space();
        }
        return Value::written(joined, position_);
    }

    bool one_text(char quote, bool is_raw, std::string& joined) {
        const std::string three(3, quote);
        const bool is_long = text_.substr(at_).starts_with(three);
        const std::string closing = is_long ? three : std::string(1, quote);
        at_ += closing.size();
        while (!at_end() && !text_.substr(at_).starts_with(closing)) {
            if (text_[at_] == '\\' && !is_raw) {
                if (!escape(joined)) return false;
            } else {
                if (text_[at_] == '\\' && at_ + 1 < text_.size()) joined += text_[at_++];
                joined += text_[at_++];
            }
        }
        if (at_end()) return false;
        at_ += closing.size();
        return true;
    }

    bool escape(std::string& joined) {
        if (++at_ >= text_.size()) return false;
        const char letter = text_[at_++];
        constexpr std::string_view written = "abfnrtv\\'\"";
        constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"";
        if (const std::size_t place = written.find(letter); place != std::string_view::npos) {
            joined += meanings[place];
            return true;
        }
        if (letter == '\n') return true;
        if (letter == 'x') return code(joined, 2, 16);
        if (letter == 'u') return code(joined, 4, 16);
        if (letter == 'U') return code(joined, 8, 16);
        if (letter >= '0' && letter <= '7') {
            --at_;
            std::size_t length = 1;
            while (length < 3 && at_ + length < text_.size() && text_[at_ + length] >= '0' &&
                   text_[at_ + length] <= '7')
                ++length;
            return code(joined, length, 8);
        }
        joined += '\\';
        joined += letter;
        return true;
    }

    bool code(std::string& joined, std::size_t length, int base) {
        if (at_ + length > text_.size()) return false;
        std::uint32_t value = 0;
        const char* const end = text_.data() + at_ + length;
        const std::from_chars_result read = std::from_chars(text_.data() + at_, end, value, base);
        if (read.ec != std::errc() || read.ptr != end || value > 0x10FFFF) return false;
        append_character(joined, value);
        at_ += length;
        return true;
    }

    std::string_view text_;
    Position position_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool had_comma_ = false;
};

}  // namespace

std::optional<Value> read_python_literal(std::string_view text, Position position) {
    return Reader(text, position).whole();
}

}  // namespace interpreter

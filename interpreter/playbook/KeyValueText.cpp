#include "interpreter/playbook/KeyValueText.hpp"

#include "interpreter/source/Diagnostic.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace interpreter {

namespace {

struct Word {
    std::size_t offset = 0;
    std::size_t size = 0;
    /// White space between this word and the next.
    std::string blanks;
};

bool is_blank(char character) {
    return character == ' ' || character == '\n';
}

/// What is open at a place of the text: quotes, {{ }}, {% %}, {# #}.
class Nesting {
  public:
    void read(std::string_view text, std::size_t offset) {
        const char character = text[offset];
        const bool escaped = offset > 0 && text[offset - 1] == '\\';
        if ((character == '"' || character == '\'') && !escaped) {
            if (quote_ == 0) {
                quote_ = character;
                opened_at_ = offset;
            } else if (quote_ == character) {
                quote_ = 0;
            }
        }
        for (std::size_t kind = 0; kind < openings.size(); ++kind) {
            if (text.substr(offset).starts_with(openings.at(kind))) {
                if (depth_.at(kind)++ == 0) opened_at_ = offset;
            } else if (text.substr(offset).starts_with(closings.at(kind)) && depth_.at(kind) > 0) {
                --depth_.at(kind);
            }
        }
    }
    [[nodiscard]] bool is_open() const {
        return quote_ != 0 || std::any_of(depth_.begin(), depth_.end(), [](int depth) { return depth > 0; });
    }
    [[nodiscard]] std::size_t opened_at() const { return opened_at_; }

  private:
    static constexpr std::array<std::string_view, 3> openings{"{{", "{%", "{#"};
    static constexpr std::array<std::string_view, 3> closings{"}}", "%}", "#}"};
    char quote_ = 0;
    std::array<int, 3> depth_{};
    std::size_t opened_at_ = 0;
};

/// A lone backslash goes, and so does the end of its line, which a folded text no longer has (Ansible: split_args).
bool is_continuation(std::string_view text, const Word& word) {
    return word.size == 1 && text[word.offset] == '\\';
}

std::vector<Word> split(const Value& value) {
    const std::string_view text = value.as_text();
    std::vector<Word> words;
    Nesting nesting;
    std::size_t at = 0;
    bool continued = false;
    while (at < text.size()) {
        if (is_blank(text[at])) {
            const bool joins = continued && text[at] == '\n';
            if (joins) continued = false;
            if (!words.empty()) words.back().blanks += joins ? ' ' : text[at];
            ++at;
            continue;
        }
        Word word{at, 0, {}};
        for (; at < text.size() && (nesting.is_open() || !is_blank(text[at])); ++at)
            nesting.read(text, at);
        word.size = at - word.offset;
        if (!is_continuation(text, word)) {
            words.push_back(word);
            continue;
        }
        continued = true;
        // The blank before it parts the words; one after it, on the same line or the next, would be a second one.
        if (at < text.size() && text[at] == '\n') {
            continued = false;
            ++at;
        }
        if (at < text.size() && text[at] == ' ') ++at;
    }
    if (!nesting.is_open()) return words;
    throw DiagnosticError(
        "what opens here is never closed", advanced(value.position(), text, nesting.opened_at()),
        "close the quote or the '{{'; or write the arguments as a mapping below the module");
}

std::optional<unsigned> hexadecimal(std::string_view digits) {
    unsigned number = 0;
    for (const char digit : digits) {
        if (std::isxdigit(static_cast<unsigned char>(digit)) == 0) return std::nullopt;
        number = number * 16 + static_cast<unsigned>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
    }
    return number;
}

std::string utf8(unsigned code) {
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
    return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
}

/// Python's escapes: \n, \t, \x41, é; other backslashes stay.
std::string without_escapes(std::string_view text) {
    constexpr std::string_view names = "\\'\"abfnrtv";
    constexpr std::string_view meanings = "\\'\"\a\b\f\n\r\t\v";
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            result += text[at];
            continue;
        }
        const std::size_t known = names.find(text[at + 1]);
        const std::size_t digits = text[at + 1] == 'x' ? 2 : text[at + 1] == 'u' ? 4 : 0;
        if (known != std::string_view::npos) {
            result += meanings[known];
            ++at;
            continue;
        }
        const std::string_view number = text.substr(std::min(at + 2, text.size()), digits);
        const std::optional<unsigned> code = hexadecimal(number);
        if (digits == 0 || number.size() < digits || !code) {
            result += '\\';
            continue;
        }
        result += utf8(*code);
        at += 1 + digits;
    }
    return result;
}

std::string unquoted(std::string text) {
    const bool quoted =
        text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
    return quoted ? text.substr(1, text.size() - 2) : text;
}

bool is_option_of_commands(std::string_view key) {
    static constexpr std::array<std::string_view, 8> options{
        "creates", "removes",           "chdir",           "executable", "warn",
        "stdin",   "stdin_add_newline", "strip_empty_ends"};
    return std::find(options.begin(), options.end(), key) != options.end();
}

/// Where the first `=` is that is not escaped.
std::size_t equals_in(std::string_view word) {
    std::size_t at = word.find('=', 1);
    while (at != std::string_view::npos && word[at - 1] == '\\')
        at = word.find('=', at + 1);
    return at;
}

std::string with_plain_equals(std::string text) {
    for (std::size_t at = text.find("\\="); at != std::string::npos; at = text.find("\\=", at + 1))
        text.erase(at, 1);
    return text;
}

}  // namespace

KeyValueText parse_key_values(const Value& value, PairWords words) {
    const std::string& text = value.as_text();
    KeyValueText result;
    std::string rest;
    std::optional<std::size_t> rest_offset;
    for (const Word& word : split(value)) {
        const std::string written = text.substr(word.offset, word.size);
        const std::string plain = without_escapes(written);
        const std::size_t equals = equals_in(plain);
        const Position position = advanced(value.position(), text, word.offset);
        const bool is_pair =
            equals != std::string::npos &&
            (words == PairWords::all || is_option_of_commands(std::string_view(plain).substr(0, equals)));
        if (is_pair) {
            const Position at = advanced(value.position(), text, word.offset + equals + 1);
            result.pairs.push_back(
                {plain.substr(0, equals), Value::written(unquoted(plain.substr(equals + 1)), at), position});
            continue;
        }
        if (!rest_offset) rest_offset = word.offset;
        const bool escaped = equals == std::string::npos && plain.find('=') != std::string::npos;
        rest += (escaped ? with_plain_equals(plain) : written) + word.blanks;
    }
    if (!rest_offset) return result;
    rest.erase(rest.find_last_not_of(' ') + 1);
    result.rest = Value::written(rest, advanced(value.position(), text, *rest_offset));
    return result;
}

}  // namespace interpreter

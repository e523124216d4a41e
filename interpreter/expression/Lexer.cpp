#include "interpreter/expression/Lexer.hpp"

#include "interpreter/expression/escapes.hpp"
#include "interpreter/source/Diagnostic.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace interpreter {

namespace {

bool begins_name(char character) {
    return std::isalpha(static_cast<unsigned char>(character)) != 0 || character == '_' ||
           (static_cast<unsigned char>(character) & 0x80U) != 0;
}
bool continues_name(char character) {
    return begins_name(character) || modules::is_digit(character);
}
bool is_space(char character) {
    return std::string_view(" \t\r\n\v\f").find(character) != std::string_view::npos;
}

/// What to write instead of a sign that other languages have.
std::string hint_for(char character, char next) {
    if (character == '&') return "write 'and'";
    if (character == '!') return "write 'not'";
    if (character == '?') return "write 'A if CONDITION else B'";
    if (character == '`') return "quote text with ' or \"";
    if (character == '$')
        return std::string("variables are written without '$'") + (next == '{' ? " and braces" : "");
    if (static_cast<unsigned char>(character) == 0xE2)
        return "a typographic quote? text is quoted with ' or \"";
    return {};
}

}  // namespace

/// One walk from an opening to its closing.
class Lexer::Scan {
  public:
    Scan(const Lexer& lexer, std::size_t offset, std::string_view closing, std::size_t opening,
         Escapes escapes)
        : lexer_(lexer), text_(lexer.text_), at_(offset), closing_(closing), opening_(opening),
          escapes_(escapes) {}

    std::vector<Token> run() {
        while (true) {
            while (at_ < text_.size() && is_space(text_[at_]))
                ++at_;
            if (at_end()) {
                Token end;
                end.offset = at_;
                tokens_.push_back(std::move(end));
                return std::move(tokens_);
            }
            next();
        }
    }

  private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    bool at_end() {
        if (at_ >= text_.size()) {
            if (!brackets_.empty())
                lexer_.fail(std::string("'") + text_[brackets_.back()] + "' is never closed",
                            brackets_.back(), "every bracket needs its partner");
            if (!closing_.empty()) unclosed();
            return true;
        }
        if (closing_.empty() || !brackets_.empty()) return false;
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with(closing_)) return true;
        return (rest.front() == '-' || (rest.front() == '+' && closing_ != "}}")) &&
               rest.substr(1).starts_with(closing_);
    }

    [[noreturn]] void unclosed() {
        const std::string opened(text_.substr(opening_, closing_.size()));
        lexer_.fail("'" + opened + "' is never closed", opening_, "add '" + std::string(closing_) + "'");
    }

    void next() {
        const char character = peek();
        if (modules::is_digit(character)) {
            number();
        } else if (begins_name(character) && static_cast<unsigned char>(character) != 0xE2) {
            name();
        } else if (character == '\'' || character == '"') {
            quoted(character);
        } else {
            sign();
        }
    }

    void name() {
        const std::size_t start = at_;
        while (continues_name(peek()))
            ++at_;
        add(Token::Type::name, start).characters = std::string(text_.substr(start, at_ - start));
    }

    void quoted(char quote) {
        const std::size_t start = at_++;
        while (peek() != quote) {
            if (at_ < text_.size() && peek() == '\\') ++at_;
            if (at_ >= text_.size())
                lexer_.fail(std::string("the text that begins with ") + quote + " is never closed", start,
                            std::string("add the missing ") + quote);
            ++at_;
        }
        ++at_;
        const std::string_view inner = text_.substr(start + 1, at_ - start - 2);
        add(Token::Type::text, start).characters =
            escapes_ == Escapes::kept ? std::string(inner) : resolve_escapes(inner);
    }

    void number() {
        const std::size_t start = at_;
        if (peek() == '0' && std::string_view("xXoObB").find(peek(1)) != std::string_view::npos &&
            peek(1) != '\0') {
            at_ += 2;
            while (std::isalnum(static_cast<unsigned char>(peek())) != 0 || peek() == '_')
                ++at_;
            const char base = static_cast<char>(std::tolower(text_[start + 1]));
            integer(start, 2, base == 'x' ? 16 : base == 'o' ? 8 : 2);
            return;
        }
        digits();
        bool real = false;
        // After a dot ("list.0.1") a number is an index, never a real.
        const bool after_dot = !tokens_.empty() && tokens_.back().is_sign(".");
        if (!after_dot && peek() == '.' && modules::is_digit(peek(1))) {
            real = true;
            ++at_;
            digits();
        }
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
        if (!after_dot && (peek() == 'e' || peek() == 'E') && modules::is_digit(peek(sign))) {
            real = true;
            at_ += sign;
            digits();
        }
        if (!real) {
            const std::string_view written = text_.substr(start, at_ - start);
            const bool zeros = written.find_first_not_of("0_") == std::string_view::npos;
            if (written.size() > 1 && written.front() == '0' && !zeros)
                lexer_.fail("a number may not begin with 0", start,
                            "octal is written 0o" + std::string(written.substr(1)) + "; a mode is text: '" +
                                std::string(written) + "'");
            integer(start, 0, 10);
            return;
        }
        std::string plain;
        std::copy_if(text_.begin() + static_cast<std::ptrdiff_t>(start),
                     text_.begin() + static_cast<std::ptrdiff_t>(at_), std::back_inserter(plain),
                     [](char digit) { return digit != '_'; });
        Token& token = add(Token::Type::real, start);
        std::from_chars(plain.data(), plain.data() + plain.size(), token.real);
    }

    void digits() {
        while (modules::is_digit(peek()) || (peek() == '_' && modules::is_digit(peek(1))))
            ++at_;
    }

    void integer(std::size_t start, std::size_t prefix, int base) {
        std::string plain;
        for (const char digit : text_.substr(start + prefix, at_ - start - prefix))
            if (digit != '_') plain += digit;
        std::int64_t value = 0;
        const auto parsed = std::from_chars(plain.data(), plain.data() + plain.size(), value, base);
        if (parsed.ec == std::errc::result_out_of_range)
            lexer_.fail("a number of more than 64 bits", start, "quote it if it is text");
        if (parsed.ec != std::errc() || parsed.ptr != plain.data() + plain.size())
            lexer_.fail("'" + std::string(text_.substr(start, at_ - start)) + "' is not a number", start);
        add(Token::Type::integer, start).integer = value;
    }

    void sign() {
        static constexpr std::array<std::string_view, 27> signs{
            "**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]",
            "(",  ")",  "{",  "}",  ">",  "<",  "=", ".", ":", "|", ",", ";", "||"};
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("||")) lexer_.fail("unexpected '||'", at_, "write 'or'");
        for (const std::string_view sign : signs) {
            if (!rest.starts_with(sign)) continue;
            balance(sign.front());
            const std::size_t start = at_;
            at_ += sign.size();
            add(Token::Type::sign, start).characters = std::string(sign);
            return;
        }
        const bool doubled = rest.starts_with("&&");
        std::size_t length = 1;
        while ((static_cast<unsigned char>(peek(length)) & 0xC0U) == 0x80U)
            ++length;
        lexer_.fail("unexpected '" + std::string(rest.substr(0, doubled ? 2 : length)) + "'", at_,
                    hint_for(peek(), peek(1)));
    }

    void balance(char character) {
        if (character == '(' || character == '[' || character == '{') {
            brackets_.push_back(at_);
            return;
        }
        if (character != ')' && character != ']' && character != '}') return;
        if (brackets_.empty()) {
            std::string hint;
            if (closing_ == "%}" && text_.substr(at_).starts_with("}}")) hint = "a statement ends with '%}'";
            if (closing_ == "}}" && character == '}') hint = "an expression ends with '}}'";
            lexer_.fail(std::string("'") + character + "' closes nothing", at_, hint);
        }
        const char opened = text_[brackets_.back()];
        const char wanted = opened == '(' ? ')' : opened == '[' ? ']' : '}';
        if (character != wanted)
            lexer_.fail(std::string("'") + character + "' where '" + wanted + "' would close the '" + opened +
                            "'",
                        at_);
        brackets_.pop_back();
    }

    Token& add(Token::Type type, std::size_t offset) {
        Token token;
        token.type = type;
        token.offset = offset;
        tokens_.push_back(std::move(token));
        return tokens_.back();
    }

    const Lexer& lexer_;
    std::string_view text_;
    std::size_t at_;
    std::string_view closing_;
    std::size_t opening_;
    Escapes escapes_;
    // Where each bracket stands that is still open.
    std::vector<std::size_t> brackets_;
    std::vector<Token> tokens_;
};

std::vector<Token> Lexer::tokens(std::size_t offset, std::string_view closing, std::size_t opening,
                                 Escapes escapes) const {
    return Scan(*this, offset, closing, opening, escapes).run();
}

Lexer::Lexer(std::string_view text, Position start) : text_(text), start_(start), lines_{0} {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        lines_.push_back(at + 1);
}

Position Lexer::position(std::size_t offset) const {
    if (!start_.known()) return start_;
    const std::size_t line =
        static_cast<std::size_t>(std::upper_bound(lines_.begin(), lines_.end(), offset) - lines_.begin()) - 1;
    const std::string_view before = text_.substr(lines_[line], offset - lines_[line]);
    const auto characters = std::count_if(before.begin(), before.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    });
    Position found = start_;
    found.line += static_cast<std::uint32_t>(line);
    found.column += static_cast<std::uint32_t>(characters);
    return found;
}

void Lexer::fail(std::string message, std::size_t offset, std::string hint) const {
    throw DiagnosticError(std::move(message), position(offset), std::move(hint));
}

}  // namespace interpreter

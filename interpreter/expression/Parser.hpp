#pragma once

#include "interpreter/expression/Lexer.hpp"
#include "interpreter/expression/Node.hpp"

#include <string_view>
#include <vector>

namespace interpreter {

/// A Pratt parser of Jinja2 3.1's expressions (Jinja documentation, "Expressions"), over the tokens of one
/// `{{ … }}`, one
/// `{% … %}` or one bare condition. Statements use it for the expressions inside them.
class Parser {
  public:
    Parser(const Lexer& lexer, std::vector<Token> tokens) : lexer_(&lexer), tokens_(std::move(tokens)) {}

    /// Everything there is, as one expression; `a, b` is a tuple. Throws DiagnosticError.
    NodePointer whole();
    /// One expression.
    NodePointer expression();
    /// Without `a if b else c` at its top: where `if` belongs to a statement.
    NodePointer expression_before_if();
    /// One expression, or several with commas between them as a tuple.
    NodePointer expressions();
    /// What a statement assigns to: a name, `a.b` of a namespace, or names with commas.
    NodePointer target();
    /// A filter without its subject, for `{% filter … %}`; the subject is `subject`.
    NodePointer filters_on(NodePointer subject);

    [[nodiscard]] const Token& current() const { return tokens_[at_]; }
    [[nodiscard]] const Token& following() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
    [[nodiscard]] bool finished() const { return current().type == Token::Type::end; }
    [[nodiscard]] std::size_t end_offset() const { return tokens_.back().offset; }
    [[nodiscard]] Position here() const { return lexer_->position(current().offset); }
    bool take_name(std::string_view name);
    bool take_sign(std::string_view sign);
    std::string expect_name(std::string_view purpose);
    void expect_keyword(std::string_view word);
    void expect_sign(std::string_view sign);
    /// Throws unless everything was read.
    void expect_end();

  private:
    class Depth;

    NodePointer binary(int power);
    NodePointer unary(bool with_filters);
    NodePointer primary();
    NodePointer postfix(NodePointer node);
    NodePointer filters_and_tests(NodePointer node);
    NodePointer filter(NodePointer subject);
    NodePointer test(NodePointer subject);
    NodePointer subscript(NodePointer object);
    NodePointer subscribed();
    NodePointer list();
    NodePointer map();
    NodePointer parenthesised();
    void arguments(Expression::Node& call);
    std::string dotted_name(std::string_view purpose);
    void advance() { at_ += at_ + 1 < tokens_.size() ? 1 : 0; }
    [[noreturn]] void unexpected(std::string_view wanted);

    const Lexer* lexer_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace interpreter

#pragma once

#include "interpreter/expression/Token.hpp"
#include "interpreter/source/Position.hpp"

#include <string_view>
#include <vector>

namespace interpreter {

/// Backslashes in quoted text: Python's escapes, or kept as they are, which is what Ansible does between `{{`
/// and `}}` of a YAML string (regex_replace('a(.)', '\1') means what it says).
enum class Escapes { resolved, kept };

/// Splits expressions into tokens and knows where in its source each part of the text stands.
class Lexer {
  public:
    /// `start` is the place of the text's first character. Later lines of the text begin in the same column,
    /// which is true of files (column 1) and of YAML's literal blocks.
    Lexer(std::string_view text, Position start);

    /// The tokens from `offset` on: to the end of the text, or, where `closing` ("}}" or "%}") is given, up
    /// to that outside of brackets. The last token is of type end, and its offset is where the closing
    /// stands. `opening` is where the `{{` or `{%` stands, for the error when it is never closed.
    std::vector<Token> tokens(std::size_t offset, std::string_view closing, std::size_t opening,
                              Escapes escapes) const;

    [[nodiscard]] Position position(std::size_t offset) const;
    [[nodiscard]] std::string_view text() const { return text_; }
    [[noreturn]] void fail(std::string message, std::size_t offset, std::string hint = {}) const;

  private:
    class Scan;

    std::string_view text_;
    Position start_;
    // The offset of each line's first byte.
    std::vector<std::size_t> lines_;
};

}  // namespace interpreter

#pragma once

#include "interpreter/source/Position.hpp"

#include <string>

namespace interpreter {

/// What a template writes: pieces of text and values. One piece alone keeps what it is, for the typing of
/// results.
class Output {
  public:
    void add(std::string text);
    /// None writes nothing.
    void add(const Value& value);

    [[nodiscard]] bool is_single() const { return pieces_ == 1; }
    [[nodiscard]] bool is_empty() const { return pieces_ == 0; }
    /// The only piece.
    [[nodiscard]] const Value& single() const { return first_; }
    [[nodiscard]] bool secret() const { return secret_; }
    /// All pieces as text.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Value text_value() const;
    /// All pieces as text, dots in the place of each that holds a secret.
    [[nodiscard]] std::string shown() const { return secret_ ? shown_ : text(); }

  private:
    int pieces_ = 0;
    bool secret_ = false;
    Value first_;
    // All pieces, from the second on.
    std::string text_;
    // All pieces, once one of them was a secret.
    std::string shown_;
};

}  // namespace interpreter

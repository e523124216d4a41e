#include "interpreter/expression/Output.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"

namespace interpreter {

void Output::add(std::string text) {
    if (secret_) shown_ += text;
    if (pieces_++ == 0) {
        first_ = Value(std::move(text));
        return;
    }
    if (pieces_ == 2) text_ = to_python_text(first_);
    text_ += text;
}

void Output::add(const Value& value) {
    const Value piece = value.is_null() ? Value("") : value;
    const bool hidden = has_secret(value);
    if (hidden && !secret_) {
        shown_ = text();
        secret_ = true;
    }
    if (secret_) shown_ += hidden ? std::string(modules::masked_secret) : to_python_text(piece);
    if (pieces_++ == 0) {
        first_ = piece;
        return;
    }
    if (pieces_ == 2) text_ = to_python_text(first_);
    text_ += to_python_text(piece);
}

std::string Output::text() const {
    if (pieces_ == 0) return {};
    return pieces_ == 1 ? to_python_text(first_) : text_;
}

Value Output::text_value() const {
    return make_text(text(), secret_);
}

}  // namespace interpreter

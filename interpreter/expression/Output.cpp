#include "interpreter/expression/Output.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"

namespace interpreter {

void Output::add(std::string text) {
    if (pieces_++ == 0) {
        first_ = Value(std::move(text));
        return;
    }
    if (pieces_ == 2) text_ = to_python_text(first_);
    text_ += text;
}

void Output::add(const Value& value) {
    if (has_secret(value)) secret_ = true;
    const Value piece = value.is_null() ? Value("") : value;
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

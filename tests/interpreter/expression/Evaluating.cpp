#include "tests/interpreter/expression/Evaluating.hpp"

namespace interpreter {

Evaluating::Evaluating(Map variables) {
    for (const auto& [name, value] : variables)
        set(name, value);
}

Value Evaluating::text(std::string_view text) {
    const std::uint32_t file = files_.add("test.yml", std::string(text));
    return Value::written(std::string(text), {file, 1, 1});
}

std::string Evaluating::error_of(std::string_view text) {
    try {
        static_cast<void>(render(text));
        return "no error";
    } catch (const DiagnosticError& error) {
        return interpreter::render(error.diagnostic(), files_, Colour::never);
    }
}

std::string Evaluating::error_of_condition(std::string_view text) {
    try {
        static_cast<void>(holds(text));
        return "no error";
    } catch (const DiagnosticError& error) {
        return interpreter::render(error.diagnostic(), files_, Colour::never);
    }
}

}  // namespace interpreter

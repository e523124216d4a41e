#pragma once

#include "interpreter/expression/Evaluator.hpp"

namespace interpreter {

/// A method of text, a list, a mapping or a tuple that gives a value and changes nothing. Throws
/// DiagnosticError.
Value call_value_method(const Value& object, std::string_view name, const Given& given, Position position);

/// Methods of text only.
struct TextMethod {
    std::string_view name;
    Value (*function)(const std::string& text, const Given& given, Position position);
};
const TextMethod* find_text_method(std::string_view name);
std::vector<std::string> text_method_names();

/// What a method that changes its object (append, update, pop …) leaves and gives back.
struct Changed {
    Value object;
    Value result = {};
};
struct Mutation {
    std::string_view name;
    Changed (*function)(const Value& object, const Given& given, Position position);
};
/// Null when the object has no such method.
const Mutation* find_mutation(const Value& object, std::string_view name);

}  // namespace interpreter

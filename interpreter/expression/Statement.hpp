#pragma once

#include "interpreter/expression/Node.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

struct Statement;
using Statements = std::vector<Statement>;

/// A parameter of a macro; without a default it must be given, or is undefined inside.
struct MacroParameter {
    std::string name;
    NodePointer fallback;
};

/// A part of a parsed template: text, `{{ … }}` or a `{% … %}` with what it encloses.
struct Statement {
    enum class Type {
        text,        // text
        output,      // expressions[0]
        loop,        // for target in expressions[0] (if expressions[1]): body, else otherwise
        condition,   // if expressions[0]: body, else otherwise (elif is an if in otherwise)
        assign,      // set target = expressions[0]
        capture,     // set target (filtered by expressions[0] over captured_name): body
        macro,       // macro name(parameters): body
        call,        // call(parameters) expressions[0]: body
        filter,      // filter expressions[0] over captured_name: body
        with,        // with target = expressions[0]: body
        block,       // block name: body
        include,     // include expressions[0]
        import_as,   // import expressions[0] as name
        import_from  // from expressions[0] import names
    };

    Type type = Type::text;
    Position position;
    std::string text = {};
    std::string name = {};
    NodePointer target = nullptr;
    std::vector<NodePointer> expressions = {};
    std::shared_ptr<const Statements> body = nullptr;
    std::shared_ptr<const Statements> otherwise = nullptr;
    std::vector<MacroParameter> parameters = {};
    /// Of `from … import a as b`: a and b.
    std::vector<std::pair<std::string, std::string>> names = {};
    /// include … ignore missing
    bool optional = false;
    /// for … recursive
    bool recursive = false;
};

/// The name under which the text of a captured body stands in its filters.
inline constexpr std::string_view captured_name = " captured";

}  // namespace interpreter

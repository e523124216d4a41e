#pragma once

#include "interpreter/expression/Expression.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace interpreter {

struct Builtin;

enum class Operator {
    add,
    subtract,
    multiply,
    divide,
    floor_divide,
    modulo,
    power,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,
    not_in
};

/// As it is written: "+", "not in", …
std::string_view operator_sign(Operator operation);

using NodePointer = std::shared_ptr<const Expression::Node>;

/// A part of a parsed expression.
struct Expression::Node {
    enum class Type {
        constant,     // value
        name,         // name
        attribute,    // children[0].name
        item,         // children[0][children[1]]
        slice,        // [children[0]:children[1]:children[2]], each may be null
        call,         // children[0](rest of children, named)
        filter,       // children[0] | name(rest, named)
        test,         // children[0] is name(rest, named)
        negative,     // -children[0]
        positive,     // +children[0]
        negation,     // not children[0]
        conjunction,  // children[0] and children[1]
        disjunction,  // children[0] or children[1]
        arithmetic,   // children[0] operators[0] children[1]
        joining,      // children[0] ~ children[1] ~ …
        comparison,   // children[0] operators[0] children[1] operators[1] children[2] …
        conditional,  // children[0] if children[1] else children[2] (which may be null)
        list,
        tuple,
        map  // children: key, value, key, value, …
    };

    Type type = Type::constant;
    Position position;
    std::string name = {};
    Value value = {};
    std::vector<NodePointer> children = {};
    std::vector<std::pair<std::string, NodePointer>> named = {};
    /// f(*list, **map)
    NodePointer spread_list = nullptr;
    NodePointer spread_map = nullptr;
    std::vector<Operator> operators = {};
    /// Of a filter, a test, or the call of a function: what carries it out; null when there is no such thing.
    const Builtin* builtin = nullptr;
};

std::shared_ptr<Expression::Node> make_node(Expression::Node::Type type, Position position,
                                            std::vector<NodePointer> children = {});

}  // namespace interpreter

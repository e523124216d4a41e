#include "interpreter/expression/Parser.hpp"
#include "interpreter/expression/python.hpp"

namespace interpreter {

namespace {

using Node = Expression::Node;

std::optional<Value> literal_of(const Node& node);

std::optional<List> literals_of(const std::vector<NodePointer>& nodes) {
    List items;
    for (const NodePointer& node : nodes) {
        std::optional<Value> item = literal_of(*node);
        if (!item) return std::nullopt;
        items.push_back(*std::move(item));
    }
    return items;
}

std::optional<Value> map_of(const Node& node) {
    const std::optional<List> parts = literals_of(node.children);
    if (!parts) return std::nullopt;
    Map map;
    for (std::size_t index = 0; index + 1 < parts->size(); index += 2) {
        const Value& key = (*parts)[index];
        if (key.is_list() || key.is_map()) return std::nullopt;
        map.set(to_python_text(key), (*parts)[index + 1]);
    }
    return map;
}

std::optional<Value> signed_of(const Node& node, int sign) {
    const std::optional<Value> number = literal_of(*node.children.front());
    if (!number) return std::nullopt;
    if (number->is_integer()) return number->as_integer() * sign;
    if (number->is_real()) return number->as_real() * sign;
    return std::nullopt;
}

std::optional<Value> literal_of(const Node& node) {
    switch (node.type) {
    case Node::Type::constant:
        return node.value;
    case Node::Type::name:
        return node.name == "null" ? std::optional<Value>(Value()) : std::nullopt;
    case Node::Type::negative:
        return signed_of(node, -1);
    case Node::Type::positive:
        return signed_of(node, 1);
    case Node::Type::list:
    case Node::Type::tuple: {
        std::optional<List> items = literals_of(node.children);
        if (!items) return std::nullopt;
        return *std::move(items);
    }
    case Node::Type::map:
        return map_of(node);
    default:
        return std::nullopt;
    }
}

}  // namespace

std::optional<Value> read_literal(std::string_view text) {
    try {
        const Lexer lexer(text, {});
        Parser parser(lexer, lexer.tokens(0, {}, 0, Escapes::resolved));
        return literal_of(*parser.whole());
    } catch (const DiagnosticError&) {
        return std::nullopt;
    }
}

}  // namespace interpreter

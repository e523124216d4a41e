#include "interpreter/expression/Builtin.hpp"
#include "interpreter/expression/Parser.hpp"

namespace interpreter {

namespace {

using Node = Expression::Node;
using Type = Node::Type;

}  // namespace

NodePointer Parser::target() {
    const Position position = here();
    std::vector<NodePointer> names;
    do {
        if (take_sign("(")) {
            names.push_back(target());
            expect_sign(")");
            continue;
        }
        std::shared_ptr<Node> node = make_node(Type::name, here());
        node->name = expect_name("a name to assign to");
        if (current().is_sign(".")) {
            advance();
            std::shared_ptr<Node> attribute = make_node(Type::attribute, node->position, {node});
            attribute->name = expect_name("the name of an attribute");
            node = attribute;
        }
        names.push_back(std::move(node));
    } while (take_sign(","));
    return names.size() == 1 ? names.front() : make_node(Type::tuple, position, std::move(names));
}

NodePointer Parser::filters_on(NodePointer subject) {
    NodePointer node = filter(std::move(subject));
    while (take_sign("|"))
        node = filter(std::move(node));
    return node;
}

NodePointer Parser::filters_and_tests(NodePointer node) {
    while (true) {
        if (take_sign("|")) {
            node = filter(std::move(node));
        } else if (take_name("is")) {
            node = test(std::move(node));
        } else if (current().is_sign("(")) {
            node = postfix(std::move(node));
        } else {
            return node;
        }
    }
}

std::string Parser::dotted_name(std::string_view purpose) {
    std::string name = expect_name(purpose);
    while (take_sign("."))
        name += "." + expect_name(purpose);
    return name;
}

NodePointer Parser::filter(NodePointer subject) {
    std::shared_ptr<Node> node = make_node(Type::filter, here(), {std::move(subject)});
    node->name = dotted_name("the name of a filter after '|'");
    node->builtin = find_builtin(BuiltinKind::filter, node->name);
    if (current().is_sign("(")) arguments(*node);
    return node;
}

NodePointer Parser::test(NodePointer subject) {
    const Position position = here();
    const bool negated = take_name("not");
    std::shared_ptr<Node> node = make_node(Type::test, here(), {std::move(subject)});
    node->name = dotted_name("the name of a test after 'is'");
    node->builtin = find_builtin(BuiltinKind::test, node->name);
    const Token& next = current();
    if (next.is_sign("(")) {
        arguments(*node);
    } else if (next.is_name("is")) {
        lexer_->fail("tests cannot be chained with 'is'", next.offset, "join them with 'and'");
    } else {
        bool argument = next.is_sign("[") || next.is_sign("{") || next.type == Token::Type::text ||
                        next.type == Token::Type::integer || next.type == Token::Type::real;
        if (next.type == Token::Type::name) {
            argument = true;
            for (const std::string_view keyword : {"else", "or", "and", "if", "in", "not"})
                if (next.characters == keyword) argument = false;
        }
        if (argument) node->children.push_back(postfix(primary()));
    }
    if (!negated) return node;
    return make_node(Type::negation, position, {std::move(node)});
}

void Parser::arguments(Node& call) {
    expect_sign("(");
    bool first = true;
    while (!take_sign(")")) {
        if (!first) {
            expect_sign(",");
            if (take_sign(")")) return;
        }
        first = false;
        if (take_sign("*")) {
            call.spread_list = expression();
        } else if (take_sign("**")) {
            call.spread_map = expression();
        } else if (current().type == Token::Type::name && following().is_sign("=")) {
            std::string name = expect_name("an argument's name");
            expect_sign("=");
            call.named.emplace_back(std::move(name), expression());
        } else {
            if (!call.named.empty())
                lexer_->fail("an argument without a name after one with a name", current().offset);
            call.children.push_back(expression());
        }
    }
}

}  // namespace interpreter

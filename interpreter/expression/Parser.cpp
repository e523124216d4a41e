#include "interpreter/expression/Parser.hpp"

#include "interpreter/expression/Builtin.hpp"

#include <array>

namespace interpreter {

namespace {

using Node = Expression::Node;
using Type = Node::Type;

// How tightly what stands between two operands binds, loosest first.
constexpr int binds_or = 1;
constexpr int binds_and = 2;
constexpr int binds_not = 3;
constexpr int binds_comparison = 4;
constexpr int binds_sum = 5;
constexpr int binds_joining = 6;
constexpr int binds_product = 7;
constexpr int binds_power = 8;

struct Infix {
    std::string_view sign;
    int power;
    Type type;
    Operator operation;
};

constexpr std::array<Infix, 18> infixes{{{"or", binds_or, Type::disjunction, Operator::add},
                                         {"and", binds_and, Type::conjunction, Operator::add},
                                         {"==", binds_comparison, Type::comparison, Operator::equal},
                                         {"!=", binds_comparison, Type::comparison, Operator::not_equal},
                                         {"<", binds_comparison, Type::comparison, Operator::less},
                                         {"<=", binds_comparison, Type::comparison, Operator::less_equal},
                                         {">", binds_comparison, Type::comparison, Operator::greater},
                                         {">=", binds_comparison, Type::comparison, Operator::greater_equal},
                                         {"in", binds_comparison, Type::comparison, Operator::in},
                                         {"not", binds_comparison, Type::comparison, Operator::not_in},
                                         {"+", binds_sum, Type::arithmetic, Operator::add},
                                         {"-", binds_sum, Type::arithmetic, Operator::subtract},
                                         {"~", binds_joining, Type::joining, Operator::add},
                                         {"*", binds_product, Type::arithmetic, Operator::multiply},
                                         {"/", binds_product, Type::arithmetic, Operator::divide},
                                         {"//", binds_product, Type::arithmetic, Operator::floor_divide},
                                         {"%", binds_product, Type::arithmetic, Operator::modulo},
                                         {"**", binds_power, Type::arithmetic, Operator::power}}};

const Infix* infix_of(const Token& token, const Token& following) {
    if (token.type != Token::Type::sign && token.type != Token::Type::name) return nullptr;
    if (token.is_name("not") && !following.is_name("in")) return nullptr;
    for (const Infix& infix : infixes)
        if (infix.sign == token.characters) return &infix;
    return nullptr;
}

std::shared_ptr<Node> constant(Value value, Position position) {
    std::shared_ptr<Node> node = make_node(Type::constant, position);
    node->value = std::move(value);
    return node;
}

}  // namespace

std::shared_ptr<Node> make_node(Type type, Position position, std::vector<NodePointer> children) {
    std::shared_ptr<Node> node = std::make_shared<Node>();
    node->type = type;
    node->position = position;
    node->children = std::move(children);
    return node;
}

std::string_view operator_sign(Operator operation) {
    if (operation == Operator::not_in) return "not in";
    for (const Infix& infix : infixes)
        if (infix.operation == operation && infix.type != Type::disjunction &&
            infix.type != Type::conjunction)
            return infix.sign;
    return "?";
}

/// Keeps hostile nesting from exhausting the stack.
class Parser::Depth {
  public:
    explicit Depth(Parser& parser) : parser_(parser) {
        if (++parser_.depth_ > deepest)
            parser_.lexer_->fail("the expression is nested more than 200 deep", parser_.current().offset);
    }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

  private:
    static constexpr int deepest = 200;
    Parser& parser_;
};

NodePointer Parser::whole() {
    NodePointer node = expressions();
    expect_end();
    return node;
}

NodePointer Parser::expression() {
    const Depth depth(*this);
    NodePointer node = binary(binds_or);
    while (current().is_name("if")) {
        const Position position = here();
        advance();
        NodePointer condition = binary(binds_or);
        NodePointer otherwise = take_name("else") ? expression() : nullptr;
        node = make_node(Type::conditional, position,
                         {std::move(node), std::move(condition), std::move(otherwise)});
    }
    return node;
}

NodePointer Parser::expression_before_if() {
    const Position position = here();
    NodePointer first = binary(binds_or);
    if (!current().is_sign(",")) return first;
    std::vector<NodePointer> items{std::move(first)};
    while (take_sign(","))
        items.push_back(binary(binds_or));
    return make_node(Type::tuple, position, std::move(items));
}

NodePointer Parser::expressions() {
    const Position position = here();
    NodePointer first = expression();
    if (!current().is_sign(",")) return first;
    std::vector<NodePointer> items{std::move(first)};
    while (take_sign(",")) {
        if (finished() || current().is_sign(")")) break;
        items.push_back(expression());
    }
    return make_node(Type::tuple, position, std::move(items));
}

NodePointer Parser::binary(int power) {
    const Depth depth(*this);
    NodePointer left;
    if (current().is_name("not")) {
        const Position position = here();
        advance();
        left = make_node(Type::negation, position, {binary(binds_not)});
        if (power > binds_not) return left;
    } else {
        left = unary(true);
    }
    while (const Infix* infix = infix_of(current(), following())) {
        if (infix->power < power) return left;
        const Position position = here();
        if (infix->operation == Operator::not_in) advance();
        advance();
        NodePointer right = binary(infix->power + 1);
        const bool chained = infix->type == Type::comparison || infix->type == Type::joining;
        if (chained && left->type == infix->type && left.use_count() == 1 && !left->name.empty()) {
            std::shared_ptr<Node> longer = std::make_shared<Node>(*left);
            longer->children.push_back(std::move(right));
            longer->operators.push_back(infix->operation);
            left = std::move(longer);
            continue;
        }
        std::shared_ptr<Node> node = make_node(infix->type, position, {std::move(left), std::move(right)});
        node->operators.push_back(infix->operation);
        // A chain (a < b < c) grows only while it was not put in parentheses.
        if (chained) node->name = infix->sign;
        left = std::move(node);
    }
    return left;
}

NodePointer Parser::unary(bool with_filters) {
    const Depth depth(*this);
    NodePointer node;
    const Position position = here();
    if (take_sign("-")) {
        node = make_node(Type::negative, position, {unary(false)});
    } else if (take_sign("+")) {
        node = make_node(Type::positive, position, {unary(false)});
    } else {
        node = primary();
    }
    node = postfix(std::move(node));
    return with_filters ? filters_and_tests(std::move(node)) : node;
}

NodePointer Parser::primary() {
    const Token token = current();
    const Position position = here();
    switch (token.type) {
    case Token::Type::integer:
        advance();
        return constant(token.integer, position);
    case Token::Type::real:
        advance();
        return constant(token.real, position);
    case Token::Type::text: {
        std::string text;
        while (current().type == Token::Type::text) {
            text += current().characters;
            advance();
        }
        return constant(std::move(text), position);
    }
    case Token::Type::name: {
        for (const std::string_view keyword : {"and", "or", "in", "is", "if", "else"})
            if (token.characters == keyword) unexpected("an expression");
        advance();
        if (token.characters == "true" || token.characters == "True") return constant(true, position);
        if (token.characters == "false" || token.characters == "False") return constant(false, position);
        if (token.characters == "none" || token.characters == "None") return constant(Value(), position);
        std::shared_ptr<Node> node = make_node(Type::name, position);
        node->name = token.characters;
        return node;
    }
    case Token::Type::sign:
        if (token.characters == "(") return parenthesised();
        if (token.characters == "[") return list();
        if (token.characters == "{" && following().is_sign("{") && following().offset == token.offset + 1)
            lexer_->fail("braces inside braces", token.offset,
                         "inside an expression a name stands without them");
        if (token.characters == "{") return map();
        break;
    case Token::Type::end:
        break;
    }
    unexpected("an expression");
}

NodePointer Parser::parenthesised() {
    const Position position = here();
    expect_sign("(");
    if (take_sign(")")) return make_node(Type::tuple, position);
    NodePointer inner = expressions();
    expect_sign(")");
    const bool chained = inner->type == Type::comparison || inner->type == Type::joining;
    if (!chained) return inner;
    std::shared_ptr<Node> closed = std::make_shared<Node>(*inner);
    closed->name.clear();
    return closed;
}

NodePointer Parser::list() {
    const Position position = here();
    expect_sign("[");
    std::vector<NodePointer> items;
    while (!take_sign("]")) {
        if (!items.empty()) {
            expect_sign(",");
            if (take_sign("]")) break;
        }
        items.push_back(expression());
    }
    return make_node(Type::list, position, std::move(items));
}

NodePointer Parser::map() {
    const Position position = here();
    expect_sign("{");
    std::vector<NodePointer> entries;
    while (!take_sign("}")) {
        if (!entries.empty()) {
            expect_sign(",");
            if (take_sign("}")) break;
        }
        entries.push_back(expression());
        expect_sign(":");
        entries.push_back(expression());
    }
    return make_node(Type::map, position, std::move(entries));
}

NodePointer Parser::postfix(NodePointer node) {
    while (true) {
        if (current().is_sign(".") || current().is_sign("[")) {
            node = subscript(std::move(node));
        } else if (current().is_sign("(")) {
            std::shared_ptr<Node> call = make_node(Type::call, node->position, {node});
            if (node->type == Type::name) call->builtin = find_builtin(BuiltinKind::function, node->name);
            arguments(*call);
            node = std::move(call);
        } else {
            return node;
        }
    }
}

NodePointer Parser::subscript(NodePointer object) {
    if (take_sign(".")) {
        const Token token = current();
        const Position position = here();
        if (token.type == Token::Type::integer) {
            advance();
            return make_node(Type::item, position, {std::move(object), constant(token.integer, position)});
        }
        std::shared_ptr<Node> node = make_node(Type::attribute, position, {std::move(object)});
        node->name = expect_name("a name or a number after '.'");
        return node;
    }
    const std::size_t bracket = current().offset;
    expect_sign("[");
    const Position position = here();
    if (current().is_sign("]")) lexer_->fail("an index is missing between '[' and ']'", bracket);
    NodePointer index = subscribed();
    expect_sign("]");
    return make_node(Type::item, position, {std::move(object), std::move(index)});
}

NodePointer Parser::subscribed() {
    const Position position = here();
    NodePointer first = current().is_sign(":") ? nullptr : expression();
    if (!take_sign(":")) return first;
    std::vector<NodePointer> parts{std::move(first), nullptr, nullptr};
    if (!current().is_sign(":") && !current().is_sign("]")) parts[1] = expression();
    if (take_sign(":") && !current().is_sign("]")) parts[2] = expression();
    return make_node(Type::slice, position, std::move(parts));
}

bool Parser::take_name(std::string_view name) {
    if (!current().is_name(name)) return false;
    advance();
    return true;
}

bool Parser::take_sign(std::string_view sign) {
    if (!current().is_sign(sign)) return false;
    advance();
    return true;
}

std::string Parser::expect_name(std::string_view purpose) {
    if (current().type != Token::Type::name) unexpected(purpose);
    std::string name = current().characters;
    advance();
    return name;
}

void Parser::expect_keyword(std::string_view word) {
    if (!take_name(word)) unexpected("'" + std::string(word) + "'");
}

void Parser::expect_sign(std::string_view sign) {
    if (!take_sign(sign)) unexpected("'" + std::string(sign) + "'");
}

void Parser::expect_end() {
    if (!finished()) unexpected({});
}

void Parser::unexpected(std::string_view wanted) {
    const Token& token = current();
    std::string found;
    switch (token.type) {
    case Token::Type::end:
        found = "the end";
        break;
    case Token::Type::text:
        found = "text";
        break;
    case Token::Type::integer:
    case Token::Type::real:
        found = "a number";
        break;
    case Token::Type::name:
    case Token::Type::sign:
        found = "'" + token.characters + "'";
        break;
    }
    std::string hint;
    if (token.is_sign("=")) hint = "compare with '=='";
    if (token.is_name("else")) hint = "write 'A if CONDITION else B'";
    const bool operand = token.type == Token::Type::name || token.type == Token::Type::text ||
                         token.type == Token::Type::integer || token.type == Token::Type::real;
    const bool between = wanted.empty() || wanted == "','" || wanted == "')'" || wanted == "']'";
    if (hint.empty() && operand && between) hint = "an operator or a comma is missing before it";
    if (wanted.empty()) lexer_->fail("unexpected " + found, token.offset, hint);
    lexer_->fail("expected " + std::string(wanted) + ", found " + found, token.offset, hint);
}

}  // namespace interpreter

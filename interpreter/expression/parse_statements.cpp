#include "interpreter/expression/TemplateParser.hpp"

namespace interpreter {

Statement TemplateParser::for_loop(Tag& tag) {
    Statement statement = begin(Statement::Type::loop, tag);
    Parser& parser = tag.parser;
    statement.target = parser.target();
    parser.expect_keyword("in");
    statement.expressions.push_back(parser.expression_before_if());
    statement.expressions.push_back(parser.take_name("if") ? parser.expression() : nullptr);
    statement.recursive = parser.take_name("recursive");
    parser.expect_end();
    statement.body = shared_body({"else", "endfor"}, tag);
    if (stop_->name == "else") {
        stop_->parser.expect_end();
        statement.otherwise = shared_body({"endfor"}, tag);
    }
    stop_->parser.expect_end();
    return statement;
}

Statement TemplateParser::condition(Tag& tag) {
    Statement statement = begin(Statement::Type::condition, tag);
    statement.expressions.push_back(tag.parser.whole());
    statement.body = shared_body({"elif", "else", "endif"}, tag);
    Tag next = *std::move(stop_);
    if (next.name == "elif") {
        statement.otherwise = std::make_shared<const Statements>(Statements{condition(next)});
        return statement;
    }
    next.parser.expect_end();
    if (next.name == "else") {
        statement.otherwise = shared_body({"endif"}, tag);
        stop_->parser.expect_end();
    }
    return statement;
}

Statement TemplateParser::assignment(Tag& tag) {
    Statement statement = begin(Statement::Type::assign, tag);
    statement.target = tag.parser.target();
    if (tag.parser.take_sign("=")) {
        statement.expressions.push_back(tag.parser.whole());
        return statement;
    }
    statement.type = Statement::Type::capture;
    std::shared_ptr<Expression::Node> captured = std::make_shared<Expression::Node>();
    captured->type = Expression::Node::Type::name;
    captured->name = captured_name;
    captured->position = statement.position;
    NodePointer filtered = captured;
    if (tag.parser.take_sign("|")) filtered = tag.parser.filters_on(std::move(captured));
    tag.parser.expect_end();
    statement.expressions.push_back(std::move(filtered));
    statement.body = shared_body({"endset"}, tag);
    return statement;
}

void TemplateParser::parameters(Parser& parser, Statement& statement) {
    parser.expect_sign("(");
    while (!parser.take_sign(")")) {
        if (!statement.parameters.empty()) parser.expect_sign(",");
        MacroParameter parameter;
        parameter.name = parser.expect_name("the name of a parameter");
        if (parser.take_sign("=")) parameter.fallback = parser.expression();
        statement.parameters.push_back(std::move(parameter));
    }
}

Statement TemplateParser::macro(Tag& tag) {
    Statement statement = begin(Statement::Type::macro, tag);
    statement.name = tag.parser.expect_name("the name of the macro");
    parameters(tag.parser, statement);
    tag.parser.expect_end();
    statement.body = shared_body({"endmacro"}, tag);
    return statement;
}

Statement TemplateParser::call_block(Tag& tag) {
    Statement statement = begin(Statement::Type::call, tag);
    if (tag.parser.current().is_sign("(")) parameters(tag.parser, statement);
    NodePointer call = tag.parser.whole();
    if (call->type != Expression::Node::Type::call)
        lexer_.fail("'{% call %}' needs the call of a macro", tag.opening);
    statement.expressions.push_back(std::move(call));
    statement.body = shared_body({"endcall"}, tag);
    return statement;
}

Statement TemplateParser::filter_block(Tag& tag) {
    Statement statement = begin(Statement::Type::filter, tag);
    std::shared_ptr<Expression::Node> captured = std::make_shared<Expression::Node>();
    captured->type = Expression::Node::Type::name;
    captured->name = captured_name;
    captured->position = statement.position;
    statement.expressions.push_back(tag.parser.filters_on(std::move(captured)));
    tag.parser.expect_end();
    statement.body = shared_body({"endfilter"}, tag);
    return statement;
}

Statement TemplateParser::with(Tag& tag) {
    Statement statement = begin(Statement::Type::with, tag);
    std::shared_ptr<Expression::Node> targets = std::make_shared<Expression::Node>();
    std::shared_ptr<Expression::Node> values = std::make_shared<Expression::Node>();
    targets->type = values->type = Expression::Node::Type::tuple;
    while (!tag.parser.finished()) {
        if (!targets->children.empty()) tag.parser.expect_sign(",");
        std::shared_ptr<Expression::Node> name = std::make_shared<Expression::Node>();
        name->type = Expression::Node::Type::name;
        name->position = tag.parser.here();
        name->name = tag.parser.expect_name("a name to assign to");
        tag.parser.expect_sign("=");
        targets->children.push_back(std::move(name));
        values->children.push_back(tag.parser.expression());
    }
    statement.target = std::move(targets);
    statement.expressions.push_back(std::move(values));
    statement.body = shared_body({"endwith"}, tag);
    return statement;
}

Statement TemplateParser::block(Tag& tag) {
    Statement statement = begin(Statement::Type::block, tag);
    statement.name = tag.parser.expect_name("the name of the block");
    tag.parser.take_name("scoped");
    tag.parser.expect_end();
    statement.body = shared_body({"endblock"}, tag);
    return statement;
}

Statement TemplateParser::include(Tag& tag) {
    Statement statement = begin(Statement::Type::include, tag);
    statement.expressions.push_back(tag.parser.expression());
    if (tag.parser.take_name("ignore")) {
        tag.parser.expect_keyword("missing");
        statement.optional = true;
    }
    if (tag.parser.take_name("with") || tag.parser.take_name("without")) tag.parser.take_name("context");
    tag.parser.expect_end();
    return statement;
}

Statement TemplateParser::import_as(Tag& tag) {
    Statement statement = begin(Statement::Type::import_as, tag);
    statement.expressions.push_back(tag.parser.expression());
    tag.parser.expect_keyword("as");
    statement.name = tag.parser.expect_name("a name for what is imported");
    if (tag.parser.take_name("with") || tag.parser.take_name("without")) tag.parser.take_name("context");
    tag.parser.expect_end();
    return statement;
}

Statement TemplateParser::import_from(Tag& tag) {
    Statement statement = begin(Statement::Type::import_from, tag);
    statement.expressions.push_back(tag.parser.expression());
    tag.parser.expect_keyword("import");
    while (!tag.parser.finished()) {
        if (!statement.names.empty() && !tag.parser.take_sign(",")) break;
        std::string name = tag.parser.expect_name("the name of a macro");
        std::string alias =
            tag.parser.take_name("as") ? tag.parser.expect_name("a name for the macro") : name;
        statement.names.emplace_back(std::move(name), std::move(alias));
    }
    if (tag.parser.take_name("with") || tag.parser.take_name("without")) tag.parser.take_name("context");
    tag.parser.expect_end();
    return statement;
}

}  // namespace interpreter

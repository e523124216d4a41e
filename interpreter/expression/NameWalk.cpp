#include "interpreter/expression/NameWalk.hpp"

#include "interpreter/expression/Builtin.hpp"

#include <algorithm>

namespace interpreter {

namespace {

using Node = Expression::Node;

/// The constant text that a call is given first, where it is one.
const std::string* first_text(const Node& node, std::size_t index) {
    if (node.children.size() <= index) return nullptr;
    const Node& argument = *node.children[index];
    return argument.type == Node::Type::constant && argument.value.is_text() ? &argument.value.as_text()
                                                                             : nullptr;
}

bool is_access(const Node& node) {
    return node.type == Node::Type::attribute || node.type == Node::Type::item;
}

bool is_hostvars(const Node& node) { return node.type == Node::Type::name && node.name == "hostvars"; }

/// What is asked for: x.NAME, x['NAME']; null when it is computed.
const std::string* accessed(const Node& node) {
    return node.type == Node::Type::attribute ? &node.name : first_text(node, 1);
}

BuiltinKind kind_of(const Node& node) {
    if (node.type == Node::Type::filter) return BuiltinKind::filter;
    return node.type == Node::Type::test ? BuiltinKind::test : BuiltinKind::function;
}

}  // namespace

bool NameWalk::is_local(const std::string& name) const {
    return std::any_of(locals_.begin(), locals_.end(),
                       [&](const Locals& locals) { return locals.contains(name); });
}

void NameWalk::read(const std::string& name) {
    if (name == captured_name || is_local(name)) return;
    if (find_builtin(BuiltinKind::function, name) != nullptr) return;
    if (name == "vars") dynamic_ = true;
    if (name == "hostvars") ++hostvars_read_;
    names_.insert(name);
}

void NameWalk::define(const Node& target) {
    if (target.type == Node::Type::name) locals_.back().insert(target.name);
    if (target.type != Node::Type::tuple) return;
    for (const NodePointer& child : target.children)
        define(*child);
}

void NameWalk::builtin(const Node& node) {
    if (diagnostics_ == nullptr || node.builtin != nullptr) return;
    const BuiltinKind kind = kind_of(node);
    diagnostics_->warning(unknown_builtin(kind, node.name), node.position,
                          unknown_builtin_hint(kind, node.name));
}

void NameWalk::tests_by_name(const Node& node) {
    const bool selects = node.name == "select" || node.name == "reject";
    const bool selects_attribute = node.name == "selectattr" || node.name == "rejectattr";
    const std::size_t index = selects_attribute ? 2 : 1;
    const bool maps = node.name == "map";
    const std::string* name = selects || selects_attribute || maps ? first_text(node, index) : nullptr;
    if (name == nullptr || diagnostics_ == nullptr) return;
    const BuiltinKind kind = maps ? BuiltinKind::filter : BuiltinKind::test;
    if (find_builtin(kind, *name) != nullptr) return;
    diagnostics_->warning(unknown_builtin(kind, *name), node.children[index]->position,
                          unknown_builtin_hint(kind, *name));
}

void NameWalk::call(const Node& node) {
    const Node& callee = *node.children.front();
    if (callee.type != Node::Type::name) {
        expression(callee);
        return;
    }
    if (node.builtin == nullptr) {
        const bool local = is_local(callee.name);
        if (!local) names_.insert(callee.name);
        return;
    }
    const bool looks_up = callee.name == "lookup" || callee.name == "query" || callee.name == "q";
    if (!looks_up) return;
    const std::string* name = first_text(node, 1);
    if (name == nullptr) return;
    if (find_builtin(BuiltinKind::lookup, *name) == nullptr && diagnostics_ != nullptr)
        diagnostics_->warning(unknown_builtin(BuiltinKind::lookup, *name), node.children[1]->position,
                              unknown_builtin_hint(BuiltinKind::lookup, *name));
    const bool reads_variables =
        name->ends_with("vars") || name->ends_with("varnames") || name->ends_with("template");
    if (!reads_variables) return;
    const std::string* variable = first_text(node, 2);
    if (name->ends_with("vars") && variable != nullptr)
        read(*variable);
    else
        dynamic_ = true;
}

void NameWalk::of_hosts(const Node& node) {
    const std::string* name = nullptr;
    if (is_access(node) && is_access(*node.children[0]) && is_hostvars(*node.children[0]->children[0])) {
        name = accessed(node);
    } else if (node.type == Node::Type::filter && (node.name == "map" || node.name == "extract")) {
        // map('extract', hostvars, 'NAME'), and a list of names leads deeper.
        const std::size_t index = node.name == "map" ? 2 : 1;
        if (node.children.size() <= index + 1 || !is_hostvars(*node.children[index])) return;
        const Node& path = *node.children[index + 1];
        const bool is_list = path.type == Node::Type::list && !path.children.empty();
        name = is_list ? first_text(path, 0) : first_text(node, index + 1);
    }
    if (name == nullptr) return;
    names_of_hosts_.insert(*name);
    ++hostvars_understood_;
}

void NameWalk::expression(const Node& node) {
    if (node.type == Node::Type::name) read(node.name);
    of_hosts(node);
    if (node.type == Node::Type::filter || node.type == Node::Type::test) {
        builtin(node);
        tests_by_name(node);
    }
    const bool is_call = node.type == Node::Type::call;
    if (is_call) call(node);
    for (std::size_t index = is_call ? 1 : 0; index < node.children.size(); ++index)
        if (node.children[index] != nullptr) expression(*node.children[index]);
    for (const auto& [name, value] : node.named)
        expression(*value);
    if (node.spread_list != nullptr) expression(*node.spread_list);
    if (node.spread_map != nullptr) expression(*node.spread_map);
}

void NameWalk::statements(const Statements& body) {
    for (const Statement& part : body)
        statement(part);
}

void NameWalk::scoped(const Statement& statement, const Statements& body) {
    locals_.emplace_back();
    if (statement.target != nullptr) define(*statement.target);
    if (statement.type == Statement::Type::loop) locals_.back().insert("loop");
    for (const MacroParameter& parameter : statement.parameters)
        locals_.back().insert(parameter.name);
    const bool callable = statement.type == Statement::Type::macro || statement.type == Statement::Type::call;
    if (callable) locals_.back().insert({"caller", "varargs", "kwargs"});
    if (statement.type == Statement::Type::loop && statement.expressions[1] != nullptr)
        expression(*statement.expressions[1]);
    statements(body);
    locals_.pop_back();
}

void NameWalk::statement(const Statement& part) {
    for (std::size_t index = 0; index < part.expressions.size(); ++index) {
        // A loop's condition is read inside, where its names stand for the item.
        const bool inside = part.type == Statement::Type::loop && index == 1;
        if (part.expressions[index] != nullptr && !inside) expression(*part.expressions[index]);
    }
    for (const MacroParameter& parameter : part.parameters)
        if (parameter.fallback != nullptr) expression(*parameter.fallback);
    switch (part.type) {
    case Statement::Type::condition:
        statements(*part.body);
        break;
    case Statement::Type::assign:
        define(*part.target);
        break;
    case Statement::Type::capture:
        statements(*part.body);
        define(*part.target);
        break;
    case Statement::Type::macro:
        locals_.back().insert(part.name);
        scoped(part, *part.body);
        break;
    case Statement::Type::import_as:
        locals_.back().insert(part.name);
        break;
    case Statement::Type::import_from:
        for (const auto& [name, alias] : part.names)
            locals_.back().insert(alias);
        break;
    case Statement::Type::include:
        dynamic_ = true;
        break;
    default:
        if (part.body) scoped(part, *part.body);
        break;
    }
    if (part.otherwise) statements(*part.otherwise);
}

}  // namespace interpreter

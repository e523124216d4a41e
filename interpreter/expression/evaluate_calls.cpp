#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Evaluator.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/concealed.hpp"
#include "interpreter/expression/methods.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>

namespace interpreter {

namespace {

using Node = Expression::Node;

std::vector<std::string> secrets_in(const Value& input, const Given& given) {
    std::vector<std::string> secrets;
    collect_secrets(input, secrets);
    for (const Value& value : given.positional)
        collect_secrets(value, secrets);
    for (const auto& [name, value] : given.named)
        collect_secrets(value, secrets);
    return secrets;
}

}  // namespace

Given Evaluator::given(const Node& node) {
    Given given;
    for (std::size_t index = 1; index < node.children.size(); ++index)
        given.positional.push_back(evaluate(*node.children[index]));
    for (const auto& [name, value] : node.named)
        given.named.emplace_back(name, evaluate(*value));
    if (node.spread_list != nullptr) {
        const std::optional<List> items = items_of(defined(*node.spread_list));
        if (!items) throw DiagnosticError("'*' needs a list", node.spread_list->position);
        given.positional.insert(given.positional.end(), items->begin(), items->end());
    }
    if (node.spread_map != nullptr) {
        const Value map = defined(*node.spread_map);
        if (!map.is_map()) throw DiagnosticError("'**' needs a mapping", node.spread_map->position);
        for (const std::string& key : map.keys())
            given.named.emplace_back(key, *map.get(key));
    }
    return given;
}

Value Evaluator::call_builtin(const Builtin& builtin, BuiltinKind kind, const Value& input, Given arguments,
                              Position position) {
    if ((builtin.traits & Trait::takes_undefined) == 0) {
        require(input);
        for (const Value& value : arguments.positional)
            require(value);
        for (const auto& [name, value] : arguments.named)
            require(value);
    }
    const std::vector<std::string> secrets = secrets_in(input, arguments);
    Value result = concealing(secrets, [&] {
        Call call(*this, builtin, kind, input, std::move(arguments), position);
        return builtin.function(call);
    });
    if (!secrets.empty() && (builtin.traits & Trait::hands_on) == 0) result = made_secret(result);
    if ((builtin.traits & Trait::stays_text) != 0 && result.is_text()) result = staying_text(result);
    return result;
}

Value Evaluator::filter(const Node& node) {
    if (node.builtin == nullptr)
        throw DiagnosticError(unknown_builtin(BuiltinKind::filter, node.name), node.position,
                              unknown_builtin_hint(BuiltinKind::filter, node.name));
    const Value input = evaluate(*node.children.front());
    return call_builtin(*node.builtin, BuiltinKind::filter, input, given(node), node.position);
}

bool Evaluator::test(const Node& node) {
    if (node.builtin == nullptr)
        throw DiagnosticError(unknown_builtin(BuiltinKind::test, node.name), node.position,
                              unknown_builtin_hint(BuiltinKind::test, node.name));
    const Value input = evaluate(*node.children.front());
    return is_true(call_builtin(*node.builtin, BuiltinKind::test, input, given(node), node.position));
}

Value Evaluator::call_filter(std::string_view name, const Value& input, Given arguments, Position position) {
    const Builtin* builtin = find_builtin(BuiltinKind::filter, name);
    if (builtin == nullptr)
        throw DiagnosticError(unknown_builtin(BuiltinKind::filter, name), position,
                              unknown_builtin_hint(BuiltinKind::filter, name));
    return call_builtin(*builtin, BuiltinKind::filter, input, std::move(arguments), position);
}

bool Evaluator::call_test(std::string_view name, const Value& input, Given arguments, Position position) {
    const Builtin* builtin = find_builtin(BuiltinKind::test, name);
    if (builtin == nullptr)
        throw DiagnosticError(unknown_builtin(BuiltinKind::test, name), position,
                              unknown_builtin_hint(BuiltinKind::test, name));
    return is_true(call_builtin(*builtin, BuiltinKind::test, input, std::move(arguments), position));
}

std::uint64_t& lookups_of_this_thread() {
    thread_local std::uint64_t count = 0;
    return count;
}

Value Evaluator::call_lookup(std::string_view name, Given arguments, Position position) {
    ++lookups_of_this_thread();
    const Builtin* builtin = find_builtin(BuiltinKind::lookup, name);
    if (builtin == nullptr)
        throw DiagnosticError(unknown_builtin(BuiltinKind::lookup, name), position,
                              unknown_builtin_hint(BuiltinKind::lookup, name));
    return call_builtin(*builtin, BuiltinKind::lookup, {}, std::move(arguments), position);
}

Value Evaluator::call_object(const Value& callee, const Given& arguments, Position position) {
    if (const Callable* callable = object_in<Callable>(require(callee)))
        return callable->call(*this, arguments, position);
    throw DiagnosticError(described_kind(callee) + " cannot be called", position);
}

Value Evaluator::call(const Node& node) {
    const Node& callee = *node.children.front();
    if (callee.type == Node::Type::attribute) return call_method(node, callee);
    if (callee.type != Node::Type::name) return call_object(evaluate(callee), given(node), node.position);
    // A variable of the same name hides a function.
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
        if (const auto found = (*frame)->find(callee.name); found != (*frame)->end())
            return call_object(found->second, given(node), node.position);
    if (node.builtin != nullptr && !evaluation_.scope.find(callee.name))
        return call_builtin(*node.builtin, BuiltinKind::function, {}, given(node), node.position);
    if (evaluation_.scope.find(callee.name)) return call_object(evaluate(callee), given(node), node.position);
    throw DiagnosticError(unknown_builtin(BuiltinKind::function, callee.name), callee.position,
                          unknown_builtin_hint(BuiltinKind::function, callee.name));
}

Value Evaluator::call_method(const Node& node, const Node& attribute) {
    const Node& target = *attribute.children.front();
    const Value object = evaluate(target);
    if (is_undefined(object)) return part_of_undefined(object);
    if (const Object* found = object_in<Object>(object);
        found != nullptr && object_in<Tuple>(object) == nullptr) {
        const std::optional<Value> member = found->find(attribute.name);
        if (!member)
            throw DiagnosticError(described_kind(object) + " has no '" + attribute.name + "'",
                                  attribute.position, did_you_mean(attribute.name, found->keys()));
        return call_object(*member, given(node), node.position);
    }
    const Given arguments = given(node);
    const bool undefined_allowed = attribute.name == "get" || attribute.name == "append";
    for (const Value& argument : arguments.positional)
        if (!undefined_allowed) require(argument);
    const std::vector<std::string> secrets = secrets_in(object, arguments);
    if (const Mutation* mutation = find_mutation(object, attribute.name)) {
        const Changed changed =
            concealing(secrets, [&] { return mutation->function(object, arguments, attribute.position); });
        store(target, changed.object);
        return changed.result;
    }
    const Value result = concealing(
        secrets, [&] { return call_value_method(object, attribute.name, arguments, attribute.position); });
    const bool structural = object.is_map() || object.is_list();
    return !structural && !secrets.empty() ? made_secret(result) : result;
}

void Evaluator::store(const Node& place, const Value& value) {
    // Python changes the object itself, whoever holds it; here the name under which it was reached gets the
    // new value.
    if (place.type == Node::Type::name) {
        for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
            const auto found = (*frame)->find(place.name);
            if (found == (*frame)->end()) continue;
            found->second = value;
            return;
        }
        frames_.front()->insert_or_assign(place.name, value);
        return;
    }
    if (place.type != Node::Type::attribute && place.type != Node::Type::item) return;
    const Node& holder = *place.children.front();
    const Value object = evaluate(holder);
    const Value key = place.type == Node::Type::attribute ? Value(place.name) : defined(*place.children[1]);
    if (const Namespace* names = object_in<Namespace>(object)) {
        names->set(to_python_text(key), value);
        return;
    }
    if (object.is_list() && key.is_integer()) {
        List items = object.as_list();
        const std::int64_t index =
            key.as_integer() + (key.as_integer() < 0 ? static_cast<std::int64_t>(items.size()) : 0);
        if (index < 0 || static_cast<std::size_t>(index) >= items.size()) return;
        items[static_cast<std::size_t>(index)] = value;
        store(holder, items);
        return;
    }
    if (!object.is_map() || object.is_lazy()) return;
    Map map = object.as_map();
    map.set(to_python_text(key), value);
    store(holder, map);
}

}  // namespace interpreter

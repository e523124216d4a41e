#include "interpreter/expression/Evaluator.hpp"

#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/unicode.hpp"

#include <algorithm>

namespace interpreter {

namespace {

using Node = Expression::Node;

bool is_path(const Node& node) {
    return node.type == Node::Type::name || node.type == Node::Type::attribute ||
           node.type == Node::Type::item;
}

}  // namespace

std::string path_text(const Node& node) {
    if (node.type == Node::Type::name) return node.name;
    if (node.type == Node::Type::attribute) return path_text(*node.children.front()) + "." + node.name;
    if (node.type == Node::Type::constant) return to_python_repr(node.value);
    if (node.type == Node::Type::item)
        return path_text(*node.children[0]) + "[" + path_text(*node.children[1]) + "]";
    return "…";
}

Evaluator::Evaluator(const Evaluation& evaluation) : evaluation_(evaluation) {
    frames_.push_back(std::make_shared<Frame>());
}

Evaluator::~Evaluator() {
    for (const std::shared_ptr<Frame>& frame : kept_frames_)
        frame->clear();
}

const Value& Evaluator::require(const Value& value) const {
    if (const Undefined* undefined = object_in<Undefined>(value)) throw UndefinedError(undefined->why());
    return value;
}

bool Evaluator::truth(const Value& value) const {
    return is_true(value);
}

Value Evaluator::defined(const Node& node) {
    Value value = evaluate(node);
    if (counts_as_empty(value)) return std::string();
    return value;
}

Value Evaluator::evaluate(const Node& node) {
    switch (node.type) {
    case Node::Type::constant:
        return node.value;
    case Node::Type::name:
    case Node::Type::attribute:
    case Node::Type::item:
        return complete(shallow(node), node);
    case Node::Type::call:
        return call(node);
    case Node::Type::filter:
        return filter(node);
    case Node::Type::test:
        return test(node);
    case Node::Type::negative:
        return negated(defined(*node.children.front()), node.position);
    case Node::Type::positive:
        return calculated(Operator::add, 0, defined(*node.children.front()), node.position);
    case Node::Type::negation:
        return !holds(*node.children.front());
    case Node::Type::conjunction: {
        Value left = evaluate(*node.children[0]);
        return truth(left) ? evaluate(*node.children[1]) : left;
    }
    case Node::Type::disjunction: {
        Value left = evaluate(*node.children[0]);
        return truth(left) ? left : evaluate(*node.children[1]);
    }
    case Node::Type::arithmetic: {
        const Value left = defined(*node.children[0]);
        return calculated(node.operators.front(), left, defined(*node.children[1]), node.position);
    }
    case Node::Type::joining:
        return joining(node);
    case Node::Type::comparison:
        return comparison(node);
    case Node::Type::conditional:
        if (holds(*node.children[1])) return evaluate(*node.children[0]);
        if (node.children[2] != nullptr) return evaluate(*node.children[2]);
        return Value::lazy(
            std::make_shared<Undefined>(Diagnostic{Severity::error,
                                                   "the condition after 'if' is false and there is no 'else'",
                                                   node.position,
                                                   {},
                                                   "write 'A if CONDITION else B'"},
                                        "", Undefined::Use::is_empty_text));
    case Node::Type::list:
    case Node::Type::tuple: {
        List items;
        items.reserve(node.children.size());
        for (const NodePointer& child : node.children)
            items.push_back(evaluate(*child));
        return node.type == Node::Type::list ? Value(std::move(items)) : make_tuple(std::move(items));
    }
    case Node::Type::map:
        return map(node);
    case Node::Type::slice:
        break;
    }
    return {};
}

Value Evaluator::joining(const Node& node) {
    std::string text;
    bool secret = false;
    for (const NodePointer& child : node.children) {
        const Value part = defined(*child);
        secret = secret || has_secret(part);
        text += to_python_text(part);
    }
    return make_text(std::move(text), secret);
}

bool Evaluator::comparison(const Node& node) {
    Value left = defined(*node.children.front());
    for (std::size_t index = 0; index < node.operators.size(); ++index) {
        const Expression::Node& operand = *node.children[index + 1];
        const Operator operation = node.operators[index];
        // `x in hostvars` asks the mapping, it does not make every entry.
        const bool membership = operation == Operator::in || operation == Operator::not_in;
        Value right = membership && is_path(operand) ? shallow(operand) : evaluate(operand);
        require(right);
        if (membership && !right.is_map()) right = complete(std::move(right), operand);
        if (!compared(operation, left, require(right), node.position)) return false;
        left = std::move(right);
    }
    return true;
}

Value Evaluator::map(const Node& node) {
    Map map;
    for (std::size_t index = 0; index + 1 < node.children.size(); index += 2) {
        const Value key = defined(*node.children[index]);
        if (key.is_list() || (key.is_map() && sequence_in(key) == nullptr))
            throw DiagnosticError("a key cannot be " + described_kind(key), node.children[index]->position);
        map.set(to_python_text(key), evaluate(*node.children[index + 1]));
    }
    return map;
}

Value Evaluator::attribute(const Node& node) {
    const Node& object_node = *node.children.front();
    const Value object = is_path(object_node) ? shallow(object_node) : evaluate(object_node);
    return part_of(object, node.name, node.position, &object_node);
}

Value Evaluator::item(const Node& node) {
    const Node& object_node = *node.children.front();
    const Value object = is_path(object_node) ? shallow(object_node) : evaluate(object_node);
    if (is_undefined(object)) return part_of_undefined(object);
    const Node& index = *node.children[1];
    if (index.type == Node::Type::slice) return slice(complete(object, object_node), index);
    const Value key = evaluate(index);
    if (is_undefined(key)) return key;
    return part_of(object, key, node.position, &object_node);
}

namespace {

/// A bound of a slice, brought into the sequence as Python does; `missing` where nothing was written.
std::int64_t slice_bound(const Value& value, std::int64_t length, std::int64_t lowest, std::int64_t highest,
                         std::int64_t missing) {
    if (value.is_null()) return missing;
    const std::int64_t index = value.as_integer();
    return std::clamp(index < 0 ? index + length : index, lowest, highest);
}

}  // namespace

Value Evaluator::slice(const Value& object, const Node& node) {
    Value parts[3];
    for (std::size_t index = 0; index < 3; ++index) {
        if (node.children[index] == nullptr) continue;
        parts[index] = defined(*node.children[index]);
        if (!parts[index].is_integer() && !parts[index].is_null())
            throw DiagnosticError("a slice needs integers, found " + described_kind(parts[index]),
                                  node.position);
    }
    const List* items = sequence_in(require(object));
    if (items == nullptr && !object.is_text())
        throw DiagnosticError("only lists and text can be sliced, not " + described_kind(object),
                              node.position);
    const std::u32string characters = items == nullptr ? to_code_points(object.as_text()) : std::u32string();
    const auto length = static_cast<std::int64_t>(items != nullptr ? items->size() : characters.size());
    const std::int64_t step = parts[2].is_null() ? 1 : parts[2].as_integer();
    if (step == 0) throw DiagnosticError("the step of a slice cannot be 0", node.position);
    const bool forward = step > 0;
    const std::int64_t lowest = forward ? 0 : -1;
    const std::int64_t highest = forward ? length : length - 1;
    const std::int64_t first = slice_bound(parts[0], length, lowest, highest, forward ? 0 : length - 1);
    const std::int64_t last = slice_bound(parts[1], length, lowest, highest, forward ? length : -1);
    List taken;
    std::u32string text;
    for (std::int64_t index = first; forward ? index < last : index > last; index += step) {
        const auto at = static_cast<std::size_t>(index);
        if (items != nullptr)
            taken.push_back((*items)[at]);
        else
            text += characters[at];
    }
    if (items == nullptr) return make_text(to_utf8(text), object.is_secret());
    return object.is_list() ? Value(std::move(taken)) : make_tuple(std::move(taken));
}

void Evaluator::assign(const Node& target, const Value& value) {
    if (target.type == Node::Type::name) {
        frames_.back()->insert_or_assign(target.name, value);
        return;
    }
    if (target.type == Node::Type::attribute) {
        const Value object = defined(*target.children.front());
        const Namespace* names = object_in<Namespace>(object);
        if (names == nullptr)
            throw DiagnosticError("only attributes of a namespace can be set", target.position,
                                  "make one with '{% set " + path_text(*target.children.front()) +
                                      " = namespace() %}'");
        names->set(target.name, value);
        return;
    }
    const std::optional<List> items = items_of(require(value));
    if (!items || items->size() != target.children.size())
        throw DiagnosticError(
            std::to_string(target.children.size()) + " names cannot take " +
                (items ? std::to_string(items->size()) + (items->size() == 1 ? " value" : " values")
                       : described_kind(value)),
            target.position);
    for (std::size_t index = 0; index < items->size(); ++index)
        assign(*target.children[index], (*items)[index]);
}

}  // namespace interpreter

#include "interpreter/expression/operators.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/concealed.hpp"
#include "interpreter/expression/format.hpp"
#include "interpreter/expression/moment.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace interpreter {

namespace {

constexpr std::size_t longest_result = 64UL * 1024 * 1024;

bool is_number(const Value& value) {
    return value.is_boolean() || value.is_integer() || value.is_real();
}
bool is_whole(const Value& value) {
    return value.is_boolean() || value.is_integer();
}
std::int64_t whole(const Value& value) {
    return value.is_boolean() ? static_cast<std::int64_t>(value.as_boolean()) : value.as_integer();
}
double real(const Value& value) {
    return is_whole(value) ? static_cast<double>(whole(value)) : value.as_real();
}

[[noreturn]] void misfit(Operator operation, const Value& left, const Value& right, Position position) {
    const std::string sign(operator_sign(operation));
    std::string hint;
    if (operation == Operator::add && (left.is_text() || right.is_text()))
        hint = "'~' joins values as text; '| int' makes a number of text";
    else if ((left.is_text() && is_number(right)) || (is_number(left) && right.is_text()))
        hint = "'| int' or '| float' makes a number of text";
    throw DiagnosticError("'" + sign + "' does not work between " + described_kind(left) + " and " +
                              described_kind(right),
                          position, hint);
}

[[noreturn]] void too_large(Position position) {
    throw DiagnosticError("the result does not fit into 64 bits", position);
}

std::int64_t floor_quotient(std::int64_t left, std::int64_t right) {
    const std::int64_t quotient = left / right;
    return (left % right != 0 && (left < 0) != (right < 0)) ? quotient - 1 : quotient;
}

Value integer_power(std::int64_t base, std::int64_t exponent, Position position) {
    if (exponent < 0) return std::pow(static_cast<double>(base), static_cast<double>(exponent));
    std::int64_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result)) too_large(position);
        if (exponent > 1 && __builtin_mul_overflow(base, base, &base)) too_large(position);
    }
    return result;
}

Value whole_result(Operator operation, std::int64_t left, std::int64_t right, Position position) {
    std::int64_t result = 0;
    switch (operation) {
    case Operator::add:
        if (__builtin_add_overflow(left, right, &result)) too_large(position);
        return result;
    case Operator::subtract:
        if (__builtin_sub_overflow(left, right, &result)) too_large(position);
        return result;
    case Operator::multiply:
        if (__builtin_mul_overflow(left, right, &result)) too_large(position);
        return result;
    case Operator::divide:
        return static_cast<double>(left) / static_cast<double>(right);
    case Operator::floor_divide:
        if (right == -1) return whole_result(Operator::subtract, 0, left, position);
        return floor_quotient(left, right);
    case Operator::modulo:
        if (right == -1) return 0;
        return left - floor_quotient(left, right) * right;
    default:
        return integer_power(left, right, position);
    }
}

Value real_result(Operator operation, double left, double right) {
    switch (operation) {
    case Operator::add:
        return left + right;
    case Operator::subtract:
        return left - right;
    case Operator::multiply:
        return left * right;
    case Operator::divide:
        return left / right;
    case Operator::floor_divide:
        return std::floor(left / right);
    case Operator::modulo: {
        const double rest = std::fmod(left, right);
        return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
    }
    default:
        return std::pow(left, right);
    }
}

Value repeated(const Value& value, std::int64_t times, Position position) {
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, times));
    const List* items = sequence_in(value);
    const std::size_t size = items != nullptr ? items->size() : value.as_text().size();
    if (size != 0 && count > longest_result / size)
        throw DiagnosticError("the result would be larger than 64 MiB", position);
    if (items == nullptr) {
        std::string text;
        text.reserve(size * count);
        for (std::size_t round = 0; round < count; ++round)
            text += value.as_text();
        return make_text(std::move(text), value.is_secret());
    }
    List result;
    for (std::size_t round = 0; round < count; ++round)
        result.insert(result.end(), items->begin(), items->end());
    return value.is_list() ? Value(std::move(result)) : make_tuple(std::move(result));
}

bool can_repeat(const Value& value) {
    return value.is_text() || sequence_in(value) != nullptr;
}

std::optional<Value> sum(const Value& left, const Value& right) {
    if (left.is_text() && right.is_text())
        return make_text(left.as_text() + right.as_text(), left.is_secret() || right.is_secret());
    const List* first = sequence_in(left);
    const List* second = sequence_in(right);
    if (first == nullptr || second == nullptr || left.is_list() != right.is_list()) return std::nullopt;
    List joined = *first;
    joined.insert(joined.end(), second->begin(), second->end());
    return left.is_list() ? Value(std::move(joined)) : make_tuple(std::move(joined));
}

}  // namespace

Value calculated(Operator operation, const Value& left, const Value& right, Position position) {
    if (is_number(left) && is_number(right)) {
        const bool divides = operation == Operator::divide || operation == Operator::floor_divide ||
                             operation == Operator::modulo;
        if (divides && real(right) == 0) throw DiagnosticError("division by zero", position);
        if (is_whole(left) && is_whole(right))
            return whole_result(operation, whole(left), whole(right), position);
        return real_result(operation, real(left), real(right));
    }
    if (operation == Operator::add) {
        if (std::optional<Value> joined = sum(left, right)) return *std::move(joined);
    }
    if (operation == Operator::multiply) {
        if (can_repeat(left) && is_whole(right)) return repeated(left, whole(right), position);
        if (is_whole(left) && can_repeat(right)) return repeated(right, whole(left), position);
    }
    const Moment* first = moment_in(left);
    const Moment* second = moment_in(right);
    if (operation == Operator::subtract && first != nullptr && second != nullptr)
        return make_span(first->microseconds() - second->microseconds());
    if (operation == Operator::modulo && left.is_text()) {
        std::vector<std::string> secrets;
        collect_secrets(left, secrets);
        collect_secrets(right, secrets);
        return concealing(secrets, [&] {
            return make_text(printf_formatted(left.as_text(), right, position), !secrets.empty());
        });
    }
    misfit(operation, left, right, position);
}

Value negated(const Value& value, Position position) {
    if (is_whole(value)) return whole_result(Operator::subtract, 0, whole(value), position);
    if (value.is_real()) return -value.as_real();
    throw DiagnosticError("'-' does not work on " + described_kind(value), position);
}

bool equal(const Value& left, const Value& right) {
    const List* first = sequence_in(left);
    const List* second = sequence_in(right);
    if (first != nullptr && second != nullptr) {
        return left.is_list() == right.is_list() &&
               std::equal(first->begin(), first->end(), second->begin(), second->end(), equal);
    }
    if (left.is_map() && right.is_map() && (object_in<Object>(left) == nullptr) &&
        (object_in<Object>(right) == nullptr)) {
        const Value one = left.plain();
        const Value other = right.plain();
        if (one.as_map().size() != other.as_map().size()) return false;
        return std::all_of(one.as_map().begin(), one.as_map().end(), [&](const Map::Entry& entry) {
            const Value* found = other.as_map().find(entry.first);
            return found != nullptr && equal(entry.second, *found);
        });
    }
    return left == right;
}

std::partial_ordering order(const Value& left, const Value& right, std::string_view sign, Position position) {
    if (is_number(left) && is_number(right)) {
        if (is_whole(left) && is_whole(right)) return whole(left) <=> whole(right);
        return real(left) <=> real(right);
    }
    if (left.is_text() && right.is_text()) return left.as_text() <=> right.as_text();
    const List* first = sequence_in(left);
    const List* second = sequence_in(right);
    if (first != nullptr && second != nullptr && left.is_list() == right.is_list()) {
        for (std::size_t index = 0; index < std::min(first->size(), second->size()); ++index) {
            if (equal((*first)[index], (*second)[index])) continue;
            return order((*first)[index], (*second)[index], sign, position);
        }
        return first->size() <=> second->size();
    }
    const bool textual = (left.is_text() && is_number(right)) || (is_number(left) && right.is_text());
    throw DiagnosticError("'" + std::string(sign) + "' does not work between " + described_kind(left) +
                              " and " + described_kind(right),
                          position, textual ? "'| int' or '| float' makes a number of text" : "");
}

bool contains(const Value& container, const Value& item, Position position) {
    if (const List* items = sequence_in(container))
        return std::any_of(items->begin(), items->end(),
                           [&](const Value& entry) { return equal(entry, item); });
    if (container.is_text()) {
        if (item.is_text()) return container.as_text().find(item.as_text()) != std::string::npos;
        throw DiagnosticError("only text can be 'in' text, not " + described_kind(item), position,
                              "'| string' makes text of it");
    }
    if (container.is_map() &&
        (object_in<Object>(container) == nullptr || object_in<Namespace>(container) != nullptr))
        return container.get(to_python_text(item)).has_value();
    throw DiagnosticError(
        "'in' needs a list, a mapping or text on its right, not " + described_kind(container), position);
}

bool compared(Operator operation, const Value& left, const Value& right, Position position) {
    switch (operation) {
    case Operator::equal:
        return equal(left, right);
    case Operator::not_equal:
        return !equal(left, right);
    case Operator::in:
        return contains(right, left, position);
    case Operator::not_in:
        return !contains(right, left, position);
    case Operator::less:
        return order(left, right, "<", position) < 0;
    case Operator::less_equal:
        return order(left, right, "<=", position) <= 0;
    case Operator::greater:
        return order(left, right, ">", position) > 0;
    default:
        return order(left, right, ">=", position) >= 0;
    }
}

}  // namespace interpreter

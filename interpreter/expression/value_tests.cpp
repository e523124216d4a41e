#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/truth_words.hpp"

#include <algorithm>
#include <cmath>

namespace interpreter {

namespace {

bool is_plain_map(const Value& value) {
    return value.is_map() && object_in<Object>(value) == nullptr;
}

Value defined(Call& call) {
    return !is_undefined(call.input());
}
Value undefined(Call& call) {
    return is_undefined(call.input());
}
Value none(Call& call) {
    return call.input().is_null();
}
Value boolean(Call& call) {
    return call.input().is_boolean();
}
Value true_(Call& call) {
    return call.input().is_boolean() && call.input().as_boolean();
}
Value false_(Call& call) {
    return call.input().is_boolean() && !call.input().as_boolean();
}
Value integer(Call& call) {
    return call.input().is_integer();
}
Value real(Call& call) {
    return call.input().is_real();
}
Value number(Call& call) {
    return call.input().is_integer() || call.input().is_real() || call.input().is_boolean();
}
Value string(Call& call) {
    return call.input().is_text();
}
Value mapping(Call& call) {
    return is_plain_map(call.input());
}
Value sequence(Call& call) {
    return call.input().is_text() || sequence_in(call.input()) != nullptr || is_plain_map(call.input());
}
Value iterable(Call& call) {
    return items_of(call.input()).has_value();
}
Value callable(Call& call) {
    return object_in<Callable>(call.input()) != nullptr;
}
Value lower(Call& call) {
    return is_lower_text(call.input_text());
}
Value upper(Call& call) {
    return is_upper_text(call.input_text());
}

std::int64_t whole(Call& call, const Value& value) {
    if (value.is_boolean()) return value.as_boolean() ? 1 : 0;
    if (!value.is_integer())
        call.fail("needs an integer, found " + described_kind(value),
                  value.is_text() ? "'| int' makes a number of text" : "");
    return value.as_integer();
}

Value even(Call& call) {
    return whole(call, call.input()) % 2 == 0;
}
Value odd(Call& call) {
    return whole(call, call.input()) % 2 != 0;
}
Value divisibleby(Call& call) {
    const std::int64_t divisor = whole(call, call[0]);
    if (divisor == 0) call.fail("cannot divide by zero");
    return whole(call, call.input()) % divisor == 0;
}

Value not_a_number(Call& call) {
    return call.input().is_real() && std::isnan(call.input().as_real());
}

Value truthy(Call& call) {
    if (call.flag(0))
        if (const std::optional<bool> meant = truth_word(call.input())) return *meant;
    return is_true(call.input());
}
Value falsy(Call& call) {
    return !truthy(call).as_boolean();
}

Value all(Call& call) {
    const List items = call.input_items();
    return std::all_of(items.begin(), items.end(), is_true);
}
Value any(Call& call) {
    const List items = call.input_items();
    return std::any_of(items.begin(), items.end(), is_true);
}

Value sameas(Call& call) {
    const Value& left = call.input();
    const Value& right = call[0];
    // Identity in Python: certain for None, True and False, and for equal values of the same kind here.
    return left.kind() == right.kind() && equal(left, right);
}

Value vault_encrypted(Call& call) {
    return call.input().is_text() && Vault::is_encrypted(call.input().as_text());
}

Value filter_exists(Call& call) {
    return find_builtin(BuiltinKind::filter, call.input_text()) != nullptr;
}
Value test_exists(Call& call) {
    return find_builtin(BuiltinKind::test, call.input_text()) != nullptr;
}

constexpr Builtin value_tests_table[] = {{"all", all},
                                         {"any", any},
                                         {"boolean", boolean},
                                         {"callable", callable},
                                         {"defined", defined, "", takes_undefined},
                                         {"divisibleby", divisibleby, "num"},
                                         {"even", even},
                                         {"false", false_},
                                         {"falsy", falsy, "convert_bool?"},
                                         {"filter", filter_exists},
                                         {"float", real},
                                         {"integer", integer},
                                         {"isnan", not_a_number},
                                         {"iterable", iterable},
                                         {"lower", lower},
                                         {"mapping", mapping},
                                         {"nan", not_a_number},
                                         {"none", none},
                                         {"number", number},
                                         {"odd", odd},
                                         {"sameas", sameas, "other"},
                                         {"sequence", sequence},
                                         {"string", string},
                                         {"test", test_exists},
                                         {"true", true_},
                                         {"truthy", truthy, "convert_bool?"},
                                         {"undefined", undefined, "", takes_undefined},
                                         {"upper", upper},
                                         {"vault_encrypted", vault_encrypted}};

}  // namespace

std::span<const Builtin> value_tests() {
    return value_tests_table;
}

}  // namespace interpreter

#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/attribute.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>

namespace interpreter {

namespace {

enum class Wanted { passing, failing };

/// select, reject, selectattr, rejectattr: `first` is the argument that names the test.
Value chosen(Call& call, Wanted wanted, bool by_attribute) {
    List arguments = call.rest();
    std::optional<Attribute> attribute;
    if (by_attribute) {
        if (arguments.empty()) call.fail("needs the name of an attribute");
        attribute.emplace(arguments.front());
        arguments.erase(arguments.begin());
    }
    std::string test;
    if (!arguments.empty()) {
        test = to_python_text(arguments.front());
        arguments.erase(arguments.begin());
    }
    List result;
    for (const Value& item : call.input_items()) {
        const Value subject = attribute ? attribute->of(item, call) : item;
        const bool passes =
            test.empty()
                ? call.evaluator().truth(subject)
                : call.evaluator().call_test(test, subject, {arguments, call.named()}, call.position());
        if (passes == (wanted == Wanted::passing)) result.push_back(item);
    }
    return result;
}

Value select(Call& call) {
    return chosen(call, Wanted::passing, false);
}
Value reject(Call& call) {
    return chosen(call, Wanted::failing, false);
}
Value selectattr(Call& call) {
    return chosen(call, Wanted::passing, true);
}
Value rejectattr(Call& call) {
    return chosen(call, Wanted::failing, true);
}

Value map(Call& call) {
    List result;
    if (call.rest().empty()) {
        const Value* name = call.named("attribute");
        if (name == nullptr)
            call.fail("needs the name of a filter, or attribute=",
                      "write map('upper') or map(attribute='name')");
        const Attribute attribute(*name);
        const Value* fallback = call.named("default");
        for (const Value& item : call.input_items())
            result.push_back(attribute.of(item, call, fallback));
        return result;
    }
    List arguments = call.rest();
    const std::string filter = to_python_text(arguments.front());
    arguments.erase(arguments.begin());
    for (const Value& item : call.input_items())
        result.push_back(
            call.evaluator().call_filter(filter, item, {arguments, call.named()}, call.position()));
    return result;
}

Value fallback(Call& call) {
    const bool missing =
        is_undefined(call.input()) || (call.has(1) && call.flag(1) && !is_true(call.input()));
    if (!missing) return call.input();
    return call.has(0) ? call[0] : Value("");
}

Value mandatory(Call& call) {
    const Undefined* undefined = object_in<Undefined>(call.input());
    if (undefined == nullptr) return call.input();
    const std::string message = call.has(0) && !call[0].is_null()
                                    ? call.text(0)
                                    : "'" + undefined->name() + "' is mandatory and not defined";
    throw DiagnosticError(message, call.position());
}

Value ternary(Call& call) {
    if (call.input().is_null() && call.has(2) && !call[2].is_null()) return call[2];
    return is_true(call.input()) ? call[0] : call[1];
}

Value attribute_of(Call& call) {
    return call.evaluator().part_of(call.input(), call[0], call.position());
}

Value extract(Call& call) {
    List keys{call.input()};
    if (call.has(1) && !call[1].is_null()) {
        const List more = call[1].is_list() ? call[1].as_list() : List{call[1]};
        keys.insert(keys.end(), more.begin(), more.end());
    }
    Value value = call[0];
    for (const Value& key : keys)
        value = call.evaluator().part_of(value, key, call.position());
    return value;
}

constexpr Builtin selecting_filters_table[] = {
    {"attr", attribute_of, "name", hands_on},
    {"d", fallback, "default_value? boolean?", hands_on | takes_undefined},
    {"default", fallback, "default_value? boolean?", hands_on | takes_undefined},
    {"extract", extract, "container morekeys?", hands_on},
    {"mandatory", mandatory, "msg?", hands_on | takes_undefined},
    {"map", map, "* **", hands_on},
    {"reject", reject, "* **", hands_on},
    {"rejectattr", rejectattr, "* **", hands_on},
    {"select", select, "* **", hands_on},
    {"selectattr", selectattr, "* **", hands_on},
    {"ternary", ternary, "true_val false_val none_val?", hands_on | takes_undefined}};

}  // namespace

std::span<const Builtin> selecting_filters() {
    return selecting_filters_table;
}

}  // namespace interpreter

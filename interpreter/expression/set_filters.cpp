#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/attribute.hpp"
#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>

namespace interpreter {

namespace {

bool has(const List& items, const Value& wanted) {
    return std::any_of(items.begin(), items.end(), [&](const Value& item) { return equal(item, wanted); });
}

List without_repeats(const List& items) {
    List result;
    for (const Value& item : items)
        if (!has(result, item)) result.push_back(item);
    return result;
}

Value unique(Call& call) {
    // Jinja takes letters of either case for the same unless it is told otherwise.
    const SortKey key(call[1], call.flag(0) ? Case::sensitive : Case::ignored);
    List seen;
    List result;
    for (const Value& item : call.input_items()) {
        const Value name = key.of(item, call);
        if (has(seen, name)) continue;
        seen.push_back(name);
        result.push_back(item);
    }
    return result;
}

Value union_of(Call& call) {
    List all = call.input_items();
    const List more = call.items(0);
    all.insert(all.end(), more.begin(), more.end());
    return without_repeats(all);
}

List kept(const List& items, const List& others, bool wanted) {
    List result;
    for (const Value& item : items)
        if (has(others, item) == wanted) result.push_back(item);
    return without_repeats(result);
}

Value intersect(Call& call) {
    return kept(call.input_items(), call.items(0), true);
}
Value difference(Call& call) {
    return kept(call.input_items(), call.items(0), false);
}
Value symmetric_difference(Call& call) {
    const List left = call.input_items();
    const List right = call.items(0);
    List result = kept(left, right, false);
    const List rest = kept(right, left, false);
    result.insert(result.end(), rest.begin(), rest.end());
    return result;
}

constexpr Builtin set_filters_table[] = {{"difference", difference, "b", hands_on},
                                         {"intersect", intersect, "b", hands_on},
                                         {"symmetric_difference", symmetric_difference, "b", hands_on},
                                         {"union", union_of, "b", hands_on},
                                         {"unique", unique, "case_sensitive? attribute?", hands_on}};

}  // namespace

std::span<const Builtin> set_filters() {
    return set_filters_table;
}

}  // namespace interpreter

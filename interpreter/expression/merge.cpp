#include "interpreter/expression/merge.hpp"

#include "interpreter/expression/operators.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

bool has(const List& items, const Value& wanted) {
    return std::any_of(items.begin(), items.end(), [&](const Value& item) { return equal(item, wanted); });
}

List joined(List first, const List& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

List without(const List& items, const List& others) {
    List kept;
    std::copy_if(items.begin(), items.end(), std::back_inserter(kept),
                 [&](const Value& item) { return !has(others, item); });
    return kept;
}

Value merged_lists(const List& weaker, const List& stronger, MergedLists way) {
    switch (way) {
    case MergedLists::replace:
        return stronger;
    case MergedLists::keep:
        return weaker;
    case MergedLists::append:
        return joined(weaker, stronger);
    case MergedLists::prepend:
        return joined(stronger, weaker);
    case MergedLists::append_rp:
        return joined(without(weaker, stronger), stronger);
    case MergedLists::prepend_rp:
        return joined(stronger, without(weaker, stronger));
    }
    return stronger;
}

}  // namespace

Map merged(const Map& weaker, const Map& stronger, Merging merging) {
    Map result = weaker;
    for (const auto& [key, value] : stronger) {
        const Value* present = result.find(key);
        if (present != nullptr && merging.recursive && present->is_map() && value.is_map())
            result.set(key, merged(present->plain().as_map(), value.plain().as_map(), merging));
        else if (present != nullptr && present->is_list() && value.is_list())
            result.set(key, merged_lists(present->as_list(), value.as_list(), merging.lists));
        else
            result.set(key, value);
    }
    return result;
}

MergedLists merged_lists_named(const std::string& name, const Call& call) {
    static const std::array<std::string, 6> names{"replace", "keep",      "append",
                                                  "prepend", "append_rp", "prepend_rp"};
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) call.fail("has no list_merge '" + name + "'", did_you_mean(name, names));
    return static_cast<MergedLists>(found - names.begin());
}

}  // namespace interpreter

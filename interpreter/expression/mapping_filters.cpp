#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/attribute.hpp"
#include "interpreter/expression/merge.hpp"
#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"

#include <algorithm>

namespace interpreter {

namespace {

Value combine(Call& call) {
    Merging merging;
    for (const auto& [name, value] : call.named()) {
        if (name == "recursive")
            merging.recursive = is_true(value);
        else if (name == "list_merge")
            merging.lists = merged_lists_named(to_python_text(value), call);
        else
            call.fail("has no argument '" + name + "'", "'recursive' and 'list_merge' are its arguments");
    }
    List all{call.input()};
    all.insert(all.end(), call.rest().begin(), call.rest().end());
    std::vector<Map> maps;
    for (const Value& one : all) {
        if (one.is_null()) continue;
        const List* several = sequence_in(one);
        if (several == nullptr)
            maps.push_back(call.map_in(one));
        else
            for (const Value& inner : *several)
                maps.push_back(call.map_in(inner));
    }
    Map result;
    for (std::size_t index = 0; index < maps.size(); ++index)
        result = index == 0 ? maps[index] : merged(result, maps[index], merging);
    return result;
}

Value dict2items(Call& call) {
    const std::string key_name = call.text(0, "key");
    const std::string value_name = call.text(1, "value");
    List items;
    for (const auto& [key, value] : call.input_map()) {
        Map item;
        item.set(key_name, key);
        item.set(value_name, value);
        items.emplace_back(std::move(item));
    }
    return items;
}

Value items2dict(Call& call) {
    const std::string key_name = call.text(0, "key");
    const std::string value_name = call.text(1, "value");
    if (sequence_in(call.input()) == nullptr)
        call.fail("needs a list, found " + described_kind(call.input()));
    Map result;
    for (const Value& item : *sequence_in(call.input())) {
        const std::optional<Value> key = item.get(key_name);
        const std::optional<Value> value = item.get(value_name);
        if (!key || !value)
            call.fail("needs items with '" + key_name + "' and '" + value_name + "'",
                      "name others with key_name= and value_name=");
        result.set(to_python_text(*key), *value);
    }
    return result;
}

Value dictsort(Call& call) {
    const std::string by = call.text(1, "key");
    if (by != "key" && by != "value") call.fail("sorts by 'key' or by 'value'");
    const bool reverse = call.flag(2);
    std::vector<std::pair<Value, Value>> pairs;
    for (const auto& [key, value] : call.input_map()) {
        const Value place = by == "key" ? Value(key) : value;
        pairs.emplace_back(call.flag(0) ? place : without_case(place), make_tuple(List{key, value}));
    }
    std::stable_sort(pairs.begin(), pairs.end(), [&](const auto& left, const auto& right) {
        return reverse ? order(right.first, left.first, "<", call.position()) < 0
                       : order(left.first, right.first, "<", call.position()) < 0;
    });
    List sorted;
    for (auto& [place, pair] : pairs)
        sorted.push_back(std::move(pair));
    return sorted;
}

Value items(Call& call) {
    List pairs;
    if (is_undefined(call.input())) return pairs;
    for (const auto& [key, value] : call.input_map())
        pairs.push_back(make_tuple(List{key, value}));
    return pairs;
}

Value subelements(Call& call) {
    const bool skip_missing = call.flag(1);
    std::vector<std::string> path;
    if (call[0].is_text())
        path = split_text(call[0].as_text(), ".", -1);
    else
        for (const Value& part : call.items(0))
            path.push_back(to_python_text(part));
    List elements;
    if (const List* list = sequence_in(call.input()))
        elements = *list;
    else
        for (const auto& [key, value] : call.input_map())
            elements.push_back(value);
    List result;
    for (const Value& element : elements) {
        std::optional<Value> found = element;
        for (const std::string& part : path) {
            found = found->get(part);
            if (found) continue;
            if (!skip_missing)
                call.fail("does not find '" + part + "' in an item",
                          "skip_missing=True passes over such items");
            break;
        }
        if (!found) continue;
        if (!found->is_list())
            call.fail("needs a list at '" + path.back() + "', found " + described_kind(*found));
        for (const Value& inner : found->as_list())
            result.push_back(make_tuple(List{element, inner}));
    }
    return result;
}

Value rekey_on_member(Call& call) {
    const std::string key = call.text(0);
    const std::string duplicates = call.text(1, "error");
    if (duplicates != "error" && duplicates != "overwrite")
        call.fail("takes duplicates='error' or 'overwrite'");
    List elements;
    if (const List* list = sequence_in(call.input()))
        elements = *list;
    else
        for (const auto& [name, value] : call.input_map())
            elements.push_back(value);
    Map result;
    for (const Value& element : elements) {
        const std::optional<Value> found = element.get(key);
        if (!found) call.fail("does not find '" + key + "' in an item");
        const std::string name = to_python_text(*found);
        if (result.contains(name) && duplicates == "error")
            call.fail("finds '" + name + "' twice", "duplicates='overwrite' keeps the last");
        result.set(name, element);
    }
    return result;
}

constexpr Builtin mapping_filters_table[] = {
    {"combine", combine, "* **", hands_on},
    {"dict2items", dict2items, "key_name? value_name?", hands_on},
    {"dictsort", dictsort, "case_sensitive? by? reverse?", hands_on},
    {"items", items, "", hands_on | takes_undefined},
    {"items2dict", items2dict, "key_name? value_name?", hands_on},
    {"rekey_on_member", rekey_on_member, "key duplicates?", hands_on},
    {"subelements", subelements, "subelements skip_missing?", hands_on}};

}  // namespace

std::span<const Builtin> mapping_filters() {
    return mapping_filters_table;
}

}  // namespace interpreter

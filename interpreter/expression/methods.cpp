#include "interpreter/expression/methods.hpp"

#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

using Method = Value (*)(const Value& object, const Given& given, Position position);
struct ValueMethod {
    std::string_view name;
    Method function;
};

void expect_arguments(const Given& given, std::size_t least, std::size_t most, std::string_view name,
                      Position position) {
    const std::size_t count = given.positional.size();
    if (count >= least && count <= most) return;
    const std::string wanted =
        least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
    throw DiagnosticError("'" + std::string(name) + "' takes " + wanted +
                              (wanted == "1" ? " argument" : " arguments") + ", not " + std::to_string(count),
                          position);
}

Value map_get(const Value& map, const Given& given, Position position) {
    expect_arguments(given, 1, 2, "get", position);
    if (const Undefined* undefined = object_in<Undefined>(given.positional[0]))
        throw UndefinedError(undefined->why());
    if (std::optional<Value> found = map.get(to_python_text(given.positional[0]))) return *std::move(found);
    return given.positional.size() > 1 ? given.positional[1] : Value();
}

Value map_keys(const Value& map, const Given&, Position) {
    List keys;
    for (std::string& key : map.keys())
        keys.emplace_back(std::move(key));
    return keys;
}

Value map_values(const Value& map, const Given&, Position) {
    const Value plain = map.plain();
    List values;
    for (const auto& [key, value] : plain.as_map())
        values.push_back(value);
    return values;
}

Value map_items(const Value& map, const Given&, Position) {
    const Value plain = map.plain();
    List items;
    for (const auto& [key, value] : plain.as_map())
        items.push_back(make_tuple({key, value}));
    return items;
}

Value same(const Value& object, const Given&, Position) {
    return object;
}

Value list_index(const Value& object, const Given& given, Position position) {
    expect_arguments(given, 1, 3, "index", position);
    const List& items = *sequence_in(object);
    for (std::size_t index = 0; index < items.size(); ++index)
        if (equal(items[index], given.positional[0])) return static_cast<std::int64_t>(index);
    throw DiagnosticError(to_python_repr(given.positional[0]) + " is not in the list", position,
                          "ask with 'in' first");
}

Value list_count(const Value& object, const Given& given, Position position) {
    expect_arguments(given, 1, 1, "count", position);
    const List& items = *sequence_in(object);
    return static_cast<std::int64_t>(std::count_if(
        items.begin(), items.end(), [&](const Value& item) { return equal(item, given.positional[0]); }));
}

constexpr std::array<ValueMethod, 5> map_methods{
    {{"get", map_get}, {"keys", map_keys}, {"values", map_values}, {"items", map_items}, {"copy", same}}};
constexpr std::array<ValueMethod, 3> list_methods{
    {{"index", list_index}, {"count", list_count}, {"copy", same}}};

Changed list_append(const Value& list, const Given& given, Position position) {
    expect_arguments(given, 1, 1, "append", position);
    List items = list.as_list();
    items.push_back(given.positional[0]);
    return {items, {}};
}

Changed list_extend(const Value& list, const Given& given, Position position) {
    expect_arguments(given, 1, 1, "extend", position);
    const std::optional<List> more = items_of(given.positional[0]);
    if (!more)
        throw DiagnosticError("'extend' needs a list, found " + described_kind(given.positional[0]),
                              position);
    List items = list.as_list();
    items.insert(items.end(), more->begin(), more->end());
    return {items, {}};
}

/// Where a list is changed: from the end for negative numbers.
std::size_t place_in(const List& items, const Value& index, Position position) {
    if (!index.is_integer())
        throw DiagnosticError("the place in a list is an integer, not " + described_kind(index), position);
    const auto size = static_cast<std::int64_t>(items.size());
    const std::int64_t at = index.as_integer() < 0 ? index.as_integer() + size : index.as_integer();
    return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, size));
}

Changed list_insert(const Value& list, const Given& given, Position position) {
    expect_arguments(given, 2, 2, "insert", position);
    List items = list.as_list();
    const std::size_t place = place_in(items, given.positional[0], position);
    items.insert(items.begin() + static_cast<std::ptrdiff_t>(place), given.positional[1]);
    return {items, {}};
}

Changed list_pop(const Value& list, const Given& given, Position position) {
    expect_arguments(given, 0, 1, "pop", position);
    List items = list.as_list();
    const std::size_t place =
        place_in(items, given.positional.empty() ? Value(-1) : given.positional[0], position);
    if (place >= items.size()) throw DiagnosticError("'pop' found nothing to take", position);
    Value taken = items[place];
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(place));
    return {items, std::move(taken)};
}

Changed list_remove(const Value& list, const Given& given, Position position) {
    expect_arguments(given, 1, 1, "remove", position);
    List items = list.as_list();
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Value& item) { return equal(item, given.positional[0]); });
    if (found == items.end())
        throw DiagnosticError("'remove': " + to_python_repr(given.positional[0]) + " is not in the list",
                              position);
    items.erase(found);
    return {items, {}};
}

Changed list_sort(const Value& list, const Given& given, Position position) {
    List items = list.as_list();
    bool reverse = false;
    for (const auto& [name, value] : given.named)
        if (name == "reverse") reverse = value == Value(true);
    std::stable_sort(items.begin(), items.end(), [&](const Value& left, const Value& right) {
        return reverse ? order(right, left, "<", position) < 0 : order(left, right, "<", position) < 0;
    });
    return {items, {}};
}

Changed list_reverse(const Value& list, const Given&, Position) {
    List items = list.as_list();
    std::reverse(items.begin(), items.end());
    return {items, {}};
}

Changed list_clear(const Value&, const Given&, Position) {
    return {List{}, {}};
}
Changed map_clear(const Value&, const Given&, Position) {
    return {Map{}, {}};
}

Changed map_update(const Value& object, const Given& given, Position position) {
    expect_arguments(given, 0, 1, "update", position);
    Map map = object.plain().as_map();
    if (!given.positional.empty()) {
        const Value& other = given.positional[0];
        if (const List* pairs = sequence_in(other)) {
            for (const Value& pair : *pairs) {
                const List* parts = sequence_in(pair);
                if (parts == nullptr || parts->size() != 2)
                    throw DiagnosticError("'update' needs a mapping, or pairs", position);
                map.set(to_python_text((*parts)[0]), (*parts)[1]);
            }
        } else if (other.is_map()) {
            const Value plain = other.plain();
            for (const auto& [key, value] : plain.as_map())
                map.set(key, value);
        } else {
            throw DiagnosticError("'update' needs a mapping, found " + described_kind(other), position);
        }
    }
    for (const auto& [key, value] : given.named)
        map.set(key, value);
    return {map, {}};
}

Changed map_pop(const Value& object, const Given& given, Position position) {
    expect_arguments(given, 1, 2, "pop", position);
    Map map = object.plain().as_map();
    const std::string key = to_python_text(given.positional[0]);
    const Value* found = map.find(key);
    if (found == nullptr) {
        if (given.positional.size() > 1) return {map, given.positional[1]};
        throw DiagnosticError("'pop': there is no key '" + key + "'", position,
                              "a second argument is given back instead");
    }
    Value taken = *found;
    map.erase(key);
    return {map, std::move(taken)};
}

Changed map_setdefault(const Value& object, const Given& given, Position position) {
    expect_arguments(given, 1, 2, "setdefault", position);
    Map map = object.plain().as_map();
    const std::string key = to_python_text(given.positional[0]);
    if (!map.contains(key)) map.set(key, given.positional.size() > 1 ? given.positional[1] : Value());
    Value there = *map.find(key);
    return {map, std::move(there)};
}

constexpr std::array<Mutation, 8> list_mutations{{{"append", list_append},
                                                  {"extend", list_extend},
                                                  {"insert", list_insert},
                                                  {"pop", list_pop},
                                                  {"remove", list_remove},
                                                  {"sort", list_sort},
                                                  {"reverse", list_reverse},
                                                  {"clear", list_clear}}};
constexpr std::array<Mutation, 4> map_mutations{
    {{"update", map_update}, {"pop", map_pop}, {"setdefault", map_setdefault}, {"clear", map_clear}}};

template <typename Table>
auto find_in(const Table& table, std::string_view name) -> decltype(table.data()) {
    for (const auto& entry : table)
        if (entry.name == name) return &entry;
    return nullptr;
}

template <typename Table>
void add_names(std::vector<std::string>& names, const Table& table) {
    for (const auto& entry : table)
        names.emplace_back(entry.name);
}

}  // namespace

const Mutation* find_mutation(const Value& object, std::string_view name) {
    if (object.is_list()) return find_in(list_mutations, name);
    return object.is_map() && object_in<Object>(object) == nullptr ? find_in(map_mutations, name) : nullptr;
}

Value call_value_method(const Value& object, std::string_view name, const Given& given, Position position) {
    std::vector<std::string> names;
    if (object.is_text()) {
        if (const TextMethod* method = find_text_method(name))
            return method->function(object.as_text(), given, position);
        names = text_method_names();
    } else if (sequence_in(object) != nullptr) {
        if (const ValueMethod* method = find_in(list_methods, name))
            return method->function(object, given, position);
        add_names(names, list_methods);
        add_names(names, list_mutations);
    } else if (object.is_map()) {
        if (const ValueMethod* method = find_in(map_methods, name))
            return method->function(object, given, position);
        add_names(names, map_methods);
        add_names(names, map_mutations);
    }
    throw DiagnosticError(described_kind(object) + " has no method '" + std::string(name) + "'", position,
                          did_you_mean(name, names));
}

}  // namespace interpreter

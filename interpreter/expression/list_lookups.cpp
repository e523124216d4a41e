#include "interpreter/expression/FormatSpecification.hpp"
#include "interpreter/expression/Regex.hpp"
#include "interpreter/expression/format.hpp"
#include "interpreter/expression/lookup.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/random.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/truth_words.hpp"

#include <algorithm>
#include <charconv>

namespace interpreter {

namespace {

Value looked_up_items(Call& call) {
    return flattened_once(call.rest());
}
Value list(Call& call) {
    return call.rest();
}

Value indexed_items(Call& call) {
    List result;
    for (const Value& item : flattened_once(call.rest()))
        result.push_back(List{static_cast<std::int64_t>(result.size()), item});
    return result;
}

void flatten_all(List& result, const List& items) {
    for (const Value& item : items) {
        if (item.is_null() || item == Value("None") || item == Value("null")) continue;
        if (const List* inner = sequence_in(item))
            flatten_all(result, *inner);
        else
            result.push_back(item);
    }
}
Value flattened(Call& call) {
    List result;
    flatten_all(result, call.rest());
    return result;
}

Value looked_up_dict(Call& call) {
    List result;
    for (const Value& term : call.rest())
        for (const auto& [key, value] : call.map_in(term))
            result.push_back(Map{{"key", key}, {"value", value}});
    return result;
}

List as_list(const Value& value) {
    const List* items = sequence_in(value);
    return items != nullptr ? *items : List{value};
}

Value together(Call& call) {
    if (call.rest().empty()) call.fail("needs at least one list");
    std::size_t longest = 0;
    for (const Value& term : call.rest())
        longest = std::max(longest, as_list(term).size());
    List rows;
    for (std::size_t index = 0; index < longest; ++index) {
        List row;
        for (const Value& term : call.rest()) {
            const List column = as_list(term);
            row.push_back(index < column.size() ? column[index] : Value());
        }
        rows.emplace_back(flattened_once(row));
    }
    return rows;
}

Value nested(Call& call) {
    constexpr std::size_t most = 1000000;
    if (call.rest().empty()) call.fail("needs at least one list");
    List rows(1, Value(List{}));
    for (const Value& term : call.rest()) {
        const List column = as_list(term);
        if (rows.size() * column.size() > most) call.fail("would give more than a million combinations");
        List longer;
        for (const Value& row : rows)
            for (const Value& item : column) {
                List next = row.as_list();
                next.push_back(item);
                longer.emplace_back(std::move(next));
            }
        rows = std::move(longer);
    }
    for (Value& row : rows)
        row = flattened_once(row.as_list());
    return rows;
}

bool is_skipped(const Value& item) {
    const std::optional<Value> skipped = item.get("skipped");
    return skipped && *skipped != Value(false);
}

/// The mapping without what stands at the path, as item.0 of such a loop is.
Value without(const Value& element, std::span<const std::string> path) {
    Map map = element.plain().as_map();
    const Value* inner = map.find(path.front());
    if (inner == nullptr) return element;
    if (path.size() == 1)
        map.erase(path.front());
    else
        map.set(path.front(), without(*inner, path.subspan(1)));
    return map;
}

Value looked_up_subelements(Call& call) {
    const List& terms = call.rest();
    if (terms.size() < 2 || terms.size() > 3 || !terms[1].is_text())
        call.fail("needs a list, the key of its inner lists, and perhaps {'skip_missing': True}");
    bool skip_missing = false;
    if (terms.size() == 3) {
        const std::optional<Value> flag = terms[2].get("skip_missing");
        skip_missing = flag && truth_word(*flag).value_or(false);
    }
    List elements;
    if (const List* several = sequence_in(terms[0]))
        elements = *several;
    else if (!is_skipped(terms[0]))
        for (const auto& [key, value] : call.map_in(terms[0]))
            elements.push_back(value);
    const std::vector<std::string> path = split_text(terms[1].as_text(), ".", -1);
    List result;
    for (const Value& element : elements) {
        if (!element.is_map()) call.fail("needs mappings, found " + described_kind(element));
        if (is_skipped(element)) continue;
        std::optional<Value> found = element;
        for (const std::string& key : path) {
            found = found->get(key);
            if (found) continue;
            if (!skip_missing)
                call.fail("does not find '" + key + "' in an item", "skip_missing passes over such items");
            break;
        }
        if (!found) continue;
        if (!found->is_list())
            call.fail("needs a list at '" + terms[1].as_text() + "', found " + described_kind(*found));
        const Value rest = without(element, path);
        for (const Value& inner : found->as_list())
            result.push_back(List{rest, inner});
    }
    return result;
}

struct Sequence {
    std::int64_t start = 1;
    std::optional<std::int64_t> end;
    std::optional<std::int64_t> count;
    std::int64_t stride = 1;
    std::string format = "%d";
};

/// Decimal, 0x…, 0o… or 0….
std::int64_t sequence_number(const std::string& text, Call& call) {
    std::string_view digits = text;
    const bool negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    int base = 10;
    if (digits.starts_with("0x") || digits.starts_with("0X")) base = 16;
    if (digits.starts_with("0o")) base = 8;
    if (base != 10) digits.remove_prefix(2);
    std::int64_t number = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size())
        call.fail("takes '" + text + "' for no number");
    return negative ? -number : number;
}

Sequence read_sequence(const std::string& term, Call& call) {
    static const Regex short_form(R"(^(?:(0?x?[0-9a-f]+)-)?(0?x?[0-9a-f]+)(?:/(0?x?[0-9a-f]+))?(?::(.+))?$)",
                                  {true, false}, {});
    Sequence sequence;
    if (const std::optional<RegexMatch> match = short_form.match(term)) {
        if (match->group(1)) sequence.start = sequence_number(*match->group(1), call);
        sequence.end = sequence_number(*match->group(2), call);
        if (match->group(3)) sequence.stride = sequence_number(*match->group(3), call);
        if (match->group(4)) sequence.format = *match->group(4);
        return sequence;
    }
    for (const auto& [key, value] : read_key_values(term).pairs) {
        if (key == "start")
            sequence.start = sequence_number(value, call);
        else if (key == "end")
            sequence.end = sequence_number(value, call);
        else if (key == "count")
            sequence.count = sequence_number(value, call);
        else if (key == "stride")
            sequence.stride = sequence_number(value, call);
        else if (key == "format")
            sequence.format = value;
        else
            call.fail("has no argument '" + key + "'", "start, end, count, stride and format are");
    }
    return sequence;
}

Value sequence(Call& call) {
    constexpr std::int64_t most = 10000000;
    List result;
    for (const Value& term : call.rest()) {
        Sequence wanted = read_sequence(to_python_text(term), call);
        if (wanted.end.has_value() == wanted.count.has_value()) call.fail("needs either 'end' or 'count'");
        if (wanted.count == std::int64_t{0} || wanted.stride == 0) continue;
        const std::int64_t end = wanted.end ? *wanted.end : wanted.start + *wanted.count * wanted.stride - 1;
        if (wanted.stride > 0 && end < wanted.start)
            call.fail("counts backwards only with a negative stride");
        if (wanted.stride < 0 && end > wanted.start) call.fail("counts forward only with a positive stride");
        if ((end - wanted.start) / wanted.stride > most)
            call.fail("would give more than ten million numbers");
        for (std::int64_t number = wanted.start; wanted.stride > 0 ? number <= end : number >= end;
             number += wanted.stride)
            result.emplace_back(printf_formatted(wanted.format, number, call.position()));
    }
    return result;
}

Value random_choice(Call& call) {
    const List items = flattened_once(call.rest());
    if (items.empty()) call.fail("has nothing to choose from");
    return List{items[random_numbers({})->below(items.size())]};
}

constexpr Builtin list_lookups_table[] = {{"dict", looked_up_dict, "* **", hands_on},
                                          {"flattened", flattened, "* **", hands_on},
                                          {"indexed_items", indexed_items, "* **", hands_on},
                                          {"items", looked_up_items, "* **", hands_on},
                                          {"list", list, "* **", hands_on},
                                          {"nested", nested, "* **", hands_on},
                                          {"random_choice", random_choice, "* **", hands_on},
                                          {"sequence", sequence, "* **"},
                                          {"subelements", looked_up_subelements, "* **", hands_on},
                                          {"together", together, "* **", hands_on}};

}  // namespace

std::span<const Builtin> list_lookups() {
    return list_lookups_table;
}

}  // namespace interpreter

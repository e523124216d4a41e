#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/attribute.hpp"
#include "interpreter/expression/operators.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/random.hpp"
#include "interpreter/expression/unicode.hpp"

#include <algorithm>
#include <numeric>

namespace interpreter {

namespace {

Value length(Call& call) {
    const Value& input = call.input();
    if (input.is_text()) return static_cast<std::int64_t>(length_of(input.as_text()));
    if (const List* items = sequence_in(input)) return static_cast<std::int64_t>(items->size());
    if (!input.is_map() || object_in<Object>(input) != nullptr)
        call.fail("needs a list, a mapping or text, found " + described_kind(input));
    return static_cast<std::int64_t>(input.keys().size());
}

Value list(Call& call) {
    return call.input_items();
}

Value missing_item(Call& call, std::string_view which) {
    return Value::lazy(std::make_shared<Undefined>(
        Diagnostic{Severity::error,
                   "there is no " + std::string(which) + " item, the list is empty",
                   call.position(),
                   {},
                   "'| default(…)' gives another value then"}));
}

Value first(Call& call) {
    const List items = call.input_items();
    return items.empty() ? missing_item(call, "first") : items.front();
}
Value last(Call& call) {
    const List items = call.input_items();
    return items.empty() ? missing_item(call, "last") : items.back();
}

Value join(Call& call) {
    const std::string separator = call.text(0);
    std::string text;
    bool secret = false;
    bool begun = false;
    for (const Value& item : call.input_items()) {
        const Value part = call.has(1) && !call[1].is_null() ? Attribute(call[1]).of(item, call) : item;
        call.evaluator().require(part);
        secret = secret || has_secret(part);
        if (begun) text += separator;
        begun = true;
        text += to_python_text(part);
    }
    return make_text(std::move(text), secret);
}

Value reverse(Call& call) {
    if (call.input().is_text()) {
        std::u32string characters = to_code_points(call.input().as_text());
        std::reverse(characters.begin(), characters.end());
        return to_utf8(characters);
    }
    List items = call.input_items();
    std::reverse(items.begin(), items.end());
    return items;
}

using Keyed = std::vector<std::pair<Value, Value>>;

Keyed keyed(const List& items, const SortKey& key, Call& call) {
    Keyed pairs;
    for (const Value& item : items)
        pairs.emplace_back(key.of(item, call), item);
    return pairs;
}

void sort_by_key(Keyed& pairs, bool reverse, Call& call) {
    std::stable_sort(pairs.begin(), pairs.end(), [&](const auto& left, const auto& right) {
        return reverse ? order(right.first, left.first, "<", call.position()) < 0
                       : order(left.first, right.first, "<", call.position()) < 0;
    });
}

Value sort(Call& call) {
    Keyed pairs =
        keyed(call.input_items(), SortKey(call[2], call.flag(1) ? Case::sensitive : Case::ignored), call);
    sort_by_key(pairs, call.flag(0), call);
    List sorted;
    for (auto& [key, item] : pairs)
        sorted.push_back(std::move(item));
    return sorted;
}

Value groupby(Call& call) {
    const Case letters = call.flag(2) ? Case::sensitive : Case::ignored;
    const Value* fallback = call.has(1) && !call[1].is_null() ? &call[1] : nullptr;
    const Attribute attribute(call[0]);
    Keyed pairs;
    for (const Value& item : call.input_items()) {
        const Value found = attribute.of(item, call, fallback);
        call.evaluator().require(found);
        pairs.emplace_back(letters == Case::ignored ? without_case(found) : found, item);
    }
    sort_by_key(pairs, false, call);
    List groups;
    for (std::size_t from = 0; from < pairs.size();) {
        List members;
        std::size_t to = from;
        while (to < pairs.size() && equal(pairs[to].first, pairs[from].first))
            members.push_back(pairs[to++].second);
        const Value name = attribute.of(members.front(), call, fallback);
        groups.push_back(make_tuple(List{name, Value(std::move(members))}));
        from = to;
    }
    return groups;
}

Value extreme(Call& call, bool largest) {
    const List items = call.input_items();
    if (items.empty()) return missing_item(call, largest ? "largest" : "smallest");
    const Keyed pairs = keyed(items, SortKey(call[1], call.flag(0) ? Case::sensitive : Case::ignored), call);
    std::size_t best = 0;
    for (std::size_t index = 1; index < pairs.size(); ++index) {
        const auto place = order(pairs[index].first, pairs[best].first, largest ? ">" : "<", call.position());
        if (largest ? place > 0 : place < 0) best = index;
    }
    return items[best];
}
Value min(Call& call) {
    return extreme(call, false);
}
Value max(Call& call) {
    return extreme(call, true);
}

Value sum(Call& call) {
    Value total = call.has(1) ? call[1] : Value(0);
    for (const Value& item : call.input_items()) {
        const Value part = call.has(0) && !call[0].is_null() ? Attribute(call[0]).of(item, call) : item;
        call.evaluator().require(part);
        if (part.is_text())
            call.fail("adds numbers, found text", "'| map('int')' makes numbers of text, '| join' joins it");
        total = calculated(Operator::add, total, part, call.position());
    }
    return total;
}

Value batch(Call& call) {
    const std::int64_t count = call.integer(0);
    if (count < 1) call.fail("needs a number of at least 1");
    List rows;
    List row;
    for (const Value& item : call.input_items()) {
        if (static_cast<std::int64_t>(row.size()) == count) rows.emplace_back(std::exchange(row, {}));
        row.push_back(item);
    }
    if (row.empty()) return rows;
    if (call.has(1) && !call[1].is_null()) row.resize(static_cast<std::size_t>(count), call[1]);
    rows.emplace_back(std::move(row));
    return rows;
}

Value slice(Call& call) {
    const List items = call.input_items();
    const std::int64_t count = call.integer(0);
    if (count < 1) call.fail("needs a number of at least 1");
    const std::size_t slices = static_cast<std::size_t>(count);
    const std::size_t each = items.size() / slices;
    const std::size_t longer = items.size() % slices;
    List rows;
    std::size_t at = 0;
    for (std::size_t index = 0; index < slices; ++index) {
        const std::size_t size = each + (index < longer ? 1 : 0);
        List row(items.begin() + static_cast<std::ptrdiff_t>(at),
                 items.begin() + static_cast<std::ptrdiff_t>(at + size));
        at += size;
        if (call.has(1) && !call[1].is_null() && index >= longer) row.push_back(call[1]);
        rows.emplace_back(std::move(row));
    }
    return rows;
}

void flatten_into(List& result, const List& items, std::int64_t levels, bool skips_nulls) {
    for (const Value& item : items) {
        const bool null = item.is_null() || item == Value("None") || item == Value("null");
        if (skips_nulls && null) continue;
        const List* inner = sequence_in(item);
        if (inner != nullptr && levels != 0)
            flatten_into(result, *inner, levels - 1, skips_nulls);
        else
            result.push_back(item);
    }
}

Value flatten(Call& call) {
    List result;
    const std::int64_t levels =
        call.has(0) && !call[0].is_null() ? std::max<std::int64_t>(0, call.integer(0)) : -1;
    flatten_into(result, call.input_items(), levels, call.flag(1, true));
    return result;
}

/// One list of each: the subject first, then the arguments.
std::vector<List> all_lists(Call& call) {
    std::vector<List> lists{call.input_items()};
    for (const Value& more : call.rest())
        lists.push_back(call.items_in(more));
    return lists;
}

Value zip(Call& call) {
    const std::vector<List> lists = all_lists(call);
    std::size_t shortest = lists.front().size();
    for (const List& one : lists)
        shortest = std::min(shortest, one.size());
    List rows;
    for (std::size_t index = 0; index < shortest; ++index) {
        List row;
        for (const List& one : lists)
            row.push_back(one[index]);
        rows.push_back(make_tuple(std::move(row)));
    }
    return rows;
}

Value zip_longest(Call& call) {
    const std::vector<List> lists = all_lists(call);
    const Value* fill = call.named("fillvalue");
    std::size_t longest = 0;
    for (const List& one : lists)
        longest = std::max(longest, one.size());
    List rows;
    for (std::size_t index = 0; index < longest; ++index) {
        List row;
        for (const List& one : lists)
            row.push_back(index < one.size() ? one[index] : fill != nullptr ? *fill : Value());
        rows.push_back(make_tuple(std::move(row)));
    }
    return rows;
}

constexpr std::size_t most_rows = 1000000;

Value product(Call& call) {
    std::vector<List> lists = all_lists(call);
    if (const Value* repeat = call.named("repeat")) {
        const std::vector<List> once = lists;
        for (std::int64_t round = 1; repeat->is_integer() && round < repeat->as_integer(); ++round)
            lists.insert(lists.end(), once.begin(), once.end());
    }
    std::vector<List> rows{List{}};
    for (const List& one : lists) {
        std::vector<List> longer;
        if (rows.size() * one.size() > most_rows) call.fail("would give more than a million combinations");
        for (const List& row : rows)
            for (const Value& item : one) {
                longer.push_back(row);
                longer.back().push_back(item);
            }
        rows = std::move(longer);
    }
    List result;
    for (List& row : rows)
        result.push_back(make_tuple(std::move(row)));
    return result;
}

enum class Choice { ordered, unordered };

void choose(const List& items, std::size_t wanted, Choice choice, std::vector<std::size_t>& chosen,
            List& rows, Call& call) {
    if (chosen.size() == wanted) {
        if (rows.size() == most_rows) call.fail("would give more than a million combinations");
        List row;
        for (const std::size_t index : chosen)
            row.push_back(items[index]);
        rows.push_back(make_tuple(std::move(row)));
        return;
    }
    const std::size_t from = choice == Choice::unordered && !chosen.empty() ? chosen.back() + 1 : 0;
    for (std::size_t index = from; index < items.size(); ++index) {
        if (std::find(chosen.begin(), chosen.end(), index) != chosen.end()) continue;
        chosen.push_back(index);
        choose(items, wanted, choice, chosen, rows, call);
        chosen.pop_back();
    }
}

Value chosen_rows(Call& call, Choice choice) {
    const List items = call.input_items();
    const std::int64_t wanted =
        call.has(0) && !call[0].is_null() ? call.integer(0) : static_cast<std::int64_t>(items.size());
    List rows;
    std::vector<std::size_t> chosen;
    if (wanted >= 0 && wanted <= static_cast<std::int64_t>(items.size()))
        choose(items, static_cast<std::size_t>(wanted), choice, chosen, rows, call);
    return rows;
}
Value permutations(Call& call) {
    return chosen_rows(call, Choice::ordered);
}
Value combinations(Call& call) {
    return chosen_rows(call, Choice::unordered);
}

Value shuffle(Call& call) {
    List items = call.input_items();
    const std::unique_ptr<RandomNumbers> random = random_numbers(call[0]);
    random->shuffle(items);
    return items;
}

Value random(Call& call) {
    const std::unique_ptr<RandomNumbers> numbers = random_numbers(call[2]);
    if (call.input().is_integer()) {
        const std::int64_t start = call.has(0) && !call[0].is_null() ? call.integer(0) : 0;
        const std::int64_t step =
            call.has(1) && !call[1].is_null() && call.integer(1) != 0 ? call.integer(1) : 1;
        const std::int64_t width = call.input().as_integer() - start;
        const std::int64_t count = step > 0 ? (width + step - 1) / step : (width + step + 1) / step;
        if (count <= 0) call.fail("has nothing to choose from");
        return start + step * static_cast<std::int64_t>(numbers->below(static_cast<std::uint64_t>(count)));
    }
    const List items = call.input_items();
    if (items.empty()) call.fail("has nothing to choose from");
    return items[numbers->below(items.size())];
}

constexpr Builtin sequence_filters_table[] = {
    {"batch", batch, "linecount fill_with?", hands_on},
    {"combinations", combinations, "r", hands_on},
    {"count", length},
    {"first", first, "", hands_on},
    {"flatten", flatten, "levels? skip_nulls?", hands_on},
    {"groupby", groupby, "attribute default? case_sensitive?", hands_on},
    {"join", join, "d? attribute?", hands_on},
    {"last", last, "", hands_on},
    {"length", length},
    {"list", list, "", hands_on},
    {"max", max, "case_sensitive? attribute?", hands_on},
    {"min", min, "case_sensitive? attribute?", hands_on},
    {"permutations", permutations, "r?", hands_on},
    {"product", product, "* **", hands_on},
    {"random", random, "start? step? seed?", hands_on},
    {"reverse", reverse},
    {"shuffle", shuffle, "seed?", hands_on},
    {"slice", slice, "slices fill_with?", hands_on},
    {"sort", sort, "reverse? case_sensitive? attribute?", hands_on},
    {"sum", sum, "attribute? start?"},
    {"zip", zip, "*", hands_on},
    {"zip_longest", zip_longest, "* **", hands_on}};

}  // namespace

std::span<const Builtin> sequence_filters() {
    return sequence_filters_table;
}

}  // namespace interpreter

#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/lookup.hpp"
#include "interpreter/expression/moment.hpp"
#include "interpreter/expression/python.hpp"

namespace interpreter {

namespace {

constexpr std::int64_t longest_range = 10000000;

Value range(Call& call) {
    const bool two = call.has(1);
    const std::int64_t start = two ? call.integer(0) : 0;
    const std::int64_t stop = two ? call.integer(1) : call.integer(0);
    const std::int64_t step = call.integer(2, 1);
    if (step == 0) call.fail("needs a step that is not 0");
    const std::int64_t span = step > 0 ? stop - start : start - stop;
    if (span > longest_range) call.fail("would give more than ten million numbers");
    List numbers;
    for (std::int64_t number = start; step > 0 ? number < stop : number > stop; number += step)
        numbers.emplace_back(number);
    return numbers;
}

Value dict(Call& call) {
    Map map;
    if (call.has(0)) {
        if (const List* pairs = sequence_in(call[0])) {
            for (const Value& pair : *pairs) {
                const List* parts = sequence_in(pair);
                if (parts == nullptr || parts->size() != 2)
                    call.fail("needs a mapping, or pairs of a key and a value");
                map.set(to_python_text((*parts)[0]), (*parts)[1]);
            }
        } else {
            map = call.map_in(call[0]);
        }
    }
    for (const auto& [name, value] : call.named())
        map.set(name, value);
    return map;
}

Value lookup_one(Call& call) {
    return joined_lookup(looked_up(call));
}
Value query(Call& call) {
    return looked_up(call).values;
}

Value undefined(Call& call) {
    const bool given = call.has(0) && is_true(call[0]);
    return Value::lazy(std::make_shared<Undefined>(
        Diagnostic{Severity::error,
                   given ? call.text(0) : "a mandatory variable has not been overridden",
                   call.position(),
                   {},
                   {}}));
}

Value now(Call& call) {
    const Moment moment = Moment::now(call.flag(0) ? Zone::utc : Zone::local);
    return call.has(1) && !call[1].is_null() ? Value(moment.formatted(call.text(1))) : make_moment(moment);
}

Value make_namespace(Call& call) {
    const auto names = std::make_shared<Namespace>();
    if (call.has(0))
        for (const auto& [name, value] : call.map_in(call[0]))
            names->set(name, value);
    for (const auto& [name, value] : call.named())
        names->set(name, value);
    return Value::lazy(names);
}

constexpr Builtin functions_table[] = {{"dict", dict, "mapping? **", hands_on},
                                       {"lookup", lookup_one, "name * **", hands_on | takes_undefined},
                                       {"namespace", make_namespace, "mapping? **", hands_on},
                                       {"now", now, "utc? fmt?"},
                                       {"q", query, "name * **", hands_on | takes_undefined},
                                       {"query", query, "name * **", hands_on | takes_undefined},
                                       {"range", range, "start stop? step?"},
                                       {"undef", undefined, "hint?", takes_undefined}};

}  // namespace

std::span<const Builtin> functions() {
    return functions_table;
}

}  // namespace interpreter

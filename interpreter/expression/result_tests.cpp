#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>

namespace interpreter {

namespace {

/// A registered result, or an error that says so.
const Value& result(Call& call) {
    if (!call.input().is_map())
        call.fail("needs the registered result of a task, found " + described_kind(call.input()));
    return call.input();
}

bool has(Call& call, std::string_view key) {
    const std::optional<Value> value = result(call).get(key);
    return value && is_true(*value);
}

Value failed(Call& call) {
    return has(call, "failed");
}
Value succeeded(Call& call) {
    return !has(call, "failed");
}
Value skipped(Call& call) {
    return has(call, "skipped");
}
Value unreachable(Call& call) {
    return has(call, "unreachable");
}
Value reachable(Call& call) {
    return !has(call, "unreachable");
}

Value changed(Call& call) {
    if (result(call).get("changed")) return has(call, "changed");
    const std::optional<Value> results = call.input().get("results");
    if (!results || !results->is_list()) return false;
    const List& items = results->as_list();
    return std::any_of(items.begin(), items.end(), [](const Value& item) {
        const std::optional<Value> value = item.get("changed");
        return value && is_true(*value);
    });
}

/// Of an async job; any other task counts as started and finished.
bool job_flag(Call& call, std::string_view key) {
    const std::optional<Value> value = result(call).get(key);
    return !value || *value == Value(1);
}
Value started(Call& call) {
    return job_flag(call, "started");
}
Value finished(Call& call) {
    return job_flag(call, "finished");
}

constexpr Builtin result_tests_table[] = {
    {"change", changed},         {"changed", changed},     {"failed", failed},     {"failure", failed},
    {"finished", finished},      {"reachable", reachable}, {"skip", skipped},      {"skipped", skipped},
    {"started", started},        {"succeeded", succeeded}, {"success", succeeded}, {"successful", succeeded},
    {"unreachable", unreachable}};

}  // namespace

std::span<const Builtin> result_tests() {
    return result_tests_table;
}

}  // namespace interpreter

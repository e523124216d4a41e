#include "modules/module/ModuleResult.hpp"

namespace modules {

namespace {

std::optional<std::string> optional_text(const Value& value, std::string_view key) {
    const std::optional<Value> found = value.get(key);
    return found && found->is_text() ? std::optional<std::string>(found->as_text()) : std::nullopt;
}

List list_of(const Value& value, std::string_view key) {
    const std::optional<Value> found = value.get(key);
    return found && found->is_list() ? found->as_list() : List{};
}

}  // namespace

Value to_value(const ModuleResult& result) {
    Map entries{{"changed", result.changed}};
    if (result.skipped) entries.set("skipped", true);
    List differences;
    for (const Difference& difference : result.differences)
        differences.push_back(
            Map{{"subject", difference.subject}, {"before", difference.before}, {"after", difference.after}});
    if (!differences.empty()) entries.set("differences", std::move(differences));
    if (!result.data.empty()) entries.set("data", result.data);
    if (result.failure) entries.set("failure", *result.failure);
    if (result.unknown) entries.set("unknown", *result.unknown);
    List warnings(result.warnings.begin(), result.warnings.end());
    if (!warnings.empty()) entries.set("warnings", std::move(warnings));
    return entries;
}

ModuleResult module_result_from(const Value& value) {
    ModuleResult result;
    result.changed = value.flag("changed");
    result.skipped = value.flag("skipped");
    for (const Value& difference : list_of(value, "differences"))
        result.differences.push_back({difference.text_of("subject"),
                                      difference.get("before").value_or(Value()),
                                      difference.get("after").value_or(Value())});
    if (const std::optional<Value> data = value.get("data"); data && data->is_map())
        result.data = data->plain().as_map();
    result.failure = optional_text(value, "failure");
    result.unknown = optional_text(value, "unknown");
    for (const Value& warning : list_of(value, "warnings"))
        if (warning.is_text()) result.warnings.push_back(warning.as_text());
    return result;
}

}  // namespace modules

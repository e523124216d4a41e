#include "modules/pcs/DeclarationReader.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/module/Suggestion.hpp"

#include <fmt/format.h>

namespace modules::pcs {

WantedValue wanted_value(const Value& value, const std::string& where) {
    switch (value.kind()) {
    case Kind::null:
        return {{}, false, true};
    case Kind::boolean:
        return {value.as_boolean() ? "true" : "false"};
    case Kind::integer:
        return {std::to_string(value.as_integer())};
    case Kind::real:
        return {fmt::format("{}", value.as_real())};
    case Kind::text:
        return {value.as_text()};
    case Kind::secret:
        return {value.as_text(), true};
    default:
        throw Failure(fmt::format("{}: expected text or a number, found {}", where, kind_name(value.kind())));
    }
}

WantedValues wanted_values(const Value& mapping, const std::string& where) {
    if (mapping.is_null()) return {};
    if (!mapping.is_map())
        throw Failure(fmt::format("{}: expected a mapping of names to values, found {}", where,
                                  kind_name(mapping.kind())));
    WantedValues values;
    for (const std::string& name : mapping.keys())
        values.emplace_back(name, wanted_value(mapping.get(name).value_or(Value()), where + "." + name));
    return values;
}

DeclarationReader::DeclarationReader(const Value& entry, std::string where)
    : entry_(entry), where_(std::move(where)) {
    if (!entry_.is_map()) fail(fmt::format("expected a mapping, found {}", kind_name(entry_.kind())));
}

void DeclarationReader::fail(const std::string& what) const {
    throw Failure(fmt::format("{}: {}", where_, what));
}

void DeclarationReader::call(const std::string& name) {
    where_ = fmt::format("{} \"{}\"", where_, name);
}

std::optional<Value> DeclarationReader::any(const std::string& key) {
    known_.insert(key);
    std::optional<Value> value = entry_.get(key);
    if (value && value->is_null()) return std::nullopt;
    return value;
}

std::optional<std::string> DeclarationReader::text(const std::string& key) {
    const std::optional<Value> value = any(key);
    if (!value) return std::nullopt;
    return wanted_value(*value, where_ + ": " + key).text;
}

std::string DeclarationReader::required(const std::string& key) {
    std::optional<std::string> found = text(key);
    if (!found || found->empty()) fail(fmt::format("\"{}\" is missing", key));
    return *std::move(found);
}

std::optional<bool> DeclarationReader::flag(const std::string& key) {
    const std::optional<Value> value = any(key);
    if (!value) return std::nullopt;
    if (!value->is_boolean())
        fail(fmt::format("{}: expected true or false, found {}", key, kind_name(value->kind())));
    return value->as_boolean();
}

WantedValues DeclarationReader::values(const std::string& key) {
    const std::optional<Value> value = any(key);
    return value ? wanted_values(*value, where_ + ": " + key) : WantedValues{};
}

List DeclarationReader::items(const std::string& key) {
    const std::optional<Value> value = any(key);
    if (!value) return {};
    if (!value->is_list()) fail(fmt::format("{}: expected a list, found {}", key, kind_name(value->kind())));
    return value->as_list();
}

bool DeclarationReader::is_absent() {
    const std::string state = text("state").value_or("present");
    if (state != "present" && state != "absent")
        fail(fmt::format("state: expected \"present\" or \"absent\", found \"{}\"", state));
    return state == "absent";
}

void DeclarationReader::expect_nothing_else() const {
    for (const std::string& key : entry_.keys()) {
        if (known_.contains(key)) continue;
        const std::optional<std::string> meant = closest(key, {known_.begin(), known_.end()});
        fail(fmt::format("unknown key \"{}\"{}", key,
                         meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
    }
}

}  // namespace modules::pcs

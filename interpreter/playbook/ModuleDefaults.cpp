#include "interpreter/playbook/ModuleDefaults.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ActionName.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::string_view group_prefix = "group/";

/// The word that the names of a group's modules begin with: what stands behind the collection, if one is named.
std::string group_word(std::string_view key) {
    const std::string_view name = key.substr(group_prefix.size());
    const std::size_t dot = name.rfind('.');
    return std::string(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

/// Kinds of modules that take the same log-in, or speak to the same thing.
const std::vector<std::string>& known_groups() {
    static const std::vector<std::string> groups{"mysql", "pcs", "rabbitmq"};
    return groups;
}

void check_entry(const Map::Entry& entry, const Written& written, Loading& loading) {
    const std::vector<std::string>& modules = loading.catalogue.names;
    const Position position = entry.second.position().known() ? entry.second.position() : written.key;
    if (is_group_entry(entry.first)) {
        const std::vector<std::string>& groups = known_groups();
        if (std::find(groups.begin(), groups.end(), group_word(entry.first)) == groups.end())
            loading.diagnostics.error(
                fmt::format("module_defaults: no modules here are of '{}'", entry.first), position,
                fmt::format("groups of modules: group/{}", fmt::join(groups, ", group/")));
    } else if (!is_action(canonical_action(entry.first), loading.catalogue)) {
        loading.diagnostics.warning("module_defaults: no module is called '" + entry.first + "'", position,
                                    did_you_mean(canonical_action(entry.first), modules));
    }
    if (!entry.second.is_map() && !is_template(entry.second))
        loading.diagnostics.error("module_defaults: '" + entry.first + "' must be a mapping of arguments", position);
}

}  // namespace

bool is_group_entry(std::string_view key) { return key.starts_with(group_prefix); }

bool speaks_of(std::string_view key, std::string_view module) {
    if (!is_group_entry(key)) return canonical_action(key) == module;
    return module.starts_with(group_word(key) + "_");
}

std::string defaults_key(std::string_view written) {
    return is_group_entry(written) ? std::string(group_prefix) + group_word(written) : canonical_action(written);
}

std::vector<Map::Entry> entries_of_defaults(const Value& written) {
    std::vector<Map::Entry> entries;
    for (const Value& part : written.is_list() ? written.as_list() : List{written})
        if (part.is_map()) entries.insert(entries.end(), part.as_map().begin(), part.as_map().end());
    return entries;
}

bool has_module_defaults(const Element& element, std::string_view module) {
    for (const Written* written : element.collect("module_defaults"))
        for (const Map::Entry& entry : entries_of_defaults(written->value))
            if (speaks_of(entry.first, module)) return true;
    return false;
}

void check_module_defaults(const Element& element, Loading& loading) {
    const Written* written = element.own("module_defaults");
    if (written == nullptr) return;
    const bool mappings = written->value.is_map() ||
                          (written->value.is_list() &&
                           std::all_of(written->value.as_list().begin(), written->value.as_list().end(),
                                       [](const Value& part) { return part.is_map(); }));
    if (!mappings)
        return loading.diagnostics.error("'module_defaults' must be a mapping of modules and their arguments",
                                         written->position);
    for (const Map::Entry& entry : entries_of_defaults(written->value)) check_entry(entry, *written, loading);
}

}  // namespace interpreter

#include "modules/pcs/Operations.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/pcs/Duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace modules::pcs {

namespace {

constexpr const char* check_level = "OCF_CHECK_LEVEL";

std::string usual_interval(const std::string& name) {
    return name == "monitor" ? "60s" : "0s";
}

std::string primary_role(const std::string& role) {
    if (role == "Master") return "Promoted";
    if (role == "Slave") return "Unpromoted";
    return role;
}

Attributes operation_from(const AgentAction& action) {
    Attributes operation{
        {"name", action.name},
        {"interval", action.interval.empty() ? usual_interval(action.name) : action.interval}};
    if (!action.timeout.empty()) operation["timeout"] = action.timeout;
    if (!action.role.empty()) operation["role"] = primary_role(action.role);
    if (!action.start_delay.empty()) operation["start-delay"] = action.start_delay;
    if (!action.depth.empty() && action.depth != "0") operation[check_level] = action.depth;
    return operation;
}

/// Of a fence agent only the monitor is Pacemaker's to repeat; the others are done on demand. Of resource
/// agents those that are done once, by hand, are left out ("status" is an old name of monitor).
bool becomes_operation(const AgentAction& action, bool stonith) {
    if (stonith) return action.name == "monitor";
    return action.name != "meta-data" && action.name != "status" && action.name != "validate-all";
}

std::vector<Attributes> operations_of_agent(const AgentMetadata* agent, bool stonith) {
    std::vector<Attributes> operations;
    bool monitored = false;
    for (const AgentAction& action : agent != nullptr ? agent->actions : std::vector<AgentAction>{}) {
        if (!becomes_operation(action, stonith)) continue;
        operations.push_back(operation_from(action));
        monitored = monitored || action.name == "monitor";
    }
    if (!monitored) operations.push_back({{"name", "monitor"}, {"interval", usual_interval("monitor")}});
    return operations;
}

/// Two monitors of one interval would be one to Pacemaker; the later gets the next free second.
void make_intervals_differ(std::vector<Attributes>& operations) {
    std::map<std::string, std::set<std::int64_t>> used;
    for (Attributes& operation : operations) {
        std::set<std::int64_t>& taken = used[operation["name"]];
        const std::optional<std::int64_t> interval = milliseconds_of(operation["interval"]);
        if (!interval || taken.insert(*interval).second) continue;
        std::int64_t free = *interval;
        while (!taken.insert(free).second)
            free += 1000;
        operation["interval"] = std::to_string(free / 1000);
    }
}

Attributes completed(const WantedOperation& declared) {
    Attributes operation = declared;
    operation.try_emplace("interval", usual_interval(declared.at("name")));
    const auto on_fail = operation.find("on-fail");
    if (on_fail != operation.end())
        std::transform(on_fail->second.begin(), on_fail->second.end(), on_fail->second.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return operation;
}

void refuse_equal_intervals(const WantedResource& resource, const std::vector<Attributes>& operations) {
    std::set<std::pair<std::string, std::int64_t>> seen;
    for (const Attributes& operation : operations) {
        const std::string& interval = operation.at("interval");
        const std::optional<std::int64_t> time = milliseconds_of(interval);
        if (!time)
            throw Failure(
                fmt::format("{}: operation {}: interval \"{}\" is no time; expected 20, 20s, 2min, …",
                            resource.where, operation.at("name"), interval));
        if (!seen.emplace(operation.at("name"), *time).second)
            throw Failure(
                fmt::format("{}: two operations \"{}\" with the interval {}; Pacemaker tells them apart "
                            "by it, so let one differ by a second",
                            resource.where, operation.at("name"), interval));
    }
}

pugi::xml_node append_operation(CibDocument& cib, pugi::xml_node primitive, pugi::xml_node operations,
                                const Attributes& wanted) {
    const std::string id = fmt::format("{}-{}-interval-{}", primitive.attribute("id").value(),
                                       wanted.at("name"), wanted.at("interval"));
    pugi::xml_node element = cib.add(operations, "op", cib.free_id(id));
    for (const auto& [name, value] : wanted)
        if (name != check_level) set_attribute(element, name, value);
    const auto level = wanted.find(check_level);
    if (level != wanted.end())
        set_pair(cib,
                 {element, "instance_attributes",
                  element.attribute("id").value() + std::string("-instance_attributes")},
                 check_level, level->second);
    return element;
}

}  // namespace

std::vector<Attributes> complete_operations(const WantedResource& resource, const AgentMetadata* agent) {
    std::vector<Attributes> operations;
    std::set<std::string> declared;
    for (const WantedOperation& operation : resource.operations) {
        operations.push_back(completed(operation));
        declared.insert(operation.at("name"));
    }
    refuse_equal_intervals(resource, operations);
    std::vector<Attributes> remaining = operations_of_agent(agent, resource.is_stonith());
    std::erase_if(remaining,
                  [&](const Attributes& operation) { return declared.contains(operation.at("name")); });
    make_intervals_differ(remaining);
    operations.insert(operations.end(), remaining.begin(), remaining.end());
    std::stable_sort(
        operations.begin(), operations.end(),
        [](const Attributes& left, const Attributes& right) { return left.at("name") < right.at("name"); });
    return operations;
}

Attributes operation_of(pugi::xml_node operation) {
    Attributes attributes = attributes_of(operation);
    if (const std::optional<std::string> level = pair_value(operation, "instance_attributes", check_level))
        attributes[check_level] = *level;
    return attributes;
}

std::string operation_meaning(const Attributes& operation) {
    std::string meaning;
    for (const auto& [name, value] : operation) {
        if (name == "enabled" && mean_the_same(value, "true")) continue;
        std::string normal = name == "role" ? primary_role(value) : value;
        if (name == "interval" || name == "timeout" || name == "start-delay")
            if (const std::optional<std::int64_t> time = milliseconds_of(value))
                normal = fmt::format("{}ms", *time);
        meaning += fmt::format("{}={} ", name, normal);
    }
    return meaning;
}

void set_operations(CibDocument& cib, pugi::xml_node primitive, const std::vector<Attributes>& wanted,
                    OtherOperations others) {
    std::multiset<std::string> missing;
    std::set<std::string> names;
    for (const Attributes& operation : wanted) {
        missing.insert(operation_meaning(operation));
        names.insert(operation.at("name"));
    }
    pugi::xml_node operations = primitive.child("operations");
    std::vector<pugi::xml_node> superfluous;
    for (pugi::xml_node present : operations.children("op")) {
        const auto found = missing.find(operation_meaning(operation_of(present)));
        if (found != missing.end()) {
            missing.erase(found);
        } else if (others == OtherOperations::removed || names.contains(present.attribute("name").value())) {
            superfluous.push_back(present);
        }
    }
    for (pugi::xml_node present : superfluous)
        cib.remove(present);
    if (missing.empty()) return;
    if (!operations) operations = primitive.append_child("operations");
    for (const Attributes& operation : wanted) {
        const auto found = missing.find(operation_meaning(operation));
        if (found == missing.end()) continue;
        missing.erase(found);
        append_operation(cib, primitive, operations, operation);
    }
}

}  // namespace modules::pcs

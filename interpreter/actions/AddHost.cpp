#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"

#include <algorithm>
#include <charconv>

namespace interpreter {

namespace {

/// "host:2222" names a port too; an address of version 6 does not.
std::string without_port(const std::string& name, Map& variables) {
    const std::size_t colon = name.find(':');
    if (colon == std::string::npos || name.find(':', colon + 1) != std::string::npos) return name;
    std::int64_t port = 0;
    const std::from_chars_result read = std::from_chars(name.data() + colon + 1, name.data() + name.size(), port);
    if (read.ec != std::errc() || read.ptr != name.data() + name.size()) return name;
    if (!variables.contains("ansible_port")) variables.set("ansible_port", port);
    return name.substr(0, colon);
}

}  // namespace

ActionResult run_add_host(const ActionCall& call) {
    HostAddition addition;
    for (const Map::Entry& entry : call.arguments.as_map())
        if (entry.first != "name" && entry.first != "groups") addition.variables.set(entry.first, entry.second);
    const std::string name = call.arguments.text_of("name");
    if (name.empty()) throw modules::Failure("name, host or hostname needs to be provided");
    addition.name = without_port(name, addition.variables);
    addition.groups = texts_of(call.arguments, "groups");
    List groups;
    for (const std::string& group : addition.groups) groups.emplace_back(group);
    ActionResult answer;
    answer.result.data.set("add_host", Map{{"host_name", addition.name},
                                           {"groups", groups},
                                           {"host_vars", addition.variables}});
    // Later plays of a look need the host as well: nothing outside this run changes.
    answer.result.changed = call.add_host(addition);
    return answer;
}

ActionResult run_group_by(const ActionCall& call) {
    const auto dashed = [](std::string name) {
        std::replace(name.begin(), name.end(), ' ', '-');
        return name;
    };
    const std::string group = dashed(call.arguments.text_of("key"));
    std::vector<std::string> parents = texts_of(call.arguments, "parents");
    if (parents.empty()) parents.emplace_back("all");
    List shown;
    for (std::string& parent : parents) {
        parent = dashed(parent);
        shown.emplace_back(parent);
    }
    ActionResult answer;
    answer.result.data = Map{{"add_group", group}, {"parent_groups", shown}};
    answer.result.changed = call.add_to_group(group, parents);
    return answer;
}

}  // namespace interpreter

#include "modules/accounts/GroupModule.hpp"

#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

void add_command(Plan& plan, const GroupArguments& wanted, Value before, Value after,
                 const std::string& program, std::vector<std::string> arguments) {
    arguments.push_back(wanted.name);
    plan.change({"group " + wanted.name, std::move(before), std::move(after)},
                [program, arguments = std::move(arguments)](HostControl& host) {
                    run_or_fail(host, {.program = program, .arguments = arguments});
                    return Outcome{};
                });
}

}  // namespace

ArgumentList<GroupArguments> GroupModule::table() const {
    ArgumentList<GroupArguments> table;
    table.add("name", &GroupArguments::name, "the group", {.need = Need::required})
        .add("state", &GroupArguments::state, "whether it is to be there")
        .add("gid", &GroupArguments::gid, "its number")
        .add("system", &GroupArguments::system, "when it is made: take a number for system groups")
        .add("non_unique", &GroupArguments::non_unique, "another group may have the same number")
        .add("local", &GroupArguments::local, "accepted; groups are always made in the host's own files")
        .add("force", &GroupArguments::force, "remove it though it is the primary group of a user");
    return table;
}

Plan GroupModule::check(const GroupArguments& wanted, const HostView& host, const CallOptions&) const {
    const std::optional<Group> there = host.group(wanted.name);
    const bool to_be = wanted.state == AccountState::present;
    Plan plan;
    plan.data = {{"name", wanted.name}, {"state", to_be ? "present" : "absent"}, {"system", wanted.system}};
    std::vector<std::string> number;
    if (wanted.gid) number = {"-g", std::to_string(*wanted.gid)};
    if (wanted.gid && wanted.non_unique) number.emplace_back("-o");

    if (!to_be) {
        if (there)
            add_command(plan, wanted, Map{{"gid", there->id}}, Map{{"state", "absent"}}, "groupdel",
                        wanted.force ? std::vector<std::string>{"-f"} : std::vector<std::string>{});
        return plan;
    }
    if (!there) {
        Map after{{"state", "present"}};
        if (wanted.gid) after.set("gid", *wanted.gid);
        if (wanted.system) number.emplace_back("-r");
        add_command(plan, wanted, Map{{"state", "absent"}}, std::move(after), "groupadd", number);
    } else if (wanted.gid && *wanted.gid != there->id) {
        add_command(plan, wanted, Map{{"gid", there->id}}, Map{{"gid", *wanted.gid}}, "groupmod", number);
    }
    plan.afterwards = [name = wanted.name](const HostView& changed) {
        const std::optional<Group> made = changed.group(name);
        return made ? Map{{"gid", made->id}} : Map{};
    };
    return plan;
}

}  // namespace modules

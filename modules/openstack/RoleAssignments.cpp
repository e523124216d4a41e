// https://docs.openstack.org/api-ref/identity/v3/#roles
#include "modules/openstack/RoleAssignments.hpp"

#include <fmt/format.h>

#include <set>
#include <tuple>

namespace modules::openstack {

namespace {

const ResourceKind& assignment_kind() {
    static const ResourceKind kind{
        .list = "role_assignments",
        .singular = "role_assignment",
        .noun = "role assignment",
        .service = {{"identity"}, "/v3"},
        .path = "/role_assignments",
        .identity = {"role"},
        .referred_by = {},
        .attributes = {
            {.name = "role", .help = "the role's name", .need = Need::required},
            {.name = "user", .help = "who has it"},
            {.name = "group", .help = "or which group has it"},
            {.name = "user_domain", .help = "the domain that the user is in", .fallback = "default"},
            {.name = "group_domain", .help = "the domain that the group is in", .fallback = "default"},
            {.name = "project", .help = "where it holds: a project"},
            {.name = "project_domain", .help = "the domain that the project is in", .fallback = "default"},
            {.name = "domain", .help = "or a domain"},
            {.name = "system", .help = "or the whole cloud", .words = {"all"}},
            {.name = "inherited",
             .shape = Shape::flag,
             .help = "it holds in the projects below, not in the project or domain itself"}}};
    return kind;
}

void require_one_of(const Entry& entry, std::initializer_list<const char*> keys, const char* what) {
    int given = 0;
    for (const char* const key : keys)
        given += entry.text(key).empty() ? 0 : 1;
    if (given == 1) return;
    throw Failure(fmt::format("{}: it must say {}", entry.where, what));
}

/// One assignment: who has which role where.
struct Assignment {
    std::shared_ptr<Thing> role;
    std::shared_ptr<Thing> holder;
    /// Null: the whole system.
    std::shared_ptr<Thing> place;
    /// "user" or "group"; "project", "domain" or "system".
    std::string holder_noun;
    std::string place_noun;
    bool inherited = false;
    std::string subject;

    /// Does it speak of what is there, all of it?
    [[nodiscard]] bool can_be_there() const {
        return !holder->id.empty() && !role->id.empty() && (!place || !place->id.empty());
    }
    /// What stands for it.
    [[nodiscard]] std::string path() const {
        const std::string whom =
            fmt::format("{}s/{}/roles/{}", holder_noun, form_quoted(holder->id), form_quoted(role->id));
        if (!place) return "/system/" + whom;
        const std::string where = fmt::format("/{}s/{}/{}", place_noun, form_quoted(place->id), whom);
        return inherited ? fmt::format("/OS-INHERIT{}/inherited_to_projects", where) : where;
    }
    [[nodiscard]] auto identity() const {
        return std::tuple(role.get(), holder.get(), place.get(), inherited);
    }
};

/// Nothing where something of it is nowhere.
std::optional<Assignment> assignment_of(const Entry& entry, ResourcePlan& plan) {
    const auto refer = [&](const std::string& kind, const std::string& key,
                           const std::shared_ptr<Thing>& domain = nullptr) {
        return plan.referred(entry, kind, entry.text(key), domain);
    };
    Assignment assignment;
    assignment.holder_noun = entry.text("user").empty() ? "group" : "user";
    assignment.inherited = Value(entry.values).flag("inherited");
    const std::shared_ptr<Thing> domain = refer("domains", assignment.holder_noun + "_domain");
    if (!domain) return std::nullopt;
    assignment.holder = refer(assignment.holder_noun + 's', assignment.holder_noun, domain);
    assignment.role = refer("roles", "role");
    if (!assignment.holder || !assignment.role) return std::nullopt;
    std::string where = "the system";
    assignment.place_noun = "system";
    if (entry.text("system").empty()) {
        assignment.place_noun = entry.text("project").empty() ? "domain" : "project";
        const bool in_project = assignment.place_noun == "project";
        const std::shared_ptr<Thing> around = in_project ? refer("domains", "project_domain") : nullptr;
        if (in_project && !around) return std::nullopt;
        assignment.place = refer(assignment.place_noun + 's', assignment.place_noun, around);
        if (!assignment.place) return std::nullopt;
        where = assignment.place_noun + ' ' + entry.text(assignment.place_noun);
    }
    assignment.subject =
        fmt::format("role {} of {} {} {} {}", entry.text("role"), assignment.holder_noun,
                    entry.text(assignment.holder_noun), assignment.inherited ? "below" : "in", where);
    return assignment;
}

}  // namespace

std::vector<Entry> read_role_assignments(const List& list) {
    std::vector<Entry> entries = read_entries(assignment_kind(), list);
    for (const Entry& entry : entries) {
        require_one_of(entry, {"user", "group"}, "who has the role: a user or a group");
        require_one_of(entry, {"project", "domain", "system"},
                       "where the role holds: a project, a domain, or system: all");
        if (Value(entry.values).flag("inherited") && !entry.text("system").empty())
            throw Failure(fmt::format("{}: nothing is inherited from the whole system", entry.where));
    }
    return entries;
}

void plan_role_assignments(const std::vector<Entry>& entries, ResourcePlan& plan) {
    const CloudService& service = assignment_kind().service;
    std::set<decltype(std::declval<Assignment>().identity())> spoken_of;
    for (const Entry& entry : entries) {
        const std::optional<Assignment> found = assignment_of(entry, plan);
        if (!found) continue;
        const Assignment& assignment = *found;
        if (!spoken_of.insert(assignment.identity()).second)
            throw Failure(fmt::format("{}: the {} is declared twice", entry.where, assignment.subject));
        const bool is_there =
            assignment.can_be_there() && plan.cloud()->look(service, assignment.path()).has_value();
        if (is_there != entry.absent) continue;
        const Value without = Map{{"state", "absent"}};
        const Value with = Map{{"state", "present"}};
        const auto ask = [&](const std::string& method) {
            return [cloud = plan.cloud(), assignment, method, &service](HostControl& control) {
                static_cast<void>(cloud->change(control, method, service, assignment.path(), {}));
                return Outcome{};
            };
        };
        if (entry.absent) {
            plan.remove({assignment.subject, with, without}, ask("DELETE"));
        } else {
            plan.change({assignment.subject, without, with}, ask("PUT"));
        }
    }
}

}  // namespace modules::openstack

#include "modules/files/Attributes.hpp"

#include "modules/files/PathFacts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace modules {

namespace {

std::optional<std::uint32_t> as_number(const std::string& text) {
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

/// "user:role:type:level", whose level may hold colons of its own.
std::array<std::string, 4> context_parts(std::string_view context) {
    std::array<std::string, 4> parts;
    for (std::size_t part = 0; part < 3; ++part) {
        const std::size_t colon = std::min(context.find(':'), context.size());
        parts[part] = context.substr(0, colon);
        context.remove_prefix(std::min(colon + 1, context.size()));
    }
    parts[3] = context;
    return parts;
}

}  // namespace

Attributes::Attributes(const AttributeArguments& wanted, const HostView& host, const CallOptions& options)
    : host_(host), wanted_(wanted) {
    const auto unknown = [&](const std::string& message) {
        if (!options.check_mode) throw Failure(message);
        warnings_.push_back(message + ", which may come to be when this runs for real");
    };
    // An empty text says nothing, as with Ansible's omitted templates.
    if (wanted_.owner && wanted_.owner->empty()) wanted_.owner.reset();
    if (wanted_.group && wanted_.group->empty()) wanted_.group.reset();
    if (wanted_.mode && wanted_.mode->written.empty()) wanted_.mode.reset();
    if (wanted_.owner) {
        const std::optional<User> user = host.user(*wanted_.owner);
        user_ = user ? std::optional(user->id) : as_number(*wanted_.owner);
        if (!user_) unknown(fmt::format("chown failed: failed to look up user {}", *wanted_.owner));
    }
    if (wanted_.group) {
        const std::optional<Group> group = host.group(*wanted_.group);
        group_ = group ? std::optional(group->id) : as_number(*wanted_.group);
        if (!group_) unknown(fmt::format("chgrp failed: failed to look up group {}", *wanted_.group));
    }
}

bool Attributes::none() const {
    return !wanted_.owner && !wanted_.group && !wanted_.mode && !wanted_.attributes && !wanted_.seuser &&
           !wanted_.serole && !wanted_.setype && !wanted_.selevel;
}

Ownership Attributes::for_new(unsigned usual_mode, bool is_directory) const {
    Ownership ownership{user_, group_, {}};
    if (wanted_.mode) ownership.mode = wanted_.mode->applied_to(usual_mode, is_directory);
    return ownership;
}

Ownership Attributes::for_present(const FileStatus& status) const {
    return for_new(status.mode, status.type == FileType::directory);
}

void Attributes::describe(Map& after) const {
    if (wanted_.owner) after.set("owner", *wanted_.owner);
    if (wanted_.group) after.set("group", *wanted_.group);
    if (wanted_.mode) after.set("mode", wanted_.mode->written);
}

void Attributes::add_warnings(Plan& plan) const {
    for (const std::string& warning : warnings_)
        if (std::find(plan.warnings.begin(), plan.warnings.end(), warning) == plan.warnings.end())
            plan.warnings.push_back(warning);
}

void Attributes::add_changes(Plan& plan, const std::string& path, const FileStatus& status,
                             Follow follow) const {
    add_warnings(plan);
    Map before;
    Map after;
    Ownership ownership;
    if (wanted_.owner && user_ != status.user) {
        before.set("owner", user_name(host_, status.user));
        after.set("owner", *wanted_.owner);
        ownership.user = user_;
    }
    if (wanted_.group && group_ != status.group) {
        before.set("group", group_name(host_, status.group));
        after.set("group", *wanted_.group);
        ownership.group = group_;
    }
    if (wanted_.mode && status.type != FileType::link) {
        const unsigned mode = *for_present(status).mode;
        // A new owner takes the set-id bits away: then they are set again.
        if (mode != status.mode || !after.empty()) ownership.mode = mode;
        if (mode != status.mode) {
            before.set("mode", mode_text(status.mode));
            after.set("mode", mode_text(mode));
        }
    }
    if (!after.empty())
        plan.change({path, std::move(before), std::move(after)},
                    [path, ownership, follow](HostControl& host) {
                        host.set_ownership(path, ownership, follow);
                        return Outcome{};
                    });
    add_context_change(plan, path);
    add_flags_change(plan, path);
}

void Attributes::add_context_change(Plan& plan, const std::string& path) const {
    const std::array<std::pair<std::string, const std::optional<std::string>*>, 4> asked{
        {{"--user", &wanted_.seuser},
         {"--role", &wanted_.serole},
         {"--type", &wanted_.setype},
         {"--range", &wanted_.selevel}}};
    const bool any = std::any_of(asked.begin(), asked.end(), [](const auto& part) {
        return part.second->has_value() && **part.second != "_default";
    });
    // Without SELinux in the kernel a context means nothing, as in Ansible.
    if (!any || !host_.exists("/sys/fs/selinux/enforce")) return;
    const ProcessResult looked = host_.query({.program = "stat", .arguments = {"-c", "%C", path}});
    std::string context = looked.output;
    while (context.ends_with('\n'))
        context.pop_back();
    const std::array<std::string, 4> present = context_parts(context);
    std::array<std::string, 4> wanted = present;
    std::vector<std::string> options;
    for (std::size_t part = 0; part < asked.size(); ++part) {
        const auto& [option, value] = asked[part];
        if (!*value || **value == "_default" || **value == present[part]) continue;
        wanted[part] = **value;
        options.push_back(option + "=" + **value);
    }
    if (options.empty()) return;
    options.insert(options.begin(), "--no-dereference");
    options.push_back("--");
    options.push_back(path);
    const std::string after = fmt::format("{}:{}:{}:{}", wanted[0], wanted[1], wanted[2], wanted[3]);
    plan.change({path, Map{{"secontext", context}}, Map{{"secontext", after}}}, [options](HostControl& host) {
        run_or_fail(host, {.program = "chcon", .arguments = options});
        return Outcome{};
    });
}

void Attributes::add_flags_change(Plan& plan, const std::string& path) const {
    if (!wanted_.attributes || wanted_.attributes->empty()) return;
    const char first = wanted_.attributes->front();
    const char sign = first == '+' || first == '-' ? first : '=';
    const std::string flags =
        wanted_.attributes->substr(first == '+' || first == '-' || first == '=' ? 1 : 0);
    const ProcessResult looked = host_.query({.program = "lsattr", .arguments = {"-d", path}});
    if (!looked.ok()) throw Failure(fmt::format("the flags of {} cannot be read: {}", path, looked.error));
    std::string present = looked.output.substr(0, looked.output.find(' '));
    std::erase(present, '-');
    const auto has = [](const std::string& set, char flag) { return set.find(flag) != std::string::npos; };
    const bool all_there =
        std::all_of(flags.begin(), flags.end(), [&](char flag) { return has(present, flag); });
    const bool some_there =
        std::any_of(flags.begin(), flags.end(), [&](char flag) { return has(present, flag); });
    // "e" says how ext4 keeps the file; nobody can take it away.
    const bool no_others = std::all_of(present.begin(), present.end(),
                                       [&](char flag) { return flag == 'e' || has(flags, flag); });
    const bool same = sign == '+' ? all_there : sign == '-' ? !some_there : all_there && no_others;
    if (same) return;
    const std::string argument =
        sign + flags + (sign == '=' && has(present, 'e') && !has(flags, 'e') ? "e" : "");
    plan.change({path, Map{{"attributes", present}}, Map{{"attributes", *wanted_.attributes}}},
                [path, argument](HostControl& host) {
                    run_or_fail(host, {.program = "chattr", .arguments = {argument, path}});
                    return Outcome{};
                });
}

}  // namespace modules

#include "modules/accounts/UserLook.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ctime>

namespace modules {

namespace {

constexpr std::int64_t seconds_a_day = 86400;

bool holds(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

std::string date_of(std::int64_t day) {
    const std::time_t seconds = static_cast<std::time_t>(day * seconds_a_day);
    std::tm moment{};
    gmtime_r(&seconds, &moment);
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", &moment);
    return text.data();
}

}  // namespace

void UserLook::Edit::differ(const std::string& what, Value was, Value is, std::vector<std::string> more) {
    before.set(what, std::move(was));
    after.set(what, std::move(is));
    options.insert(options.end(), more.begin(), more.end());
}

UserLook::UserLook(const UserArguments& wanted, const HostView& host, const CallOptions& options)
    : wanted_(wanted), host_(host), options_(options), shadow_(shadow_of(host, wanted.name)) {}

Plan UserLook::plan() {
    if (wanted_.state == AccountState::absent) return absent();
    Plan plan;
    plan.data = {{"name", wanted_.name}, {"state", "present"}};
    if (wanted_.password) {
        plan.data.set("password", "NOT_LOGGING_PASSWORD");
        if (!looks_hashed(wanted_.password->characters))
            plan.warnings.emplace_back(
                "The input password appears not to have been hashed. The 'password' argument "
                "must be encrypted for this module to work properly.");
    }
    if (wanted_.append && !wanted_.groups)
        plan.warnings.emplace_back(
            "'append' is set, but no 'groups' are specified. Use 'groups' for appending new groups.");
    const std::optional<User> present = host_.user(wanted_.name);
    if (present) {
        modify(plan, *present);
    } else {
        create(plan);
    }
    if (wanted_.groups) plan.data.set("groups", fmt::format("{}", fmt::join(groups_, ",")));
    add_password_ages(plan);
    const std::string home = wanted_.home ? *wanted_.home : present ? present->home : home_of_new_user();
    if (wanted_.generate_ssh_key) add_ssh_key(plan, home);
    plan.afterwards = [name = wanted_.name, more = plan.afterwards](const HostView& host) {
        Map facts = more ? more(host) : Map{};
        if (const std::optional<User> user = host.user(name)) {
            facts.set("uid", user->id);
            facts.set("group", user->group);
            facts.set("comment", user->comment);
            facts.set("home", user->home);
            facts.set("shell", user->shell);
        }
        return facts;
    };
    return plan;
}

Plan UserLook::absent() const {
    Plan plan;
    plan.data = {
        {"name", wanted_.name}, {"state", "absent"}, {"force", wanted_.force}, {"remove", wanted_.remove}};
    const std::optional<User> present = host_.user(wanted_.name);
    if (!present) return plan;
    std::vector<std::string> arguments;
    if (wanted_.force) arguments.emplace_back("-f");
    if (wanted_.remove) arguments.emplace_back("-r");
    arguments.push_back(wanted_.name);
    plan.change({"user " + wanted_.name, Map{{"uid", present->id}}, Map{{"state", "absent"}}},
                [arguments](HostControl& host) {
                    run_or_fail(host, {.program = "userdel", .arguments = arguments});
                    return Outcome{};
                });
    return plan;
}

std::optional<Group> UserLook::group_named(Plan& plan, const std::string& name) const {
    if (const std::optional<Group> group = host_.group(name)) return group;
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == name.data() + name.size())
        if (const std::optional<Group> group = host_.group(number)) return group;
    const std::string message = fmt::format("Group {} does not exist", name);
    if (!options_.check_mode) throw Failure(message);
    plan.warnings.push_back(message + ", which may come to be when this runs for real");
    return std::nullopt;
}

std::vector<std::string> UserLook::wanted_groups(Plan& plan, std::uint32_t primary) const {
    std::vector<std::string> names;
    for (const std::string& written : wanted_.groups.value_or(std::vector<std::string>{})) {
        const std::optional<Group> group = group_named(plan, written);
        if (group && group->id == primary) continue;
        const std::string name = group ? group->name : written;
        if (!holds(names, name)) names.push_back(name);
    }
    return names;
}

std::string UserLook::home_of_new_user() const {
    return "/home/" + wanted_.name;
}

std::string UserLook::expiry_option() const {
    if (*wanted_.expires < 0) return "";
    return date_of(static_cast<std::int64_t>(std::floor(*wanted_.expires)) / seconds_a_day);
}

Change UserLook::command_change(const std::string& name, Edit edit, const std::string& program) {
    Difference difference{"user " + name, std::move(edit.before), std::move(edit.after)};
    return {std::move(difference),
            [name, program, options = std::move(edit.options), hash = edit.hash](HostControl& host) {
                if (!options.empty()) {
                    std::vector<std::string> arguments = options;
                    arguments.push_back(name);
                    run_or_fail(host, {.program = program, .arguments = arguments});
                }
                // By its input, for everyone can read a command line.
                if (hash) {
                    Command command{.program = "chpasswd", .arguments = {"-e"}};
                    command.input = fmt::format("{}:{}\n", name, *hash);
                    run_or_fail(host, command);
                }
                return Outcome{};
            }};
}

void UserLook::create(Plan& plan) {
    Edit edit;
    edit.before = {{"state", "absent"}};
    edit.after = {{"state", "present"}};
    std::vector<std::string>& options = edit.options;
    const auto add = [&](std::initializer_list<std::string> more) { options.insert(options.end(), more); };
    const auto show = [&](const char* what, const std::optional<std::string>& value, const char* option) {
        if (!value) return;
        edit.after.set(what, *value);
        add({option, *value});
    };
    if (wanted_.uid) {
        edit.after.set("uid", *wanted_.uid);
        add({"-u", std::to_string(*wanted_.uid)});
        if (wanted_.non_unique) add({"-o"});
    }
    if (wanted_.seuser) add({"-Z", *wanted_.seuser});
    std::optional<Group> primary;
    if (wanted_.group) {
        primary = group_named(plan, *wanted_.group);
        edit.after.set("group", *wanted_.group);
        add({"-g", primary ? primary->name : *wanted_.group});
    } else if ((primary = host_.group(wanted_.name))) {
        // useradd would make a group of the user's name, and there is one.
        add({"-N"});
    }
    groups_ = wanted_groups(plan, primary ? primary->id : 0xFFFFFFFFU);
    if (!groups_.empty()) {
        edit.after.set("groups", fmt::format("{}", fmt::join(groups_, ",")));
        add({"-G", fmt::format("{}", fmt::join(groups_, ","))});
    }
    show("comment", wanted_.comment, "-c");
    show("home", wanted_.home, "-d");
    show("shell", wanted_.shell, "-s");
    if (wanted_.expires) add({"-e", expiry_option()});
    if (wanted_.create_home) {
        add({"-m"});
        if (wanted_.skeleton) add({"-k", *wanted_.skeleton});
        if (wanted_.umask) add({"-K", "UMASK=" + *wanted_.umask});
    } else {
        add({"-M"});
    }
    if (wanted_.system) add({"-r"});
    if (wanted_.password)
        edit.hash = (wanted_.password_lock == true ? "!" : "") + wanted_.password->characters;

    Change change = command_change(wanted_.name, std::move(edit), "useradd");
    if (wanted_.home && wanted_.create_home)
        // useradd makes the home, but nothing above it.
        change.action = [make = change.action, home = *wanted_.home](HostControl& host) {
            const std::string parent = home.substr(0, std::max<std::size_t>(1, home.rfind('/')));
            if (!host.exists(parent))
                run_or_fail(host, {.program = "mkdir", .arguments = {"-p", "-m", "0755", parent}});
            return make(host);
        };
    plan.changes.push_back(std::move(change));
    plan.data.set("system", wanted_.system);
    plan.data.set("create_home", wanted_.create_home);
}

void UserLook::modify(Plan& plan, const User& present) {
    Edit edit;
    if (wanted_.uid && *wanted_.uid != present.id) {
        edit.differ("uid", present.id, *wanted_.uid, {"-u", std::to_string(*wanted_.uid)});
        if (wanted_.non_unique) edit.options.emplace_back("-o");
    }
    User target = present;
    if (wanted_.group) {
        const std::optional<Group> group = group_named(plan, *wanted_.group);
        if (!group || group->id != present.group) {
            const std::optional<Group> old = host_.group(present.group);
            const std::string name = group ? group->name : *wanted_.group;
            edit.differ("group", old ? old->name : std::to_string(present.group), name, {"-g", name});
        }
        if (group) target.group = group->id;
    }
    groups_ = wanted_groups(plan, target.group);
    if (wanted_.groups) add_groups(edit, target);
    const auto compare = [&](const char* what, const std::optional<std::string>& wanted,
                             const std::string& is, const char* option) {
        if (wanted && *wanted != is) edit.differ(what, is, *wanted, {option, *wanted});
    };
    compare("comment", wanted_.comment, present.comment, "-c");
    compare("home", wanted_.home, present.home, "-d");
    if (wanted_.move_home && edit.after.contains("home")) edit.options.emplace_back("-m");
    compare("shell", wanted_.shell, present.shell, "-s");
    add_expiry(edit);
    add_password(edit);
    if (!edit.empty()) plan.changes.push_back(command_change(wanted_.name, std::move(edit), "usermod"));
    plan.data.set("append", wanted_.append);
    plan.data.set("move_home", wanted_.move_home);
    add_home(plan, target);
}

void UserLook::add_groups(Edit& edit, const User& present) {
    std::vector<std::string> current;
    for (const Group& group : host_.groups())
        if (group.id != present.group && holds(group.members, wanted_.name)) current.push_back(group.name);
    std::vector<std::string> missing;
    for (const std::string& name : groups_)
        if (!holds(current, name)) missing.push_back(name);
    const bool too_many = std::any_of(current.begin(), current.end(),
                                      [&](const std::string& name) { return !holds(groups_, name); });
    if (missing.empty() && (wanted_.append || !too_many)) return;
    std::vector<std::string> after = wanted_.append ? current : groups_;
    if (wanted_.append) after.insert(after.end(), missing.begin(), missing.end());
    const std::vector<std::string>& given = wanted_.append ? missing : groups_;
    std::vector<std::string> options;
    if (wanted_.append) options.emplace_back("-a");
    options.insert(options.end(), {"-G", fmt::format("{}", fmt::join(given, ","))});
    edit.differ("groups", fmt::format("{}", fmt::join(current, ",")),
                fmt::format("{}", fmt::join(after, ",")), options);
}

void UserLook::add_password(Edit& edit) const {
    if (!shadow_) return;
    const bool renews =
        wanted_.password && wanted_.update_password == UpdatePassword::always &&
        shadow_->without_lock() !=
            wanted_.password->characters.substr(std::min(wanted_.password->characters.find_first_not_of('!'),
                                                         wanted_.password->characters.size()));
    const bool lock_differs = wanted_.password_lock && *wanted_.password_lock != shadow_->locked();
    if (renews) {
        const bool locked = wanted_.password_lock.value_or(false);
        edit.differ("password", "(one that is not shown)", "(another that is not shown)", {});
        edit.hash = (locked ? "!" : "") + wanted_.password->characters;
        if (lock_differs) edit.differ("password_lock", shadow_->locked(), *wanted_.password_lock, {});
    } else if (lock_differs) {
        edit.differ("password_lock", shadow_->locked(), *wanted_.password_lock,
                    {*wanted_.password_lock ? "-L" : "-U"});
    }
}

void UserLook::add_expiry(Edit& edit) const {
    if (!wanted_.expires || !shadow_) return;
    const std::string before = shadow_->expires && *shadow_->expires >= 0 ? date_of(*shadow_->expires) : "";
    const std::string after = expiry_option();
    if (before != after)
        edit.differ("expires", before.empty() ? "never" : before, after.empty() ? "never" : after,
                    {"-e", after});
}

void UserLook::add_password_ages(Plan& plan) const {
    Map before;
    Map after;
    std::vector<std::string> arguments;
    const auto compare = [&](const char* what, const std::optional<std::int64_t>& wanted,
                             const std::optional<std::int64_t>& is, const char* option) {
        if (!wanted || wanted == is) return;
        before.set(what, is ? Value(*is) : Value());
        after.set(what, *wanted);
        arguments.insert(arguments.end(), {option, std::to_string(*wanted)});
    };
    const Shadow is = shadow_.value_or(Shadow{});
    compare("password_expire_min", wanted_.password_expire_min, is.minimum_days, "-m");
    compare("password_expire_max", wanted_.password_expire_max, is.maximum_days, "-M");
    if (arguments.empty()) return;
    arguments.push_back(wanted_.name);
    plan.change({"user " + wanted_.name, std::move(before), std::move(after)},
                [arguments](HostControl& host) {
                    run_or_fail(host, {.program = "chage", .arguments = arguments});
                    return Outcome{};
                });
}

void UserLook::add_home(Plan& plan, const User& present) const {
    const std::string home = wanted_.home.value_or(present.home);
    const bool moved = wanted_.move_home && home != present.home && host_.exists(present.home);
    if (!wanted_.create_home || home.empty() || moved || host_.exists(home)) return;
    const Ownership owner{wanted_.uid ? static_cast<std::uint32_t>(*wanted_.uid) : present.id, present.group,
                          home_mode(host_)};
    plan.change({home, Map{{"state", "absent"}}, Map{{"state", "directory"}, {"owner", wanted_.name}}},
                [home, owner, skeleton = wanted_.skeleton.value_or("/etc/skel")](HostControl& host) {
                    make_home(host, skeleton, home, owner);
                    return Outcome{};
                });
}

}  // namespace modules

#pragma once

#include "tests/support/FakeHost.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace modules {

/// The programs of a fake host that change accounts.
class FakeAccounts {
  public:
    explicit FakeAccounts(FakeHost& host) : host_(host) {
        host.add_directory("/home");
        const auto on = [&](const char* program, void (FakeAccounts::*act)(const Command&)) {
            host.on_run(program, {}, [this, act](const Command& command) {
                (this->*act)(command);
                write_shadow();
                return ProcessResult{};
            });
        };
        on("groupadd", &FakeAccounts::groupadd);
        on("groupmod", &FakeAccounts::groupadd);
        on("groupdel", &FakeAccounts::groupdel);
        on("useradd", &FakeAccounts::useradd);
        on("usermod", &FakeAccounts::usermod);
        on("userdel", &FakeAccounts::userdel);
        on("chpasswd", &FakeAccounts::chpasswd);
        on("chage", &FakeAccounts::chage);
        write_shadow();
    }

    void add(User user, const std::string& hash = "!") {
        shadow_[user.name] = {hash, "", "", ""};
        host_.add_user(std::move(user));
        write_shadow();
    }
    [[nodiscard]] std::string hash_of(const std::string& user) { return shadow_[user].hash; }

  private:
    struct Line {
        std::string hash;
        std::string minimum;
        std::string maximum;
        std::string expires;
    };

    static std::optional<std::string> option(const Command& command, const std::string& name) {
        const auto found = std::find(command.arguments.begin(), command.arguments.end(), name);
        if (found == command.arguments.end() || found + 1 == command.arguments.end()) return std::nullopt;
        return *(found + 1);
    }
    static bool flag(const Command& command, const std::string& name) {
        return std::find(command.arguments.begin(), command.arguments.end(), name) != command.arguments.end();
    }

    void write_shadow() {
        std::string text;
        for (const auto& [name, line] : shadow_)
            text += name + ":" + line.hash + ":19000:" + line.minimum + ":" + line.maximum +
                    ":7::" + line.expires + ":\n";
        host_.add_file("/etc/shadow", text, {.mode = 0640});
    }

    void groupadd(const Command& command) {
        const std::string name = command.arguments.back();
        Group group = host_.group(name).value_or(Group{name, next_++, {}});
        if (const auto number = option(command, "-g"))
            group.id = static_cast<std::uint32_t>(std::stoul(*number));
        host_.add_group(group);
    }
    void groupdel(const Command& command) { host_.remove_group(command.arguments.back()); }

    void set_groups(const std::string& name, const std::string& list, bool append) {
        for (Group group : host_.groups()) {
            const bool wanted = ("," + list + ",").find("," + group.name + ",") != std::string::npos;
            const bool is =
                std::find(group.members.begin(), group.members.end(), name) != group.members.end();
            if (wanted && !is) group.members.push_back(name);
            if (!wanted && is && !append) std::erase(group.members, name);
            host_.add_group(group);
        }
    }

    void apply(const Command& command, User user) {
        if (const auto value = option(command, "-u"))
            user.id = static_cast<std::uint32_t>(std::stoul(*value));
        if (const auto value = option(command, "-g")) user.group = host_.group(std::string_view(*value))->id;
        if (const auto value = option(command, "-c")) user.comment = *value;
        if (const auto value = option(command, "-d")) user.home = *value;
        if (const auto value = option(command, "-s")) user.shell = *value;
        if (const auto value = option(command, "-e"))
            shadow_[user.name].expires = *value == "2030-01-01" ? "21915" : "";
        if (const auto value = option(command, "-G")) set_groups(user.name, *value, flag(command, "-a"));
        std::string& hash = shadow_[user.name].hash;
        if (flag(command, "-L") && !hash.starts_with('!')) hash = "!" + hash;
        if (flag(command, "-U")) hash.erase(0, 1);
        host_.add_user(user);
    }
    void useradd(const Command& command) {
        const std::string name = command.arguments.back();
        User user{name, next_, 0, "", "/home/" + name, "/bin/sh"};
        if (!flag(command, "-g") && !flag(command, "-N")) host_.add_group({name, next_, {}});
        user.group = host_.group(name).value_or(Group{}).id;
        ++next_;
        shadow_[name].hash = "!";
        if (flag(command, "-m")) host_.add_directory(option(command, "-d").value_or(user.home));
        apply(command, user);
    }
    void usermod(const Command& command) {
        const User before = *host_.user(command.arguments.back());
        if (flag(command, "-m")) host_.move(before.home, *option(command, "-d"));
        apply(command, before);
    }
    void userdel(const Command& command) {
        shadow_.erase(command.arguments.back());
        host_.remove_user(command.arguments.back());
    }
    void chpasswd(const Command& command) {
        const std::size_t colon = command.input.find(':');
        shadow_[command.input.substr(0, colon)].hash =
            command.input.substr(colon + 1, command.input.size() - colon - 2);
    }
    void chage(const Command& command) {
        Line& line = shadow_[command.arguments.back()];
        line.minimum = option(command, "-m").value_or(line.minimum);
        line.maximum = option(command, "-M").value_or(line.maximum);
    }

    FakeHost& host_;
    std::map<std::string, Line> shadow_;
    std::uint32_t next_ = 1000;
};

}  // namespace modules

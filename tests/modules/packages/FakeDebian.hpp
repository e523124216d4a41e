#pragma once

#include "tests/support/FakeHost.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace modules {

/// dpkg and apt of a fake host. Versions are single letters or numbers, compared as text.
class FakeDebian {
  public:
    explicit FakeDebian(FakeHost& host) : host_(host) {
        host.add_program("apt-get");
        host.add_file("/etc/apt/sources.list", "deb http://deb.example/ stable main\n");
        host.add_file("/var/lib/apt/lists/deb.example_InRelease", "");
        host.on_run("dpkg-query", {}, [this](const Command& command) { return dpkg_query(command); });
        host.on_run("dpkg", {"--compare-versions"}, [](const Command& command) {
            const bool at_least = command.arguments[2] == "ge";
            const bool yes = at_least ? command.arguments[1] >= command.arguments[3]
                                      : command.arguments[1] > command.arguments[3];
            return ProcessResult{yes ? 0 : 1, "", "", false};
        });
        host.on_run("apt-cache", {"policy"}, [this](const Command& command) { return policy(command); });
        host.on_run("apt-get", {"--simulate"}, [this](const Command& command) { return simulate(command); });
        host.on_run("flock", {"/run/lock/understudy-packages", "apt-get"},
                    [this](const Command& command) { return apt_get(command); });
    }

    /// Name → version.
    std::map<std::string, std::string> installed;
    std::map<std::string, std::string> available;
    /// What the next update brings.
    std::map<std::string, std::string> upstream;
    /// Removed, configuration left.
    std::map<std::string, std::string> left;
    /// Name → what it provides.
    std::map<std::string, std::string> provides;
    /// How many updates fail before one works.
    int broken_updates = 0;
    std::string install_error;
    /// What stood in policy-rc.d during the last call.
    std::string policy_seen;

  private:
    static std::vector<std::string> names_in(const Command& command) {
        const std::vector<std::string> verbs{"install",    "remove", "upgrade",
                                             "autoremove", "policy", "dist-upgrade"};
        std::vector<std::string> names;
        bool behind_verb = false;
        for (const std::string& word : command.arguments) {
            if (behind_verb && !word.starts_with("-")) names.push_back(word);
            behind_verb = behind_verb || std::find(verbs.begin(), verbs.end(), word) != verbs.end();
        }
        return names;
    }

    ProcessResult dpkg_query(const Command& command) const {
        std::string output;
        const bool all = command.arguments.size() == 3;
        if (all) {
            for (const auto& [name, version] : installed)
                output += "ii \t" + (provides.contains(name) ? provides.at(name) : "") + "\n";
            return {0, output, "", false};
        }
        int status = 0;
        for (std::size_t place = 3; place < command.arguments.size(); ++place) {
            const std::string& name = command.arguments[place];
            if (installed.contains(name)) {
                output += name + "\tamd64\tii \t" + installed.at(name) + "\n";
            } else if (left.contains(name)) {
                output += name + "\tamd64\trc \t" + left.at(name) + "\n";
            } else {
                status = 1;
            }
        }
        return {status, output, status != 0 ? "dpkg-query: no packages found matching x\n" : "", false};
    }

    ProcessResult policy(const Command& command) const {
        std::string output;
        for (const std::string& name : names_in(command))
            if (available.contains(name))
                output += name + ":\n  Installed: (none)\n  Candidate: " + available.at(name) +
                          "\n  Version table:\n     " + available.at(name) + " 500\n";
        return {0, output, "", false};
    }

    ProcessResult simulate(const Command& command) const {
        const bool removes = std::find(command.arguments.begin(), command.arguments.end(), "autoremove") !=
                             command.arguments.end();
        std::string output = "NOTE: This is only a simulation!\n";
        for (const auto& [name, version] : installed) {
            if (removes && name.starts_with("unneeded")) output += "Remv " + name + " [" + version + "]\n";
            const auto newer = available.find(name);
            if (!removes && newer != available.end() && newer->second > version)
                output += "Inst " + name + " [" + version + "] (" + newer->second + " Debian:12 [amd64])\n";
        }
        return {0, output, "", false};
    }

    ProcessResult apt_get(const Command& command) {
        const auto asks = [&](const char* word) {
            return std::find(command.arguments.begin(), command.arguments.end(), word) !=
                   command.arguments.end();
        };
        if (asks("update")) {
            if (broken_updates-- > 0) return {100, "", "E: Failed to fetch http://deb.example/\n", false};
            for (const auto& [name, version] : upstream)
                available[name] = version;
            host_.add_file("/var/lib/apt/lists/deb.example_InRelease", "");
            return {};
        }
        if (!install_error.empty()) return {100, "Setting up nginx\n", install_error + "\n", false};
        if (asks("upgrade"))
            for (auto& [name, version] : installed)
                if (available.contains(name)) version = available.at(name);
        if (asks("autoremove"))
            std::erase_if(installed, [](const auto& entry) { return entry.first.starts_with("unneeded"); });
        for (const std::string& word : names_in(command)) {
            const std::size_t equals = word.find('=');
            const std::string name = word.substr(0, equals);
            if (asks("install"))
                installed[name] = equals != std::string::npos ? word.substr(equals + 1) : available.at(name);
            if (!asks("remove")) continue;
            if (installed.contains(name) && !asks("--purge")) left[name] = installed.at(name);
            if (asks("--purge")) left.erase(name);
            installed.erase(name);
        }
        policy_seen = host_.content("/usr/sbin/policy-rc.d");
        return {0, "done\n", "", false};
    }

    FakeHost& host_;
};

}  // namespace modules

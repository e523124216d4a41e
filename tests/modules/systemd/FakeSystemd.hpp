#pragma once

#include "tests/support/FakeHost.hpp"

#include <map>
#include <string>

namespace modules {

/// A systemd that a fake host's `systemctl` talks to: units with the properties that matter.
class FakeSystemd {
  public:
    struct FakeUnit {
        std::string active = "inactive";
        std::string file = "disabled";
        std::string load = "loaded";
        /// Why it cannot be started; empty: it can.
        std::string broken = {};
        /// Further lines of `systemctl show`.
        std::string more = {};
    };

    explicit FakeSystemd(FakeHost& host) : host_(host) {
        host.add_file(loaded_at, "");
        host.on_run("systemctl", {}, [this](const Command& command) { return answer(command); });
    }

    FakeUnit& operator[](const std::string& name) { return units_[name]; }
    /// A unit that systemd sees only after the next daemon-reload.
    void add_unseen(const std::string& name, FakeUnit unit) { appearing_[name] = std::move(unit); }
    void add_alias(const std::string& alias, const std::string& name) { aliases_[alias] = name; }

  private:
    static constexpr const char* loaded_at = "/run/systemd/systemd-units-load";

    ProcessResult answer(const Command& command) {
        std::vector<std::string> words = command.arguments;
        std::erase_if(words, [](const std::string& word) { return word.starts_with('-'); });
        const std::string verb = words.front();
        if (verb == "daemon-reload") {
            for (const auto& [name, unit] : appearing_)
                units_[name] = unit;
            host_.add_file(loaded_at, "");
            return {};
        }
        const std::string name = full_name(words.at(1));
        if (verb == "show") return {0, shown(name), "", false};
        if (!units_.contains(name) && verb != "mask") return {5, "", "Unit " + name + " not found.\n", false};
        FakeUnit& unit = units_[name];
        if (verb == "is-enabled") return {unit.file == "enabled" ? 0 : 1, unit.file + "\n", "", false};
        if (verb == "mask") unit.load = unit.file = "masked";
        if (verb == "unmask") {
            unit.load = "loaded";
            unit.file = "disabled";
        }
        if (unit.load == "masked" && verb != "mask" && verb != "stop")
            return {1, "", "Unit " + name + " is masked.\n", false};
        if (verb == "enable") unit.file = "enabled";
        if (verb == "disable") unit.file = "disabled";
        if (verb == "stop") unit.active = "inactive";
        if ((verb == "start" || verb == "restart") && !unit.broken.empty())
            return {1, "", unit.broken + "\n", false};
        if (verb == "start" || verb == "restart") unit.active = "active";
        return {};
    }

    [[nodiscard]] std::string full_name(const std::string& name) const {
        const std::string full = name.find('.') == std::string::npos ? name + ".service" : name;
        const auto alias = aliases_.find(full);
        return alias != aliases_.end() ? alias->second : full;
    }

    [[nodiscard]] std::string shown(const std::string& name) const {
        const auto found = units_.find(name);
        if (found == units_.end()) return "Id=" + name + "\nLoadState=not-found\nActiveState=inactive\n";
        const FakeUnit& unit = found->second;
        return "Id=" + name + "\nLoadState=" + unit.load + "\nActiveState=" + unit.active +
               "\nUnitFileState=" + unit.file + "\n" + unit.more;
    }

    FakeHost& host_;
    std::map<std::string, FakeUnit> units_;
    std::map<std::string, std::string> aliases_;
    std::map<std::string, FakeUnit> appearing_;
};

}  // namespace modules

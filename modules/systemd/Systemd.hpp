#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class UnitState { started, stopped, restarted, reloaded };
enum class UnitScope { system, user, global };

template <>
struct Words<UnitState> {
    static constexpr std::array words{std::pair{std::string_view("started"), UnitState::started},
                                      std::pair{std::string_view("stopped"), UnitState::stopped},
                                      std::pair{std::string_view("restarted"), UnitState::restarted},
                                      std::pair{std::string_view("reloaded"), UnitState::reloaded}};
};
template <>
struct Words<UnitScope> {
    static constexpr std::array words{std::pair{std::string_view("system"), UnitScope::system},
                                      std::pair{std::string_view("user"), UnitScope::user},
                                      std::pair{std::string_view("global"), UnitScope::global}};
};

struct SystemdArguments {
    std::optional<std::string> name;
    std::optional<UnitState> state;
    std::optional<bool> enabled;
    std::optional<bool> masked;
    bool daemon_reload = false;
    bool daemon_reexec = false;
    UnitScope scope = UnitScope::system;
    bool no_block = false;
    bool force = false;
};

/// Units of systemd: running, enabled, masked. Unlike Ansible's, `daemon_reload` looks whether unit files are
/// newer than what systemd has loaded, and only then reloads and counts as a change.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/systemd_service_module.html
class Systemd : public TypedModule<SystemdArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "systemd"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Starts, stops, enables and masks units of systemd";
    }
    [[nodiscard]] ArgumentList<SystemdArguments> table() const override;
    [[nodiscard]] Plan check(const SystemdArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/system/HostView.hpp"
#include "modules/systemd/Systemd.hpp"

#include <optional>
#include <string>

namespace modules {

/// What starts a unit at boot. Fixed: its file has nothing that enabling could do (static, generated,
/// transient).
enum class Boot { enabled, disabled, fixed };

/// What systemd says of one unit.
class Unit {
  public:
    /// Asks with one `systemctl show`; only a template, a unit whose installation is indirect, and a host
    /// where systemd does not run need `systemctl is-enabled` as well.
    Unit(const std::string& name, UnitScope scope, const HostView& host);

    /// All properties, as `systemctl show` gives them.
    [[nodiscard]] const Map& properties() const { return properties_; }
    [[nodiscard]] std::string property(std::string_view name) const;
    [[nodiscard]] bool found() const;
    [[nodiscard]] bool masked() const;
    [[nodiscard]] Boot boot() const { return boot_; }
    [[nodiscard]] bool running() const;
    [[nodiscard]] bool stopping() const { return property("ActiveState") == "deactivating"; }
    /// Nobody can tell whether it runs: systemd is not running, or the unit is a template.
    [[nodiscard]] bool state_unknown() const { return property("ActiveState").empty(); }
    [[nodiscard]] bool is_template() const { return is_template_; }
    /// What to call it in a command: its own name where it was asked for by an alias.
    [[nodiscard]] const std::string& id() const { return id_; }

  private:
    [[nodiscard]] Boot boot_by_file(const std::string& state, const HostView& host) const;
    [[nodiscard]] bool has_start_link(const HostView& host) const;
    void ask_for_file_state(const HostView& host);

    std::string name_;
    std::string id_;
    UnitScope scope_;
    bool is_template_;
    Map properties_;
    Boot boot_ = Boot::disabled;
};

/// A call of systemctl in this scope, with messages in English.
Command systemctl(UnitScope scope, const HostView& host, std::vector<std::string> arguments);

/// The output of `systemctl show` as a mapping.
Map properties_in(std::string_view output);

/// Are unit files, or what generators read, newer than what systemd has loaded?
bool files_newer_than_loaded(const HostView& host);

}  // namespace modules

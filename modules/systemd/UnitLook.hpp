#pragma once

#include "modules/systemd/Systemd.hpp"
#include "modules/systemd/Unit.hpp"

namespace modules {

/// One look of the systemd modules at a unit, and the changes that bring it to what was asked for.
/// `pause` is waited between stop and start of a restart.
class UnitLook {
  public:
    UnitLook(SystemdArguments wanted, std::chrono::seconds pause, const HostView& host,
             const CallOptions& options);
    [[nodiscard]] Plan plan() const;

  private:
    [[nodiscard]] bool needs_reload() const;
    [[nodiscard]] Plan reload_first() const;
    [[nodiscard]] Plan unit_plan() const;
    [[nodiscard]] std::optional<Plan> obstacle(const Unit& unit) const;
    void add_mask_change(Plan& plan, const Unit& unit) const;
    void add_boot_change(Plan& plan, const Unit& unit) const;
    void add_state_change(Plan& plan, const Unit& unit) const;
    [[nodiscard]] Plan missing(const std::string& message) const;
    [[nodiscard]] std::vector<std::string> with_flags(std::vector<std::string> arguments) const;

    SystemdArguments wanted_;
    std::chrono::seconds pause_;
    const HostView& host_;
    CallOptions options_;
};

}  // namespace modules

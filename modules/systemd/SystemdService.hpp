#pragma once

#include "modules/systemd/Systemd.hpp"

namespace modules {

/// The name that `systemd` has had since ansible-core 2.12.
class SystemdService final : public Systemd {
  public:
    [[nodiscard]] std::string_view name() const override { return "systemd_service"; }
};

}  // namespace modules

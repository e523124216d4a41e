#pragma once

#include "modules/systemd/Systemd.hpp"

namespace modules {

struct ServiceArguments : SystemdArguments {
    /// Seconds between stop and start of a restart.
    std::optional<std::int64_t> sleep;
    // Of other service managers; accepted so that roles run as they are.
    std::optional<std::string> pattern;
    std::optional<std::string> arguments;
    std::string runlevel = "default";
    std::string use = "auto";
};

/// Services, whatever starts them: here always systemd.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/service_module.html
class Service final : public TypedModule<ServiceArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "service"; }
    [[nodiscard]] std::string_view summary() const override { return "Starts, stops and enables services"; }
    [[nodiscard]] ArgumentList<ServiceArguments> table() const override;
    [[nodiscard]] Plan check(const ServiceArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct ServiceFactsArguments {};

/// The services of a host as facts: `services` maps a name (ssh.service; ssh for a script of /etc/init.d) to
/// a mapping of name, state, status and source (systemd or sysv).
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/service_facts_module.html Where
/// systemd runs, a script's state is that of its unit, which the script itself would ask; it is not run.
class ServiceFacts final : public TypedModule<ServiceFactsArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "service_facts"; }
    [[nodiscard]] std::string_view summary() const override { return "The services of a host as facts"; }
    [[nodiscard]] ArgumentList<ServiceFactsArguments> table() const override;
    [[nodiscard]] Plan check(const ServiceFactsArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

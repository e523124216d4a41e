#pragma once

#include "modules/openstack/CloudArguments.hpp"

namespace modules {

struct OpenstackIdentityArguments : CloudArguments {
    List domains;
    List projects;
    List roles;
    List groups;
    List users;
    List services;
    List endpoints;
    List role_assignments;
};

/// Keystone's data as a whole: what is declared is there and as it says, or is absent; what is not spoken of
/// is left alone.
class OpenstackIdentity final : public TypedModule<OpenstackIdentityArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "openstack_identity"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Keeps domains, projects, users, roles, services and endpoints of Keystone, and who has which "
               "role";
    }
    [[nodiscard]] ArgumentList<OpenstackIdentityArguments> table() const override;
    [[nodiscard]] Plan check(const OpenstackIdentityArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

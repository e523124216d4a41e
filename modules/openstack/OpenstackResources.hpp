#pragma once

#include "modules/openstack/CloudArguments.hpp"

namespace modules {

struct OpenstackResourcesArguments : CloudArguments {
    List security_groups;
    List networks;
    List subnets;
    List routers;
    List security_group_rules;
    List flavors;
    List volume_types;
    List images;
};

/// What a cloud is to have beside its identity data: what is declared is there and as it says, or is absent;
/// what is not spoken of is left alone.
class OpenstackResources final : public TypedModule<OpenstackResourcesArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "openstack_resources"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Keeps networks, subnets, routers, security groups and their rules, flavors, volume types and "
               "images";
    }
    [[nodiscard]] ArgumentList<OpenstackResourcesArguments> table() const override;
    [[nodiscard]] Plan check(const OpenstackResourcesArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

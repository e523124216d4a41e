#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>
#include <string>
#include <utility>

namespace modules {

enum class ResourceAction { restarted, cleaned };
template <>
struct Words<ResourceAction> {
    static constexpr std::array words{std::pair{"restarted", ResourceAction::restarted},
                                      std::pair{"cleaned", ResourceAction::cleaned}};
};

struct PcsResourceArguments {
    std::optional<std::string> id;
    ResourceAction state = ResourceAction::restarted;
    std::optional<std::string> node;
    std::int64_t timeout = 300;
};

/// Restarts a resource through Pacemaker, of a clone one node at a time; or forgets its failures.
class PcsResource final : public TypedModule<PcsResourceArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pcs_resource"; }
    [[nodiscard]] std::string_view summary() const override {
        return "A clustered resource is restarted, one node at a time, or its failures are cleaned up";
    }
    // A restart on one node bans the resource there for a while; cut off in the middle the ban would stay.
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<PcsResourceArguments> table() const override;
    [[nodiscard]] Plan check(const PcsResourceArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/module/TypedModule.hpp"

#include <string>
#include <vector>

namespace modules {

struct PcsAuthArguments {
    std::vector<Value> hosts;
    std::string username = "hacluster";
    SecretText password;
    bool force = false;
};

/// This host may give orders to the pcs daemons of others. The password goes by standard input.
class PcsAuth final : public TypedModule<PcsAuthArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "pcs_auth"; }
    [[nodiscard]] std::string_view summary() const override {
        return "This host is authenticated to the pcs daemons of the named hosts";
    }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<PcsAuthArguments> table() const override;
    [[nodiscard]] Plan check(const PcsAuthArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

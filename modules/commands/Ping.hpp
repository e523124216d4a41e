#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct PingArguments {
    std::string data = "pong";
};

/// Answers: the host is there, and so is the identity that was asked for (ansible.builtin.ping).
class Ping final : public TypedModule<PingArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "ping"; }
    [[nodiscard]] std::string_view summary() const override { return "Answers, when the host can be reached"; }
    [[nodiscard]] ArgumentList<PingArguments> table() const override;
    [[nodiscard]] Plan check(const PingArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

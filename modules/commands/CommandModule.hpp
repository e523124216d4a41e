#pragma once

#include "modules/commands/Execution.hpp"

namespace modules {

/// Runs a program without a shell (ansible.builtin.command).
class CommandModule final : public TypedModule<ExecutionArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "command"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Runs a program, without a shell in between";
    }
    [[nodiscard]] ArgumentList<ExecutionArguments> table() const override;
    [[nodiscard]] Plan check(const ExecutionArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

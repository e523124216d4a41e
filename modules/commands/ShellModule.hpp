#pragma once

#include "modules/commands/Execution.hpp"

namespace modules {

/// Runs a command line through a shell (ansible.builtin.shell).
class ShellModule final : public TypedModule<ExecutionArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "shell"; }
    [[nodiscard]] std::string_view summary() const override { return "Runs a command line through a shell"; }
    [[nodiscard]] ArgumentList<ExecutionArguments> table() const override { return execution_arguments(); }
    [[nodiscard]] Plan check(const ExecutionArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct OwnModuleArguments {
    /// SHA-256 of the program, which the control side sent ahead.
    std::string content_hash;
    std::string name;
    /// What it reads, as JSON.
    Map arguments;
};

/// The host's half of a module of one's own: runs an executable of a role's or playbook's library/, as Ansible runs binary
/// modules, with a file of JSON arguments as its argument, and takes the JSON that it prints for its result.
/// Not to be called by name: the interpreter calls it for such modules.
/// https://docs.ansible.com/ansible/latest/dev_guide/developing_program_flow_modules.html
class OwnModule final : public TypedModule<OwnModuleArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "_own_module"; }
    [[nodiscard]] std::string_view summary() const override { return "Runs a module of one's own"; }
    [[nodiscard]] ArgumentList<OwnModuleArguments> table() const override;
    [[nodiscard]] Plan check(const OwnModuleArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

/// What the first line of a script says: the interpreter and perhaps one word for it; empty for a program.
std::vector<std::string> interpreter_of(std::string_view content);

/// The JSON in what a module printed, without the lines around it. Throws std::runtime_error where there is none.
Value printed_result(std::string_view output);

}  // namespace modules

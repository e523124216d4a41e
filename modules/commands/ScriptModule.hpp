#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct ScriptArguments {
    /// SHA-256 of the script, which the control side sent ahead.
    std::string content_hash;
    /// Its name there, which the script sees as its own.
    std::string name = "script";
    /// What stands behind it on the command line.
    std::string words;
    std::optional<std::string> chdir;
    std::optional<std::string> creates;
    std::optional<std::string> removes;
    std::optional<std::string> executable;
};

/// The host's half of `script`: runs a file of the control side that was sent ahead.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/script_module.html
class ScriptModule final : public TypedModule<ScriptArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "script"; }
    [[nodiscard]] std::string_view summary() const override { return "Runs a script of the control side"; }
    [[nodiscard]] ArgumentList<ScriptArguments> table() const override;
    [[nodiscard]] Plan check(const ScriptArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

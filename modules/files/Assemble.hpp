#pragma once

#include "modules/files/Attributes.hpp"

namespace modules {

struct AssembleArguments : AttributeArguments {
    std::string src;
    std::string dest;
    bool backup = false;
    std::optional<std::string> delimiter;
    bool remote_src = true;
    std::optional<std::string> regexp;
    bool ignore_hidden = false;
    std::optional<std::string> validate;
    /// The fragments themselves, from the control side: {name, content} of each.
    std::optional<Value> fragments;
};

/// One file of the fragments in a directory, in the order of their names.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/assemble_module.html
class Assemble final : public TypedModule<AssembleArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "assemble"; }
    [[nodiscard]] std::string_view summary() const override { return "Puts a file together from fragments"; }
    [[nodiscard]] ArgumentList<AssembleArguments> table() const override;
    [[nodiscard]] Plan check(const AssembleArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

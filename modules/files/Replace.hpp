#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/files/Text.hpp"

namespace modules {

struct ReplaceArguments : AttributeArguments {
    std::string path;
    std::string regexp;
    Text replacement;
    std::optional<std::string> after;
    std::optional<std::string> before;
    std::string encoding = "utf-8";
    bool backup = false;
    std::optional<std::string> validate;
};

/// Every place of a text file that matches a regular expression, replaced.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/replace_module.html
class Replace final : public TypedModule<ReplaceArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "replace"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Replaces all that matches a regular expression in a text file";
    }
    [[nodiscard]] ArgumentList<ReplaceArguments> table() const override;
    [[nodiscard]] Plan check(const ReplaceArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

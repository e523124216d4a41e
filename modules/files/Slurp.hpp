#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct SlurpArguments {
    std::string src;
};

/// A file's content, in base64 so that any bytes pass.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/slurp_module.html
class Slurp final : public TypedModule<SlurpArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "slurp"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Brings a file's content, encoded in base64";
    }
    [[nodiscard]] ArgumentList<SlurpArguments> table() const override;
    [[nodiscard]] Plan check(const SlurpArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

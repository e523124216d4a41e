#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

struct RpmKeyArguments {
    std::string key;
    std::optional<std::string> fingerprint;
    bool validate_certs = true;
    Presence state = Presence::present;
};

/// Keys by which rpm trusts packages. What rpm has, and what is given, is read here; gpg is not needed.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/rpm_key_module.html
class RpmKey final : public TypedModule<RpmKeyArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "rpm_key"; }
    [[nodiscard]] std::string_view summary() const override { return "Keys by which rpm trusts packages"; }
    [[nodiscard]] ArgumentList<RpmKeyArguments> table() const override;
    [[nodiscard]] Plan check(const RpmKeyArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

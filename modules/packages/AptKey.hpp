#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

struct AptKeyArguments {
    std::optional<std::string> id;
    std::optional<std::string> url;
    std::optional<std::string> data;
    std::optional<std::string> file;
    std::optional<std::string> keyring;
    std::optional<std::string> keyserver;
    bool validate_certs = true;
    Presence state = Presence::present;
};

/// Keys by which apt trusts repositories: in a keyring of one's own, or else in /etc/apt/trusted.gpg and
/// trusted.gpg.d. Keyrings are read and written here: neither apt-key, which Debian has given up, nor gpg is
/// needed. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/apt_key_module.html
class AptKey final : public TypedModule<AptKeyArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "apt_key"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Keys by which apt trusts repositories";
    }
    [[nodiscard]] ArgumentList<AptKeyArguments> table() const override;
    [[nodiscard]] Plan check(const AptKeyArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

struct GetentArguments {
    std::string database;
    std::optional<std::string> key;
    std::optional<std::string> service;
    std::optional<std::string> split;
    bool fail_key = true;
};

/// Entries of passwd, hosts and the other databases of the name service switch, as facts: getent_passwd maps
/// a name to its fields. Password hashes are secrets. getent(1),
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/getent_module.html
class Getent final : public TypedModule<GetentArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "getent"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Entries of the name service's databases (passwd, hosts, services, …) as facts";
    }
    [[nodiscard]] ArgumentList<GetentArguments> table() const override;
    [[nodiscard]] Plan check(const GetentArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

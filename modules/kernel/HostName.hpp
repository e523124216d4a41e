#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

/// How a host keeps its name: with systemd's hostnamed, or in a plain file.
enum class HostNameStrategy { systemd, debian, generic, alpine };
template <>
struct Words<HostNameStrategy> {
    static constexpr std::array words{std::pair{std::string_view("systemd"), HostNameStrategy::systemd},
                                      std::pair{std::string_view("debian"), HostNameStrategy::debian},
                                      std::pair{std::string_view("generic"), HostNameStrategy::generic},
                                      std::pair{std::string_view("alpine"), HostNameStrategy::alpine}};
};

struct HostNameArguments {
    std::string name;
    std::optional<HostNameStrategy> use;
};

/// The name of the host, now (in the kernel) and after the next start (/etc/hostname, hostname(5)).
/// /etc/hosts is left to others.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/hostname_module.html Without systemd
/// the kernel's name is set too, where Ansible sets that of the file only.
class HostName final : public TypedModule<HostNameArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "hostname"; }
    [[nodiscard]] std::string_view summary() const override { return "Sets the name of the host"; }
    [[nodiscard]] ArgumentList<HostNameArguments> table() const override;
    [[nodiscard]] Plan check(const HostNameArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

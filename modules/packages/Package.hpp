#pragma once

#include "modules/packages/Apt.hpp"

namespace modules {

struct PackageArguments : AptArguments {
    std::string use = "auto";
    // Of dnf; accepted so that roles for several platforms run as they are.
    std::vector<std::string> enablerepo;
    std::vector<std::string> disablerepo;
};

/// Packages by whatever package manager the host has.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/package_module.html
class Package final : public TypedModule<PackageArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "package"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Installs and removes packages with the package manager of the host";
    }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<PackageArguments> table() const override;
    [[nodiscard]] Plan check(const PackageArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

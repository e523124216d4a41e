#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class PackageFactsStrategy { first, all };
template <>
struct Words<PackageFactsStrategy> {
    static constexpr std::array words{std::pair{std::string_view("first"), PackageFactsStrategy::first},
                                      std::pair{std::string_view("all"), PackageFactsStrategy::all}};
};

struct PackageFactsArguments {
    std::vector<std::string> manager{"auto"};
    PackageFactsStrategy strategy = PackageFactsStrategy::first;
};

/// The installed packages as facts: `packages` maps a name to a list of mappings, one for each version that
/// is installed. Of dpkg: name, version, arch, category, origin (as the package itself says; often nothing),
/// source. Of rpm: name, version, release, epoch, arch, source. Read from dpkg and rpm, never from apt or
/// dnf. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/package_facts_module.html
class PackageFacts final : public TypedModule<PackageFactsArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "package_facts"; }
    [[nodiscard]] std::string_view summary() const override { return "The installed packages as facts"; }
    [[nodiscard]] ArgumentList<PackageFactsArguments> table() const override;
    [[nodiscard]] Plan check(const PackageFactsArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class DpkgSelection { install, hold, deinstall, purge };
template <>
struct Words<DpkgSelection> {
    static constexpr std::array words{std::pair{std::string_view("install"), DpkgSelection::install},
                                      std::pair{std::string_view("hold"), DpkgSelection::hold},
                                      std::pair{std::string_view("deinstall"), DpkgSelection::deinstall},
                                      std::pair{std::string_view("purge"), DpkgSelection::purge}};
};

struct DpkgSelectionsArguments {
    std::string name;
    DpkgSelection selection = DpkgSelection::install;
};

/// What dpkg is to do with a package at the next occasion; most of all, hold it.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/dpkg_selections_module.html
class DpkgSelections final : public TypedModule<DpkgSelectionsArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "dpkg_selections"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Whether a Debian package is to be installed, held or removed";
    }
    [[nodiscard]] ArgumentList<DpkgSelectionsArguments> table() const override;
    [[nodiscard]] Plan check(const DpkgSelectionsArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

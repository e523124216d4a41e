#include "modules/packages/Package.hpp"

#include "modules/packages/AptLook.hpp"
#include "modules/packages/AptTable.hpp"

#include <fmt/format.h>

#include <array>

namespace modules {

namespace {

/// A prefix of a collection says nothing here: ansible.builtin.apt is apt.
std::string plain(const std::string& manager) {
    return manager.substr(manager.rfind('.') + 1);
}

}  // namespace

ArgumentList<PackageArguments> Package::table() const {
    ArgumentList<PackageArguments> table;
    add_apt_arguments(table);
    table.add("use", &PackageArguments::use, "the package manager: auto or apt")
        .add("enablerepo", &PackageArguments::enablerepo, "of dnf; no meaning with apt")
        .add("disablerepo", &PackageArguments::disablerepo, "of dnf; no meaning with apt");
    return table;
}

Plan Package::check(const PackageArguments& wanted, const HostView& host, const CallOptions& options) const {
    std::string manager = plain(wanted.use);
    for (const std::string_view known : {"apt-get", "dnf", "yum", "zypper", "apk"}) {
        if (manager != "auto") break;
        if (host.find_program(known)) manager = known == "apt-get" ? "apt" : known;
    }
    if (manager == "auto")
        throw Failure(
            "the host has no package manager that is known (looked for apt-get, dnf, yum, zypper and apk)");
    if (manager != "apt")
        throw Failure(
            fmt::format("packages by {} cannot be managed yet: apt is the only package manager that is "
                        "supported",
                        manager));
    return AptLook(wanted, host, options).plan();
}

}  // namespace modules

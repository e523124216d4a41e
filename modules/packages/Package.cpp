#include "modules/packages/Package.hpp"

#include "modules/packages/AptLook.hpp"
#include "modules/packages/AptTable.hpp"
#include "modules/packages/Dnf.hpp"

#include <fmt/format.h>

#include <array>

namespace modules {

namespace {

/// A prefix of a collection says nothing here: ansible.builtin.apt is apt.
std::string plain(const std::string& manager) {
    return manager.substr(manager.rfind('.') + 1);
}

DnfState state_for_dnf(PackageState state) {
    if (state == PackageState::absent) return DnfState::absent;
    if (state == PackageState::latest) return DnfState::latest;
    if (state == PackageState::present) return DnfState::present;
    throw Failure("package: build-dep and fixed are states of apt only");
}

DnfArguments for_dnf(const PackageArguments& wanted, const std::string& manager) {
    DnfArguments arguments;
    arguments.name = wanted.name;
    arguments.state = state_for_dnf(wanted.state);
    arguments.enablerepo = wanted.enablerepo;
    arguments.disablerepo = wanted.disablerepo;
    arguments.update_cache = wanted.update_cache.value_or(false);
    arguments.allow_downgrade = wanted.allow_downgrade;
    arguments.autoremove = wanted.autoremove;
    arguments.disable_gpg_check = wanted.allow_unauthenticated;
    arguments.install_weak_deps = wanted.install_recommends.value_or(true);
    arguments.lock_timeout = wanted.lock_timeout;
    arguments.use_backend = manager;
    return arguments;
}

}  // namespace

ArgumentList<PackageArguments> Package::table() const {
    ArgumentList<PackageArguments> table;
    add_apt_arguments(table);
    table.add("use", &PackageArguments::use, "the package manager: auto, apt, dnf or yum")
        .add("enablerepo", &PackageArguments::enablerepo,
             "repositories of dnf that are to be used; no meaning with apt")
        .add("disablerepo", &PackageArguments::disablerepo,
             "repositories of dnf that are not to be used; no meaning with apt");
    return table;
}

Plan Package::check(const PackageArguments& wanted, const HostView& host, const CallOptions& options) const {
    std::string manager = plain(wanted.use);
    for (const std::string_view known : {"apt-get", "dnf", "yum", "zypper", "apk"}) {
        if (manager != "auto") break;
        if (host.find_program(known)) manager = known == "apt-get" ? "apt" : known;
    }
    if (manager == "apt") return AptLook(wanted, host, options).plan();
    if (manager == "dnf" || manager == "yum") return Dnf().check(for_dnf(wanted, manager), host, options);
    if (manager == "auto")
        throw Failure(
            "the host has no package manager that is known (looked for apt-get, dnf, yum, zypper and apk)");
    throw Failure(
        fmt::format("packages by {} cannot be managed yet: apt, dnf and yum are the package managers "
                    "that are supported",
                    manager));
}

}  // namespace modules

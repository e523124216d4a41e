#include "modules/packages/Dnf.hpp"

#include "modules/packages/DnfLook.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

void require_sense_of_dnf(const DnfArguments& wanted) {
    if (wanted.name.empty() && !wanted.list && !wanted.update_cache && !wanted.autoremove)
        throw Failure("one of the following is required: name, list, update_cache");
    if (!wanted.name.empty() && wanted.list) throw Failure("parameters are mutually exclusive: name|list");
    const bool removes =
        !wanted.state || wanted.state == DnfState::absent || wanted.state == DnfState::removed;
    if (wanted.autoremove && !removes) throw Failure("Autoremove should be used alone or with state=absent");
    constexpr std::array backends{"auto", "dnf", "dnf4", "dnf5", "yum", "yum3", "yum4"};
    if (std::find(backends.begin(), backends.end(), wanted.use_backend) == backends.end())
        throw Failure(fmt::format(
            "value of use_backend must be one of: auto, dnf, dnf4, dnf5, yum, yum3, yum4, got: {}",
            wanted.use_backend));
}

}  // namespace

ArgumentList<DnfArguments> Dnf::table() const {
    using A = DnfArguments;
    ArgumentList<A> list;
    list.add("name", &A::name,
             "packages: httpd, httpd-2.4, \"httpd >= 2.4\", @group, a .rpm file; * with latest: all",
             {.aliases = {"pkg"}})
        .add("state", &A::state, "installed, not installed, or in the newest version")
        .add("list", &A::list, "tell packages instead: installed, updates, available, repos, or a name")
        .add("allow_downgrade", &A::allow_downgrade, "replace a newer version by the one that is named")
        .add("allowerasing", &A::allowerasing, "remove what stands in the way")
        .add("autoremove", &A::autoremove, "remove dependencies that nobody needs any more")
        .add("bugfix", &A::bugfix, "with latest: only what mends mistakes")
        .add("cacheonly", &A::cacheonly, "fetch nothing")
        .add("conf_file", &A::conf_file, "the configuration, in place of dnf's own", {.path = true})
        .add("disable_excludes", &A::disable_excludes, "ignore the excludes of: all, main, or a repository")
        .add("disable_gpg_check", &A::disable_gpg_check, "install what carries no valid signature")
        .add("disable_plugin", &A::disable_plugin, "plugins of dnf that are not to be used")
        .add("disablerepo", &A::disablerepo, "repositories that are not to be used")
        .add("download_only", &A::download_only, "fetch packages and do nothing with them")
        .add("download_dir", &A::download_dir, "where to put them", {.path = true})
        .add("enable_plugin", &A::enable_plugin, "plugins of dnf that are to be used")
        .add("enablerepo", &A::enablerepo, "repositories that are to be used")
        .add("exclude", &A::exclude, "packages that are left alone")
        .add("install_repoquery", &A::install_repoquery, "has no meaning, as in Ansible")
        .add("install_weak_deps", &A::install_weak_deps, "install what packages recommend")
        .add("installroot", &A::installroot, "the tree to install in", {.path = true})
        .add("lock_timeout", &A::lock_timeout, "seconds to wait while another program holds dnf's lock")
        .add("nobest", &A::nobest, "accept another version than the newest")
        .add("releasever", &A::releasever, "the release of the distribution")
        .add("security", &A::security, "with latest: only what mends security")
        .add("skip_broken", &A::skip_broken, "leave out what cannot be installed")
        .add("sslverify", &A::sslverify, "check certificates of repositories")
        .add("update_cache", &A::update_cache, "fetch the metadata anew", {.aliases = {"expire-cache"}})
        .add("update_only", &A::update_only, "leave alone what is not installed")
        .add("use_backend", &A::use_backend, "dnf or yum; auto: dnf where it is there")
        .add("validate_certs", &A::validate_certs, "check certificates of repositories");
    return list;
}

Plan Dnf::check(const DnfArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense_of_dnf(wanted);
    return DnfLook(wanted, host, options).plan();
}

}  // namespace modules

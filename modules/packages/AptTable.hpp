#pragma once

#include "modules/packages/Apt.hpp"

namespace modules {

/// The arguments of `apt`, which `package` takes too.
template <class Arguments>
void add_apt_arguments(ArgumentList<Arguments>& table) {
    using Texts = std::vector<std::string>;
    using Text = std::optional<std::string>;
    table.template add<Texts>("name", &Arguments::name, "packages: nginx, nginx=1.18* or nginx>=1.18",
                              {.aliases = {"package", "pkg"}});
    table.template add<PackageState>("state", &Arguments::state,
                                     "installed, not installed, or in the newest version");
    table.template add<Upgrade>("upgrade", &Arguments::upgrade,
                                "upgrade all packages: yes or safe removes none, full or dist may");
    table.template add<Text>("deb", &Arguments::deb, "a package file on the host", {.path = true});
    table.template add<std::optional<bool>>("update_cache", &Arguments::update_cache,
                                            "fetch the package lists first", {.aliases = {"update-cache"}});
    table.template add<std::int64_t>("cache_valid_time", &Arguments::cache_valid_time,
                                     "fetch the package lists first if they are older (seconds)");
    table.template add<std::int64_t>("update_cache_retries", &Arguments::update_cache_retries,
                                     "how often fetching is tried");
    table.template add<std::int64_t>("update_cache_retry_max_delay", &Arguments::update_cache_retry_max_delay,
                                     "the longest pause between two tries (seconds)");
    table.template add<std::optional<bool>>(
        "install_recommends", &Arguments::install_recommends,
        "install recommended packages too; without it as apt is configured",
        {.aliases = {"install-recommends"}});
    table.template add<Text>("default_release", &Arguments::default_release,
                             "the release to take packages from", {.aliases = {"default-release"}});
    table.template add<bool>("only_upgrade", &Arguments::only_upgrade, "leave alone what is not installed");
    table.template add<bool>("purge", &Arguments::purge, "remove configuration files too");
    table.template add<bool>("autoremove", &Arguments::autoremove,
                             "remove dependencies that nobody needs any more");
    table.template add<bool>("autoclean", &Arguments::autoclean,
                             "remove fetched package files that are no longer offered");
    table.template add<bool>("clean", &Arguments::clean, "remove all fetched package files");
    table.template add<bool>("force", &Arguments::force, "allow all that apt warns of; dangerous");
    table.template add<bool>("allow_unauthenticated", &Arguments::allow_unauthenticated,
                             "install what carries no valid signature",
                             {.aliases = {"allow-unauthenticated"}});
    table.template add<bool>("allow_downgrade", &Arguments::allow_downgrade,
                             "replace a newer version by an older one",
                             {.aliases = {"allow-downgrade", "allow_downgrades", "allow-downgrades"}});
    table.template add<bool>("allow_change_held_packages", &Arguments::allow_change_held_packages,
                             "change packages that are on hold");
    table.template add<bool>("fail_on_autoremove", &Arguments::fail_on_autoremove,
                             "fail rather than remove anything");
    table.template add<bool>("force_apt_get", &Arguments::force_apt_get, "accepted; apt-get is always used");
    table.template add<std::string>("dpkg_options", &Arguments::dpkg_options,
                                    "options for dpkg, without their --");
    table.template add<std::optional<std::int64_t>>(
        "policy_rc_d", &Arguments::policy_rc_d,
        "what /usr/sbin/policy-rc.d answers meanwhile: 101 keeps new services from starting");
    table.template add<std::int64_t>("lock_timeout", &Arguments::lock_timeout,
                                     "seconds to wait while another program holds apt's lock");
}

}  // namespace modules

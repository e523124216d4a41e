#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class PackageState { present, absent, latest, build_dependencies, fixed };
enum class Upgrade { no, yes, safe, full, dist };

template <>
struct Words<PackageState> {
    static constexpr std::array words{
        std::pair{std::string_view("present"), PackageState::present},
        std::pair{std::string_view("absent"), PackageState::absent},
        std::pair{std::string_view("latest"), PackageState::latest},
        std::pair{std::string_view("build-dep"), PackageState::build_dependencies},
        std::pair{std::string_view("fixed"), PackageState::fixed}};
};
template <>
struct Words<Upgrade> {
    static constexpr std::array words{std::pair{std::string_view("no"), Upgrade::no},
                                      std::pair{std::string_view("yes"), Upgrade::yes},
                                      std::pair{std::string_view("safe"), Upgrade::safe},
                                      std::pair{std::string_view("full"), Upgrade::full},
                                      std::pair{std::string_view("dist"), Upgrade::dist}};
};

struct AptArguments {
    std::vector<std::string> name;
    PackageState state = PackageState::present;
    Upgrade upgrade = Upgrade::no;
    std::optional<std::string> deb;
    std::optional<bool> update_cache;
    /// Seconds.
    std::int64_t cache_valid_time = 0;
    std::int64_t update_cache_retries = 5;
    std::int64_t update_cache_retry_max_delay = 12;
    std::optional<bool> install_recommends;
    std::optional<std::string> default_release;
    bool only_upgrade = false;
    bool purge = false;
    bool autoremove = false;
    bool autoclean = false;
    bool clean = false;
    bool force = false;
    bool allow_unauthenticated = false;
    bool allow_downgrade = false;
    bool allow_change_held_packages = false;
    bool fail_on_autoremove = false;
    bool force_apt_get = false;
    std::string dpkg_options = "force-confdef,force-confold";
    std::optional<std::int64_t> policy_rc_d;
    /// Seconds to wait for others who hold apt's lock.
    std::int64_t lock_timeout = 60;
};

/// Debian packages. The package lists are renewed only where something depends on them; that alone is no
/// change, as in Ansible. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/apt_module.html
class Apt final : public TypedModule<AptArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "apt"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Installs, upgrades and removes Debian packages";
    }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<AptArguments> table() const override;
    [[nodiscard]] Plan check(const AptArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

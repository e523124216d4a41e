#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

/// installed and removed are other words for present and absent.
enum class DnfState { present, absent, latest, installed, removed };
template <>
struct Words<DnfState> {
    static constexpr std::array words{std::pair{std::string_view("absent"), DnfState::absent},
                                      std::pair{std::string_view("installed"), DnfState::installed},
                                      std::pair{std::string_view("latest"), DnfState::latest},
                                      std::pair{std::string_view("present"), DnfState::present},
                                      std::pair{std::string_view("removed"), DnfState::removed}};
};

struct DnfArguments {
    std::vector<std::string> name;
    std::optional<DnfState> state;
    std::optional<std::string> list;
    bool allow_downgrade = false;
    bool allowerasing = false;
    bool autoremove = false;
    bool bugfix = false;
    bool cacheonly = false;
    std::optional<std::string> conf_file;
    std::optional<std::string> disable_excludes;
    bool disable_gpg_check = false;
    std::vector<std::string> disable_plugin;
    std::vector<std::string> disablerepo;
    bool download_only = false;
    std::optional<std::string> download_dir;
    std::vector<std::string> enable_plugin;
    std::vector<std::string> enablerepo;
    std::vector<std::string> exclude;
    bool install_repoquery = true;
    bool install_weak_deps = true;
    std::string installroot = "/";
    /// Seconds.
    std::int64_t lock_timeout = 30;
    bool nobest = false;
    std::optional<std::string> releasever;
    bool security = false;
    bool skip_broken = false;
    bool sslverify = true;
    bool update_cache = false;
    bool update_only = false;
    std::string use_backend = "auto";
    bool validate_certs = true;
};

/// Packages of rpm, by dnf or its elder yum. What is installed is asked of rpm; only where that is not what
/// is wanted, the transaction that would bring it is asked of dnf (--assumeno), and is what the plan says.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/dnf_module.html
class Dnf : public TypedModule<DnfArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "dnf"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Installs, upgrades and removes rpm packages";
    }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<DnfArguments> table() const override;
    [[nodiscard]] Plan check(const DnfArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

/// The same by its elder name.
class Yum final : public Dnf {
  public:
    [[nodiscard]] std::string_view name() const override { return "yum"; }
};

}  // namespace modules

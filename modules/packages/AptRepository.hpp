#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

struct AptRepositoryArguments {
    std::string repo;
    Presence state = Presence::present;
    std::optional<Mode> mode;
    std::optional<std::string> filename;
    std::optional<std::string> codename;
    bool update_cache = true;
    std::int64_t update_cache_retries = 5;
    /// Seconds.
    std::int64_t update_cache_retry_max_delay = 12;
    bool install_python_apt = true;
    bool validate_certs = true;
};

/// Repositories of apt, in sources.list and the lists beside it. Where the lists of packages cannot be
/// fetched afterwards all is as it was. Addresses of ppa: are not understood; write the line of the archive.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/apt_repository_module.html
class AptRepository final : public TypedModule<AptRepositoryArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "apt_repository"; }
    [[nodiscard]] std::string_view summary() const override { return "Adds and removes repositories of apt"; }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] ArgumentList<AptRepositoryArguments> table() const override;
    [[nodiscard]] Plan check(const AptRepositoryArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

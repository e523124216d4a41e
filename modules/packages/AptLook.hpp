#pragma once

#include "modules/packages/AptGet.hpp"
#include "modules/packages/Dpkg.hpp"

namespace modules {

/// One look of the `apt` module.
class AptLook {
  public:
    AptLook(AptArguments wanted, const HostView& host, const CallOptions& options);
    [[nodiscard]] Plan plan() const;

  private:
    enum class Lists { present, about_to_be_fetched };

    void require_sense() const;
    [[nodiscard]] bool names_everything() const;
    [[nodiscard]] bool only_fetches() const;
    [[nodiscard]] bool lists_are_due() const;
    [[nodiscard]] bool depends_on_lists() const;
    [[nodiscard]] Plan fetch_first() const;
    [[nodiscard]] Plan work(Lists lists) const;

    [[nodiscard]] bool fits(const Dpkg& dpkg, const PackageRequest& request) const;
    void install(Plan& plan, Lists lists) const;
    void remove(Plan& plan) const;
    void install_file(Plan& plan) const;
    /// What a simulated call would do becomes the plan.
    void add_simulated(Plan& plan, const std::vector<std::string>& arguments) const;
    /// One call of apt-get that makes all the differences.
    void add_call(Plan& plan, std::vector<Difference> differences,
                  const std::vector<std::string>& arguments) const;
    /// A failure, but in check mode, where an earlier task may have seen to it, only unknown.
    void missing(Plan& plan, const std::string& message) const;

    AptArguments wanted_;
    const HostView& host_;
    CallOptions options_;
    std::vector<PackageRequest> requests_;
};

}  // namespace modules

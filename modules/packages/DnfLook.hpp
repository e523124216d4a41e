#pragma once

#include "modules/packages/DnfCall.hpp"

namespace modules {

/// One look of the `dnf` module.
class DnfLook {
  public:
    DnfLook(const DnfArguments& wanted, const HostView& host, const CallOptions& options);
    [[nodiscard]] Plan plan();

  private:
    [[nodiscard]] Plan listed() const;
    [[nodiscard]] Plan cache_renewed() const;
    void sort_out();
    void plan_presence(Plan& plan);
    void plan_newest(Plan& plan);
    void plan_absence(Plan& plan);
    [[nodiscard]] bool is_present(const std::string& specification) const;
    /// What a call would do becomes the plan, and the call its action.
    void add_transaction(Plan& plan, std::vector<std::string> arguments);
    /// Names that are nowhere: a failure, but in check mode, where an earlier task may add the repository,
    /// only unknown.
    void finish(Plan& plan);

    const DnfArguments& wanted_;
    const HostView& host_;
    const CallOptions& options_;
    RpmDatabase database_;
    DnfCall dnf_;
    DnfState state_;
    std::vector<std::string> packages_;
    /// @development
    std::vector<std::string> groups_;
    /// Paths and addresses.
    std::vector<std::string> files_;
    List results_;
    std::vector<std::string> missing_;
};

}  // namespace modules

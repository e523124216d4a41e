#pragma once

#include "modules/packages/Dnf.hpp"
#include "modules/packages/RpmDatabase.hpp"
#include "modules/system/HostControl.hpp"

namespace modules {

/// One line of the table in which dnf says what a transaction does.
struct DnfStep {
    /// The words of the table: Installing, Upgrading, Removing, Downgrading, Reinstalling, …, without what
    /// follows them
    /// ("dependencies", "dependent packages").
    std::string verb;
    RpmPackage package;
    [[nodiscard]] bool removes() const { return verb == "Removing"; }
};

/// The steps in what dnf, or yum, printed before it asked for consent.
std::vector<DnfStep> dnf_steps(std::string_view output);

/// Calls of dnf with the options that a task asks for.
class DnfCall {
  public:
    /// Throws Failure where the host has neither dnf nor yum, or not the one that was asked for.
    DnfCall(const DnfArguments& wanted, const HostView& host);

    /// What the call would do; empty where there is nothing to do. `failures`: what dnf could not find.
    /// Throws Failure for everything else that goes wrong.
    [[nodiscard]] std::vector<DnfStep> simulated(const HostView& host,
                                                 const std::vector<std::string>& arguments,
                                                 std::vector<std::string>& failures) const;

    /// Runs it, alone among the tasks of this machine, and waits for others who hold dnf's lock as long as
    /// was said.
    void run(HostControl& host, const std::vector<std::string>& arguments) const;

    /// Asks the repositories; gives packages, and where each is from.
    struct Offer {
        RpmPackage package;
        std::string repository;
    };
    [[nodiscard]] std::vector<Offer> offers(const HostView& host,
                                            const std::vector<std::string>& arguments) const;
    /// The enabled repositories.
    [[nodiscard]] std::vector<std::string> repositories(const HostView& host) const;

  private:
    [[nodiscard]] std::vector<std::string> options() const;
    [[nodiscard]] ProcessResult asked(const HostView& host, std::vector<std::string> leading,
                                      const std::vector<std::string>& arguments) const;

    DnfArguments wanted_;
    std::string program_;
};

}  // namespace modules

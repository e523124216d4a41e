#pragma once

#include "modules/packages/Apt.hpp"
#include "modules/system/HostControl.hpp"

#include <string>
#include <vector>

namespace modules {

/// Something apt-get says it would do: "Inst", "Remv", "Purg" or "Del" with a package and its versions.
struct AptStep {
    std::string verb;
    std::string package;
    /// Empty where it is not installed.
    std::string present;
    /// Empty where it goes.
    std::string candidate;
};

/// Calls of apt-get with the options that a task asks for.
class AptGet {
  public:
    explicit AptGet(const AptArguments& wanted) : wanted_(wanted) {}

    /// What the call would do. Throws Failure with apt's last lines where it could not be done.
    [[nodiscard]] std::vector<AptStep> simulated(const HostView& host,
                                                 const std::vector<std::string>& arguments) const;

    /// Runs it: alone among the tasks of this machine, without questions, waiting for others who hold apt's
    /// lock. Gives stdout and stderr for the result. Throws Failure with the call and apt's last lines.
    Map run(HostControl& host, const std::vector<std::string>& arguments) const;

    /// Fetches the package lists, trying again where that fails.
    void update(HostControl& host) const;

  private:
    [[nodiscard]] std::vector<std::string> options() const;
    /// Options that only matter where something is done.
    [[nodiscard]] std::vector<std::string> settings() const;

    AptArguments wanted_;
};

/// The steps in what a simulation printed.
std::vector<AptStep> apt_steps(std::string_view output);

/// When the package lists were fetched, in seconds since the epoch; 0 where they never were.
double lists_fetched(const HostView& host);
/// Were the sources changed since?
bool sources_newer_than_lists(const HostView& host);

}  // namespace modules

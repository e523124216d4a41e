#pragma once

#include "modules/packages/Pip.hpp"
#include "modules/packages/PythonRequirement.hpp"
#include "modules/system/HostControl.hpp"

namespace modules {

/// Calls of pip as a task wants them.
class PipCall {
  public:
    /// Packages by name, with their versions.
    using Versions = std::map<std::string, std::string>;

    explicit PipCall(const PipArguments& wanted);

    [[nodiscard]] const PipArguments& wanted() const { return wanted_; }
    [[nodiscard]] const std::vector<PythonRequirement>& requirements() const { return requirements_; }
    [[nodiscard]] std::optional<std::string> environment() const { return environment_; }
    /// The virtual environment is wanted, and not yet there.
    [[nodiscard]] bool lacks_environment(const HostView& host) const;
    void make_environment(HostControl& host) const;

    /// pip's path; nothing where there is none.
    [[nodiscard]] std::optional<std::string> program(const HostView& host) const;
    /// Why there is none.
    [[nodiscard]] std::string missing_program() const;

    [[nodiscard]] Versions installed(const HostView& host) const;
    /// What pip would install; nothing where it is too old to tell.
    [[nodiscard]] std::optional<Versions> resolved(const HostView& host) const;
    /// Installs, or removes, all that is wanted.
    Outcome run(HostControl& host) const;

  private:
    [[nodiscard]] std::vector<std::string> what() const;
    [[nodiscard]] Command command(const HostView& host, std::vector<std::string> arguments) const;

    PipArguments wanted_;
    std::vector<PythonRequirement> requirements_;
    std::optional<std::string> environment_;
};

}  // namespace modules

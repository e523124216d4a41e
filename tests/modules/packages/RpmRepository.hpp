#pragma once

#include "tests/support/TemporaryDirectory.hpp"

#include <string>

namespace modules {

/// A real repository of rpm packages that are made for one test, an empty tree to install them in, and a
/// configuration of dnf that knows nothing else.
class RpmRepository {
  public:
    RpmRepository();

    /// Makes a package (version "1.0", release 1, noarch) with further lines of its spec file ("Requires:
    /// x").
    void add(const std::string& name, const std::string& version, const std::string& lines = {}) const;
    /// Tells dnf of all packages that were added.
    void publish() const;

    [[nodiscard]] std::string package_file(const std::string& name, const std::string& version) const;
    [[nodiscard]] std::string configuration() const { return directory_ / "dnf.conf"; }
    [[nodiscard]] std::string root() const { return directory_ / "root"; }
    [[nodiscard]] std::string downloads() const { return directory_ / "downloads"; }
    /// All that is installed in the tree, sorted: "base-1-1.noarch hello-1.0-1.noarch".
    [[nodiscard]] std::string installed() const;

  private:
    TemporaryDirectory directory_;
};

}  // namespace modules

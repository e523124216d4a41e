#pragma once

#include "modules/packages/RpmVersion.hpp"
#include "modules/system/HostView.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules {

struct RpmPackage {
    std::string name;
    RpmVersion version;
    std::string architecture;
    /// bind-32:9.16-1.el9.x86_64
    [[nodiscard]] std::string nevra() const;
};

/// What is installed, asked of rpm; dnf takes ten times as long.
class RpmDatabase {
  public:
    /// `root`: where another tree than / is meant.
    RpmDatabase(const HostView& host, std::string root);

    /// The installed packages that a specification names: name, name-version, name-version-release, with or
    /// without .architecture; a pattern of names; "name >= 1.0"; or, where no package is called so, what one
    /// provides (a capability, a file). Empty where none is installed.
    [[nodiscard]] std::vector<RpmPackage> installed(const std::string& specification) const;

    /// The installed package of a name-version[-release] whose own version is newer than that; nothing where
    /// there is none.
    [[nodiscard]] std::optional<RpmPackage> newer_than(const std::string& specification) const;

    /// Name and version of a package file; nothing where it is none.
    [[nodiscard]] std::optional<RpmPackage> in_file(const std::string& path) const;

    [[nodiscard]] std::vector<RpmPackage> all() const;

  private:
    [[nodiscard]] std::vector<RpmPackage> ask(const char* verb,
                                              const std::vector<std::string>& arguments) const;

    const HostView& host_;
    std::string root_;
};

}  // namespace modules

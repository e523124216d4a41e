#pragma once

#include "modules/system/HostView.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace modules {

/// A package as it was asked for: a name, and perhaps a version.
struct PackageRequest {
    enum class Relation { any, equal, at_least };
    std::string name;
    Relation relation = Relation::any;
    /// May hold * where the relation is "equal".
    std::string version;
};

/// "nginx", "nginx=1.18*", "nginx>=1.18". Throws Failure for what is none of these.
PackageRequest package_request(const std::string& written);

/// What dpkg knows of some packages, asked with one `dpkg-query`. It never asks apt, which takes ten times as
/// long.
class Dpkg {
  public:
    Dpkg(const std::vector<PackageRequest>& requests, const HostView& host);

    /// The installed version; nothing where it is not installed.
    [[nodiscard]] std::optional<std::string> installed(const std::string& name) const;
    /// Removed, but with its configuration still there.
    [[nodiscard]] bool left_configuration(const std::string& name) const;
    /// Does an installed package of another name provide it?
    [[nodiscard]] bool provided(const std::string& name) const;
    /// Installed, and in the version that was asked for.
    [[nodiscard]] bool satisfies(const PackageRequest& request) const;
    [[nodiscard]] bool version_fits(const PackageRequest& request, const std::string& version) const;

  private:
    struct Package {
        std::string version;
        /// "ii", "rc", "hi", … (dpkg-query(1), db:Status-Abbrev).
        std::string status;
    };
    void take(std::string_view line);

    const HostView& host_;
    std::map<std::string, Package> packages_;
};

}  // namespace modules

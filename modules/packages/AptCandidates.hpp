#pragma once

#include "modules/system/HostView.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace modules {

/// The versions that apt would install, asked with one `apt-cache policy`.
class AptCandidates {
  public:
    AptCandidates(const std::vector<std::string>& names, const std::optional<std::string>& release,
                  const HostView& host);

    /// apt has heard of the name: a package, or one that others provide.
    [[nodiscard]] bool knows(const std::string& name) const { return versions_.contains(name); }
    /// Empty for a name that only others provide.
    [[nodiscard]] std::string version(const std::string& name) const;

  private:
    std::map<std::string, std::string> versions_;
};

}  // namespace modules

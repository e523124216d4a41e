#pragma once

#include "modules/module/ModuleResult.hpp"
#include "modules/pcs/NameValues.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace modules::pcs {

/// What a thing of the cluster's configuration is like, as a person reads it; nothing where it is not there.
using Description = std::optional<Attributes>;

/// Collects what differs, one entry for each thing. A thing that is there before and after shows the
/// attributes that differ only. Passwords, keys and whatever came as a secret never get into an entry.
class DifferenceList {
  public:
    /// Values that must not be shown, whatever their attribute is called.
    explicit DifferenceList(std::set<std::string> secrets = {}) : secrets_(std::move(secrets)) {}

    void add(const std::string& subject, const Description& before, const Description& after);
    [[nodiscard]] const std::vector<Difference>& entries() const { return entries_; }

  private:
    [[nodiscard]] bool is_hidden(std::string_view name, const std::string& value) const;

    std::set<std::string> secrets_;
    std::vector<Difference> entries_;
};

/// Whether an attribute of this name holds a password or a key.
bool names_a_secret(std::string_view name);

}  // namespace modules::pcs

#pragma once

#include "modules/module/ModuleResult.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace modules {

class HostControl;
class HostView;
class Plan;

/// What an action left behind: data for the result, and where it had to look again, a further plan.
struct Outcome {
    Map data;
    std::vector<Plan> further;
    /// Set where the action was carried out but went wrong (a command's status is not 0): the change counts, nothing
    /// after it is done, and the result fails with this text.
    std::optional<std::string> failure;
};

/// Upkeep renews what nobody declared (a package list): it is done, but is neither shown nor counted as a change.
enum class Weight { change, upkeep };

/// One thing to be changed. The action alone may write, and only it is given the means to.
struct Change {
    Difference difference;
    std::function<Outcome(HostControl&)> action;
    Weight weight = Weight::change;
};

/// What a look found: the changes that would bring the host to what was asked for, in the order to make them.
class Plan {
  public:
    /// Keys for the result that are known whether or not the changes are made.
    Map data;
    std::vector<Change> changes;
    std::vector<std::string> warnings;
    /// Set where a look could not tell what is (check mode reports it as "cannot know").
    std::optional<std::string> unknown;
    /// Nothing was done on purpose: `creates` exists, or check mode of a bare command.
    bool skipped = false;
    /// Keys of the result that only the changed host can tell (mode, uid, state); not called in check mode when
    /// something would change.
    std::function<Map(const HostView&)> afterwards;

    Plan& change(Difference difference, std::function<Outcome(HostControl&)> action) {
        changes.push_back({std::move(difference), std::move(action)});
        return *this;
    }
    Plan& upkeep(std::function<Outcome(HostControl&)> action) {
        changes.push_back({{}, std::move(action), Weight::upkeep});
        return *this;
    }
};

}  // namespace modules

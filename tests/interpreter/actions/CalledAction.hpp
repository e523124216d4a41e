#pragma once

#include "interpreter/actions/Action.hpp"

#include <deque>
#include <memory>

namespace interpreter {

/// An action with everything around it played: modules answer what the test says, and time passes only while somebody
/// waits.
class CalledAction {
  public:
    using Answer = std::function<modules::ModuleResult(const std::string& module, const Value& arguments)>;

    CalledAction(const std::string& action, Map arguments);
    ~CalledAction();

    CalledAction& answer(Answer answer);
    CalledAction& in_check_mode();
    CalledAction& on_this_machine();
    /// What tries to connect come to, one after the other, the last again and again; empty: it answered.
    CalledAction& connecting(std::vector<std::string> outcomes);
    /// Where files of the control side are looked for.
    CalledAction& searching(std::string directory);

    /// A Failure becomes the result's, as it does in a run.
    ActionResult run();

    /// Of every module called: "shell whoami".
    [[nodiscard]] const std::vector<std::string>& called() const { return called_; }
    [[nodiscard]] const std::vector<std::string>& sent() const { return sent_; }
    [[nodiscard]] std::chrono::seconds waited() const { return waited_; }
    [[nodiscard]] const std::vector<HostAddition>& added_hosts() const { return added_hosts_; }
    [[nodiscard]] const std::vector<std::string>& added_groups() const { return added_groups_; }

  private:
    std::string action_;
    Map arguments_;
    Answer answer_;
    RunMode mode_ = RunMode::apply;
    bool local_ = false;
    std::deque<std::string> connecting_{""};
    std::vector<std::string> search_path_;
    std::vector<std::string> called_;
    std::vector<std::string> sent_;
    std::chrono::seconds waited_{0};
    std::vector<HostAddition> added_hosts_;
    std::vector<std::string> added_groups_;
};

/// As `debug` would show it; "absent" where there is no such key.
std::string data_of(const ActionResult& result, std::string_view key);

}  // namespace interpreter

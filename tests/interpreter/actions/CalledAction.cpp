#include "tests/interpreter/actions/CalledAction.hpp"

#include "modules/value/Json.hpp"

#include <stdexcept>

namespace interpreter {

CalledAction::CalledAction(const std::string& action, Map arguments)
    : action_(action), arguments_(std::move(arguments)) {}

CalledAction::~CalledAction() = default;

CalledAction& CalledAction::answer(Answer answer) {
    answer_ = std::move(answer);
    return *this;
}

CalledAction& CalledAction::in_check_mode() {
    mode_ = RunMode::check;
    return *this;
}

CalledAction& CalledAction::on_this_machine() {
    local_ = true;
    return *this;
}

CalledAction& CalledAction::connecting(std::vector<std::string> outcomes) {
    connecting_.assign(outcomes.begin(), outcomes.end());
    return *this;
}

CalledAction& CalledAction::searching(std::string directory) {
    search_path_.push_back(std::move(directory));
    return *this;
}

ActionResult CalledAction::run() {
    const Action* action = find_action(action_);
    if (action == nullptr) throw std::logic_error("no action " + action_);
    const Task task;
    SourceFiles files;
    const Vault vault;
    VariableFiles variable_files(files, vault);
    const VariableScope scope;
    const Surroundings surroundings;
    const Evaluation evaluation{scope, surroundings, search_path_};
    ActionCall call{task,
                    arguments_,
                    evaluation,
                    "one",
                    mode_,
                    0,
                    files,
                    variable_files,
                    [this](const std::string& module, const Value& arguments, std::vector<std::string> contents) {
                        called_.push_back(module + " " + arguments.text_of("_raw_params"));
                        sent_.insert(sent_.end(), contents.begin(), contents.end());
                        return answer_ ? answer_(module, arguments) : modules::ModuleResult{};
                    },
                    [this](std::chrono::milliseconds time) {
                        waited_ += std::chrono::duration_cast<std::chrono::seconds>(time);
                        return true;
                    }};
    call.now = [this] { return std::chrono::steady_clock::time_point(waited_); };
    call.is_local = [this] { return local_; };
    call.reach = [this](std::chrono::seconds) {
        const std::string outcome = connecting_.front();
        if (connecting_.size() > 1) connecting_.pop_front();
        return outcome;
    };
    call.add_host = [this](const HostAddition& addition) {
        added_hosts_.push_back(addition);
        return true;
    };
    call.add_to_group = [this](const std::string& group, const std::vector<std::string>& parents) {
        std::string line = group + " below";
        for (const std::string& parent : parents) line += " " + parent;
        added_groups_.push_back(line);
        return true;
    };
    try {
        return action->run(call);
    } catch (const modules::Failure& failure) {
        ActionResult failed;
        failed.result.failure = failure.what();
        failed.result.data = failure.data();
        return failed;
    }
}

std::string data_of(const ActionResult& result, std::string_view key) {
    const Value* found = result.result.data.find(key);
    return found != nullptr ? modules::to_json(*found) : "absent";
}

}  // namespace interpreter

#include "interpreter/execution/RunningTasks.hpp"

namespace interpreter {

RunningTasks::Mark::Mark(RunningTasks& tasks, const std::string& host, const std::string& task)
    : tasks_(tasks) {
    const std::lock_guard lock(tasks_.mutex_);
    place_ = tasks_.running_.emplace(host, task);
}

RunningTasks::Mark::~Mark() {
    const std::lock_guard lock(tasks_.mutex_);
    tasks_.running_.erase(place_);
}

std::vector<std::string> RunningTasks::list() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> lines;
    for (const auto& [host, task] : running_)
        lines.push_back(host + ": " + task);
    return lines;
}

}  // namespace interpreter

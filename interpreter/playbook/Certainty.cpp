#include "interpreter/playbook/Certainty.hpp"

#include <algorithm>

namespace interpreter {

namespace {

bool is_denied(const Written* written) {
    return written == nullptr || (written->value.is_boolean() && !written->value.as_boolean());
}

bool may_be_left_out(const Element& element, const Scene& scene) {
    const std::vector<std::string> tags = element.tags();
    const bool never = std::find(tags.begin(), tags.end(), "never") != tags.end();
    return scene.failure_is_caught || scene.place == TaskPlace::handlers || never;
}

}  // namespace

Certainty certainty_of_conditions(const Element& element, const Scene& scene) {
    const std::size_t own = element.own("when") != nullptr ? 1 : 0;
    const bool depends = may_be_left_out(element, scene) || element.collect("when").size() > own ||
                         !is_denied(element.find("ignore_errors"));
    return depends ? Certainty::depends : Certainty::certain;
}

Certainty certainty_of_run(const Task& task, const Scene& scene) {
    const bool depends = certainty_of_conditions(task, scene) == Certainty::depends ||
                         task.own("when") != nullptr || !task.loop.empty() ||
                         task.own("failed_when") != nullptr;
    return depends ? Certainty::depends : Certainty::certain;
}

}  // namespace interpreter

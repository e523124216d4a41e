#pragma once

#include "interpreter/playbook/Loading.hpp"

namespace interpreter {

/// Will a mistake in this task certainly end the run on some host? Not where a `when`, a loop, a handler, the
/// tag `never`, `ignore_errors`, `failed_when` or a rescue may stand between.
enum class Certainty { certain, depends };

Certainty certainty_of_run(const Task& task, const Scene& scene);
/// The same for the conditions of the task or block itself, which are evaluated before it runs.
Certainty certainty_of_conditions(const Element& element, const Scene& scene);

}  // namespace interpreter

#pragma once

#include "modules/module/ModuleResult.hpp"

#include <chrono>
#include <functional>

namespace modules {

/// What is to be done apart from everybody (`async:`).
struct BackgroundJob {
    /// It is ended after this time.
    std::chrono::seconds limit{0};
    /// Closes what belongs to whoever started it.
    std::function<void()> let_go;
    std::function<ModuleResult()> work;
};

/// Starts the job in processes of their own, which neither the end of the session nor that of the agent
/// reaches: one does the work, one looks after it and its time. Gives back, at once, `ansible_job_id`,
/// `results_file`, `started` and `finished`, or a failure. The record that the job leaves is
/// job_directory()'s.
///
/// To be called from a process of a single thread.
ModuleResult start_job(const BackgroundJob& job);

}  // namespace modules

#pragma once

#include "modules/module/ModuleResult.hpp"
#include "modules/system/HostView.hpp"

#include <optional>
#include <string>

namespace modules {

/// Where background jobs (`async:`) leave their results, one file a job: ANSIBLE_ASYNC_DIR, else
/// ~/.ansible_async.
std::string job_directory(const HostView& host);

/// The process that looks after a running job, told from any other that has its number later.
struct JobKeeper {
    std::int64_t process = 0;
    /// Clock ticks after the host's start, as /proc says it.
    std::string started = {};
    std::string boot = {};
};
/// Nothing when there is no such process.
std::optional<JobKeeper> keeper_of(std::int64_t process, const HostView& host);

/// The record of a job that runs: started, not finished, and who looks after it.
Map running_record(const std::string& job, const JobKeeper& keeper);
/// The record of a job that has ended: what Ansible's result of the module would be, its differences
/// included.
Map finished_record(const std::string& job, const ModuleResult& result);

/// Does the record say that the job has ended?
bool is_finished(const Value& record);
/// Is whoever looks after a running job still there? A record that names nobody is believed.
bool is_looked_after(const Value& record, const HostView& host);
/// What a finished record says, as the module's own result was: its data without what belongs to the record.
ModuleResult result_of_job(const Value& record);

}  // namespace modules

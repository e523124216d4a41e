#include "modules/jobs/JobRecord.hpp"

#include "modules/module/Expansion.hpp"

#include <array>
#include <sstream>

namespace modules {

namespace {

constexpr const char* keeper_key = "_keeper";

/// Does Python take it for true? Ansible's own records say 1 and 0.
bool is_set(const Value& record, std::string_view key) {
    const std::optional<Value> value = record.get(key);
    if (!value) return false;
    if (value->is_boolean()) return value->as_boolean();
    return value->is_integer() && value->as_integer() != 0;
}

List differences_of(const ModuleResult& result) {
    List differences;
    for (const Difference& difference : result.differences)
        differences.push_back(
            Map{{"subject", difference.subject}, {"before", difference.before}, {"after", difference.after}});
    return differences;
}

}  // namespace

std::string job_directory(const HostView& host) {
    const std::string named = host.environment("ANSIBLE_ASYNC_DIR").value_or("");
    return expanded(named.empty() ? "~/.ansible_async" : named, host);
}

std::optional<JobKeeper> keeper_of(std::int64_t process, const HostView& host) {
    const std::optional<std::string> status =
        host.read_if_there("/proc/" + std::to_string(process) + "/stat");
    // proc(5): the name in parentheses may hold anything, so fields are counted from the last ')'; the start
    // time is field 22.
    const std::size_t name_end = status ? status->rfind(')') : std::string::npos;
    if (name_end == std::string::npos) return std::nullopt;
    std::istringstream fields(status->substr(name_end + 1));
    JobKeeper keeper{process};
    for (int field = 3; field <= 22; ++field)
        fields >> keeper.started;
    keeper.boot = host.read_if_there("/proc/sys/kernel/random/boot_id").value_or("");
    return keeper;
}

Map running_record(const std::string& job, const JobKeeper& keeper) {
    return {
        {"started", 1},
        {"finished", 0},
        {"ansible_job_id", job},
        {keeper_key, Map{{"process", keeper.process}, {"started", keeper.started}, {"boot", keeper.boot}}}};
}

Map finished_record(const std::string& job, const ModuleResult& result) {
    Map record{{"changed", result.changed}};
    for (const auto& [key, value] : result.data)
        record.set(key, value);
    if (result.failure && !record.contains("msg")) record.set("msg", *result.failure);
    record.set("failed", result.failure.has_value());
    if (result.skipped) record.set("skipped", true);
    if (!result.warnings.empty())
        record.set("warnings", List(result.warnings.begin(), result.warnings.end()));
    if (!result.differences.empty()) record.set("diff", differences_of(result));
    record.set("started", 1);
    record.set("finished", 1);
    record.set("ansible_job_id", job);
    return record;
}

bool is_finished(const Value& record) {
    return is_set(record, "finished") || !record.get("started");
}

bool is_looked_after(const Value& record, const HostView& host) {
    const std::optional<Value> written = record.get(keeper_key);
    const std::optional<Value> process = written ? written->get("process") : std::nullopt;
    // Ansible's own records name nobody: as there, such a job is taken to run.
    if (!process || !process->is_integer()) return true;
    const std::optional<JobKeeper> now = keeper_of(process->as_integer(), host);
    return now && now->started == written->text_of("started") && now->boot == written->text_of("boot");
}

ModuleResult result_of_job(const Value& record) {
    ModuleResult result;
    result.data = record.as_map();
    result.changed = is_set(record, "changed");
    result.skipped = is_set(record, "skipped");
    if (is_set(record, "failed")) result.failure = record.text_of("msg", "the job failed and said no reason");
    if (const std::optional<Value> diff = record.get("diff"); diff && diff->is_list())
        for (const Value& difference : diff->as_list())
            result.differences.push_back({difference.text_of("subject"),
                                          difference.get("before").value_or(Value()),
                                          difference.get("after").value_or(Value())});
    if (const std::optional<Value> warnings = record.get("warnings"); warnings && warnings->is_list())
        for (const Value& warning : warnings->as_list())
            if (warning.is_text()) result.warnings.push_back(warning.as_text());
    for (const char* key : {keeper_key, "diff", "warnings", "failed", "skipped"})
        result.data.erase(key);
    return result;
}

}  // namespace modules

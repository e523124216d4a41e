#include "modules/jobs/AsyncStatus.hpp"

#include "modules/jobs/JobRecord.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// Keys that a result has in any case.
void add_usual_keys(Map& data) {
    for (const char* stream : {"stdout", "stderr"}) {
        if (!data.contains(stream)) data.set(stream, "");
        const std::string lines = std::string(stream) + "_lines";
        if (!data.contains(lines)) data.set(lines, List{});
    }
}

Plan removal(const std::string& job, const std::string& path) {
    Plan plan;
    plan.data = {{"ansible_job_id", job}, {"erased", path}, {"started", 0}, {"finished", 0}};
    add_usual_keys(plan.data);
    plan.upkeep([path](HostControl& control) {
        control.remove(path);
        return Outcome{};
    });
    return plan;
}

Value read_record(const std::string& path, const HostView& host, const Map& known) {
    const std::string text = host.read(path);
    try {
        Value record = text.empty() ? Value(Map{{"started", 1}}) : from_json(text);
        if (record.is_map()) return record;
    } catch (const std::runtime_error& error) {
        throw Failure(fmt::format("Could not parse job output: {}", error.what()), known);
    }
    throw Failure("Could not parse job output: it is no mapping", known);
}

Plan plan_of_finished(const Value& record, const Map& known) {
    ModuleResult result = result_of_job(record);
    for (const auto& [key, value] : known)
        result.data.set(key, value);
    add_usual_keys(result.data);
    if (result.failure) throw Failure(*result.failure, result.data);
    Plan plan;
    plan.data = result.data;
    plan.skipped = result.skipped;
    plan.warnings = result.warnings;
    // They were made already, by the job.
    for (Difference& difference : result.differences)
        plan.change(std::move(difference), {});
    return plan;
}

}  // namespace

ArgumentList<AsyncStatusArguments> AsyncStatus::table() const {
    ArgumentList<AsyncStatusArguments> list;
    list.add("jid", &AsyncStatusArguments::jid,
             "the job, as the task that started it calls it (ansible_job_id)", {.need = Need::required})
        .add("mode", &AsyncStatusArguments::mode, "ask for the result, or remove it (cleanup)");
    return list;
}

Plan AsyncStatus::check(const AsyncStatusArguments& wanted, const HostView& host, const CallOptions&) const {
    const std::string path = job_directory(host) + "/" + wanted.jid;
    const Map known{{"ansible_job_id", wanted.jid}, {"results_file", path}, {"started", 1}, {"finished", 1}};
    // A job is one file of that directory and no other.
    if (wanted.jid.find('/') != std::string::npos || !host.exists(path) || host.is_directory(path))
        throw Failure("could not find job", known);
    if (wanted.mode == JobQuestion::cleanup) return removal(wanted.jid, path);

    Value record = read_record(path, host, known);
    if (!is_finished(record) && !is_looked_after(record, host)) {
        // It may have ended between the two looks.
        record = read_record(path, host, known);
        if (!is_finished(record))
            throw Failure("the job ended without a result: it was killed, or the host was restarted", known);
    }
    if (is_finished(record)) return plan_of_finished(record, known);
    Plan plan;
    plan.data = known;
    plan.data.set("finished", 0);
    add_usual_keys(plan.data);
    return plan;
}

}  // namespace modules

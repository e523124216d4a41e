#include "modules/commands/ScriptModule.hpp"

#include "modules/commands/Execution.hpp"
#include "modules/commands/FileGlob.hpp"
#include "modules/value/ShellWords.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

Plan nothing_to_run(const std::string& why) {
    Plan plan;
    plan.skipped = true;
    plan.data.set("msg", why);
    return plan;
}

Outcome run_script(HostControl& host, const ScriptArguments& wanted) {
    const std::string path = host.temporary_directory() + "/" + wanted.name;
    host.write(path, host.read(host.staged(wanted.content_hash)), {.mode = 0700});
    const std::string line = (wanted.executable ? *wanted.executable + " " : "") + shell_quoted(path) +
                             (wanted.words.empty() ? "" : " " + wanted.words);
    Command command;
    command.program = "/bin/sh";
    command.arguments = {"-c", line};
    command.directory = wanted.chdir.value_or("");
    const ProcessResult result = host.run(command);
    Outcome outcome;
    outcome.data.set("rc", result.status);
    set_output(outcome.data, "stdout", result.output, false);
    set_output(outcome.data, "stderr", result.error, false);
    if (result.status != 0) outcome.failure = failed_status;
    return outcome;
}

}  // namespace

ArgumentList<ScriptArguments> ScriptModule::table() const {
    ArgumentList<ScriptArguments> list;
    list.add("_content_hash", &ScriptArguments::content_hash, "internal: SHA-256 of the script, sent ahead",
             {.need = Need::required})
        .add("_name", &ScriptArguments::name, "internal: the script's name")
        .add("_words", &ScriptArguments::words, "internal: what follows it on the command line")
        .add("chdir", &ScriptArguments::chdir, "the directory to run it in", {.path = true})
        .add("creates", &ScriptArguments::creates, "a file or pattern; where it exists nothing is run",
             {.path = true})
        .add("removes", &ScriptArguments::removes, "a file or pattern; where it does not exist nothing is run",
             {.path = true})
        .add("executable", &ScriptArguments::executable, "the program that runs the script");
    return list;
}

Plan ScriptModule::check(const ScriptArguments& wanted, const HostView& host, const CallOptions& options) const {
    if (wanted.creates && any_file_fits(host, *wanted.creates))
        return nothing_to_run(fmt::format("{} exists, matching creates option", *wanted.creates));
    if (wanted.removes && !any_file_fits(host, *wanted.removes))
        return nothing_to_run(fmt::format("{} does not exist, matching removes option", *wanted.removes));
    if (options.check_mode && !wanted.creates && !wanted.removes) {
        Plan plan = nothing_to_run("Check mode is not supported for this task.");
        plan.unknown = "a script is not run in check mode, and neither `creates` nor `removes` tells what it "
                       "would do";
        return plan;
    }
    if (wanted.chdir && !host.is_directory(*wanted.chdir))
        throw Failure(fmt::format("Unable to change directory before execution: {} is no directory", *wanted.chdir));
    Plan plan;
    plan.change({"script " + wanted.name, Value(), "run"},
                [wanted](HostControl& control) { return run_script(control, wanted); });
    return plan;
}

}  // namespace modules

#include "modules/commands/OwnModule.hpp"

#include "modules/system/HostControl.hpp"
#include "modules/value/Json.hpp"

#include <stdexcept>

namespace modules {

namespace {

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The interpreter by its path, else by its name wherever that is; a Python without a number may be python3.
std::vector<std::string> command_line(const HostControl& host, const std::string& path, std::string_view content) {
    std::vector<std::string> words = interpreter_of(content);
    if (!words.empty() && !host.exists(words.front())) {
        const std::string name = last_part(words.front());
        std::optional<std::string> program = host.find_program(name);
        if (!program && name == "python") program = host.find_program("python3");
        if (!program) throw Failure("the interpreter of the module is not there: " + words.front());
        words.front() = *program;
    }
    words.push_back(path);
    return words;
}

/// `diff` as modules give it: one mapping or a list of them, with before and after.
Plan plan_of_differences(const std::string& name, const Value& result) {
    Plan plan;
    const std::optional<Value> diff = result.get("diff");
    if (!diff) return plan;
    for (const Value& part : diff->is_list() ? diff->as_list() : List{*diff}) {
        if (!part.is_map() || (!part.get("before") && !part.get("after"))) continue;
        plan.change({part.text_of("after_header", part.text_of("before_header", name)),
                     part.get("before").value_or(Value()), part.get("after").value_or(Value())},
                    {});
    }
    return plan;
}

Outcome outcome_of(const std::string& name, const ProcessResult& process) {
    Outcome outcome;
    Value result;
    try {
        result = printed_result(process.output);
    } catch (const std::runtime_error& error) {
        outcome.data = {{"module_stdout", process.output},
                        {"module_stderr", process.error},
                        {"rc", process.status},
                        {"changed", false}};
        outcome.failure = std::string("MODULE FAILURE: it printed no JSON: ") + error.what();
        return outcome;
    }
    outcome.data = result.as_map();
    const std::optional<Value> status = result.get("rc");
    const bool went_wrong = status && status->is_integer() && status->as_integer() != 0;
    const bool failed = result.get("failed") ? result.flag("failed") : went_wrong;
    if (failed) outcome.failure = result.text_of("msg", "the module failed and gave no reason");
    const bool changed = result.flag("changed");
    if (changed) outcome.further = {plan_of_differences(name, result)};
    outcome.data.set("changed", changed);
    outcome.data.erase("failed");
    outcome.data.erase("diff");
    return outcome;
}

Outcome run_own_module(HostControl& host, const OwnModuleArguments& wanted) {
    const std::string directory = host.temporary_directory();
    const std::string content = host.read(host.staged(wanted.content_hash));
    const std::string program = directory + "/" + wanted.name;
    const std::string arguments = directory + "/args";
    host.write(program, content, {.mode = 0700});
    host.write(arguments, to_json(wanted.arguments, 0, SecretStyle::revealed), {.mode = 0600});
    std::vector<std::string> words = command_line(host, program, content);
    words.push_back(arguments);
    Command command;
    command.program = words.front();
    command.arguments.assign(words.begin() + 1, words.end());
    const ProcessResult result = host.run(command);
    if (result.start_error != 0)
        throw Failure("the module " + wanted.name + " cannot be run: " + result.error, Map{{"rc", result.status}});
    return outcome_of(wanted.name, result);
}

}  // namespace

std::vector<std::string> interpreter_of(std::string_view content) {
    if (!content.starts_with("#!")) return {};
    std::string line(content.substr(2, content.find('\n') - 2));
    if (line.ends_with('\r')) line.pop_back();
    std::vector<std::string> words;
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string::npos) return {};
    const std::size_t end = std::min(line.find_first_of(" \t", start), line.size());
    words.push_back(line.substr(start, end - start));
    // As the kernel does: what follows is one word.
    const std::size_t rest = line.find_first_not_of(" \t", end);
    if (rest != std::string::npos) words.push_back(line.substr(rest, line.find_last_not_of(" \t") + 1 - rest));
    return words;
}

Value printed_result(std::string_view output) {
    // Greetings of a shell may stand before it, remarks of a library behind it: a result begins a line and ends one.
    for (std::size_t start = 0; start < output.size();) {
        const std::size_t line_end = std::min(output.find('\n', start), output.size());
        const std::size_t first = output.find_first_not_of(" \t\r", start);
        if (first < line_end && output[first] == '{') {
            for (std::size_t end = output.rfind('}'); end != std::string_view::npos && end >= first;
                 end = end == 0 ? std::string_view::npos : output.rfind('}', end - 1)) {
                try {
                    return from_json(output.substr(first, end + 1 - first));
                } catch (const std::runtime_error&) {
                    continue;
                }
            }
        }
        start = line_end + 1;
    }
    throw std::runtime_error(output.empty() ? "it printed nothing" : "no mapping is among what it printed");
}

ArgumentList<OwnModuleArguments> OwnModule::table() const {
    ArgumentList<OwnModuleArguments> list;
    list.add("content_hash", &OwnModuleArguments::content_hash, "SHA-256 of the program, sent ahead",
             {.need = Need::required})
        .add("name", &OwnModuleArguments::name, "the module's name", {.need = Need::required})
        .add("arguments", &OwnModuleArguments::arguments, "what it reads");
    return list;
}

Plan OwnModule::check(const OwnModuleArguments& wanted, const HostView&, const CallOptions&) const {
    Plan plan;
    // Whether something changed is the module's own to say.
    plan.upkeep([wanted](HostControl& control) { return run_own_module(control, wanted); });
    return plan;
}

}  // namespace modules

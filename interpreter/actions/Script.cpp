#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"
#include "interpreter/connection/HostSession.hpp"

#include <filesystem>

namespace interpreter {

namespace {

struct CommandLine {
    std::string script;
    /// As it was written: a shell of the host reads it.
    std::string rest;
};

/// The first word may stand in quotes, or hold blanks behind a backslash.
CommandLine parted(const std::string& line) {
    CommandLine command;
    std::size_t at = line.find_first_not_of(" \t\n");
    char quote = 0;
    for (; at < line.size(); ++at) {
        const char letter = line[at];
        if (quote == 0 && (letter == ' ' || letter == '\t' || letter == '\n')) break;
        if (letter == '\\' && quote != '\'' && at + 1 < line.size())
            command.script += line[++at];
        else if (letter == quote)
            quote = 0;
        else if (quote == 0 && (letter == '"' || letter == '\''))
            quote = letter;
        else
            command.script += letter;
    }
    const std::size_t rest = at < line.size() ? line.find_first_not_of(" \t\n", at) : std::string::npos;
    if (rest != std::string::npos) command.rest = line.substr(rest, line.find_last_not_of(" \t\n") + 1 - rest);
    return command;
}

}  // namespace

ActionResult run_script(const ActionCall& call) {
    const std::string free_form = call.arguments.text_of("_raw_params");
    const CommandLine command = parted(free_form.empty() ? call.arguments.text_of("cmd") : free_form);
    if (command.script.empty()) throw modules::Failure("no script given");
    const std::string path = find_file(command.script, "files", call.evaluation);
    FileContent content = content_of_file(path, call);
    Map arguments = arguments_without(call.arguments, {"_raw_params", "cmd", "decrypt"});
    arguments.set("_content_hash", content_hash(content.bytes));
    arguments.set("_name", std::filesystem::path(path).filename().string());
    arguments.set("_words", command.rest);
    ActionResult answer;
    answer.result = call.call_module("script", arguments, {std::move(content.bytes)});
    return answer;
}

}  // namespace interpreter

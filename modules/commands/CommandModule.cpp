#include "modules/commands/CommandModule.hpp"

#include "modules/commands/WordSplit.hpp"
#include "modules/module/Expansion.hpp"

namespace modules {

ArgumentList<ExecutionArguments> CommandModule::table() const {
    ArgumentList<ExecutionArguments> list = execution_arguments();
    list.add("argv", &ExecutionArguments::argv, "the command as a list of words");
    return list;
}

Plan CommandModule::check(const ExecutionArguments& wanted, const HostView& host,
                          const CallOptions& options) const {
    const std::string line = command_line(wanted);
    std::vector<std::string> words = wanted.argv.empty() ? split_words(line) : wanted.argv;
    if (words.empty()) throw Failure("no command given", Map{{"rc", 256}});
    List shown(words.begin(), words.end());
    for (std::string& word : words)
        word = expanded(word, host);
    Plan plan = plan_of_execution(wanted, std::move(words), std::move(shown), host, options);
    if (wanted.executable)
        plan.warnings.push_back("command uses no shell: \"executable\" has no effect; use shell");
    return plan;
}

}  // namespace modules

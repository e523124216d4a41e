#include "interpreter/cli/DocCommand.hpp"
#include "interpreter/cli/GraphCommand.hpp"
#include "interpreter/cli/InventoryCommand.hpp"
#include "interpreter/cli/PlayCommand.hpp"
#include "interpreter/cli/RunCommand.hpp"
#include "interpreter/cli/VaultCommand.hpp"
#include "interpreter/connection/AgentProgram.hpp"

#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int wrong_usage = 2;
constexpr int bug = 250;

struct Command {
    std::string_view name;
    std::string_view what_for;
    int (*run)(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error);
};

constexpr Command commands[] = {
    {"play", "run playbooks (--check: look only)", interpreter::run_play_command},
    {"graph", "draw what comes before what in a playbook, and why", interpreter::run_graph_command},
    {"run", "run one module on hosts, without a playbook", interpreter::run_run_command},
    {"inventory", "show hosts, groups and their variables", interpreter::run_inventory_command},
    {"doc", "explain modules, keywords, filters, tests, lookups and settings", interpreter::run_doc_command},
    {"vault", "encrypt, show and change secret files", interpreter::run_vault_command},
};

int print_help(std::ostream& out) {
    out << "understudy: runs Ansible-style playbooks; ships those that deploy and keep a highly available OpenStack\n"
           "\n"
           "  understudy COMMAND --help   lists what a command takes\n"
           "  understudy --version\n"
           "\n";
    for (const Command& command : commands)
        out << "  " << command.name << std::string(12 - command.name.size(), ' ') << command.what_for << "\n";
    return 0;
}

int dispatch(const std::vector<std::string>& words) {
    const std::string command = words.empty() ? "--help" : words.front();
    const std::vector<std::string> rest(words.begin() + (words.empty() ? 0 : 1), words.end());
    for (const Command& known : commands)
        if (known.name == command) return known.run(rest, std::cout, std::cerr);
    if (command == "--help" || command == "-h" || command == "help") return print_help(std::cout);
    if (command == "--version") {
        std::cout << "understudy " UNDERSTUDY_VERSION "\n";
        return 0;
    }
    std::cerr << "understudy: unknown command '" << command << "'\ntry: understudy --help\n";
    return wrong_usage;
}

}  // namespace

int main(int argc, char** argv) {
    // `local` connections start this program as their agent.
    if (argc > 1 && std::string_view(argv[1]) == interpreter::agent_word) return interpreter::agent_main(argc, argv);
    try {
        return dispatch({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::cerr << "understudy: a bug: " << error.what() << "\n";
        return bug;
    }
}

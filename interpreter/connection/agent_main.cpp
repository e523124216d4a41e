#include "modules/agent/agent_main.hpp"

#include "interpreter/connection/AgentProgram.hpp"

namespace interpreter {

int agent_main(int argument_count, char** arguments) {
    return modules::agent_main(argument_count - 1, arguments + 1);
}

}  // namespace interpreter

#pragma once

#include "interpreter/connection/AgentCommand.hpp"

#include <string_view>

namespace interpreter {

/// The agent that runs on hosts: where it is, and its bytes for those that lack it.
struct AgentProgram {
    AgentPlace place;
    std::string_view binary;
};

/// The static agent that this program carries.
const AgentProgram& carried_agent();
/// This program itself as the agent of `local` connections.
AgentProgram own_program_as_agent();

/// The hidden word by which this program is started as an agent: `understudy agent serve`.
inline constexpr std::string_view agent_word = "agent";
/// What main() does when its first argument is that word. Returns the exit status.
int agent_main(int argument_count, char** arguments);

}  // namespace interpreter

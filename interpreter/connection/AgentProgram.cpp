#include "interpreter/connection/AgentProgram.hpp"

#include <unistd.h>

#include <filesystem>
#include <string>

// The carried agent's first byte, the one behind its last, and its digest as text (CarriedAgent.cpp.in).
extern "C" const char understudy_agent_begin[];
extern "C" const char understudy_agent_end[];
extern "C" const char understudy_agent_digest[];

namespace interpreter {

const AgentProgram& carried_agent() {
    static const AgentProgram program = [] {
        const std::string_view binary(
            understudy_agent_begin, static_cast<std::size_t>(understudy_agent_end - understudy_agent_begin));
        return AgentProgram{{{}, understudy_agent_digest}, binary};
    }();
    return program;
}

AgentProgram own_program_as_agent() {
    std::error_code none;
    std::string path = std::filesystem::read_symlink("/proc/self/exe", none);
    // Replaced while it runs (an upgrade): the file has no name any more, but we still hold it.
    if (!std::filesystem::exists(path, none)) path = "/proc/" + std::to_string(::getpid()) + "/exe";
    return {{{path, std::string(agent_word)}, {}}, {}};
}

}  // namespace interpreter

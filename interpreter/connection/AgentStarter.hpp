#pragma once

#include "interpreter/connection/AgentChannel.hpp"
#include "interpreter/connection/AgentProgram.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace interpreter {

/// Brings an identity's agent to life on a host: starts it, installs it first where it is missing, gives sudo
/// its password. What start-up files say before the banner is dropped (up to 64 KiB), and shown when no
/// banner comes.
class AgentStarter {
  public:
    AgentStarter(Transport& transport, const AgentProgram& program, std::string host_name)
        : transport_(transport), program_(program), host_name_(std::move(host_name)) {}

    /// Throws HostUnreachable, IdentityRefused.
    std::unique_ptr<AgentChannel> start(const Identity& identity);

  private:
    struct Answer;

    void install(Reach reach);
    Answer conversation(Channel& channel, const Identity& identity, const std::string& prompt);
    void give_input(Channel& channel, std::string_view bytes, Answer& answer);
    [[noreturn]] void refuse(const Identity& identity, const Answer& answer) const;
    [[noreturn]] void refuse_foreign(const std::string& directory) const;

    Transport& transport_;
    const AgentProgram& program_;
    std::string host_name_;
};

}  // namespace interpreter

#include "interpreter/connection/AgentConnection.hpp"
#include "interpreter/connection/HostSession.hpp"
#include "interpreter/connection/LocalTransport.hpp"
#include "interpreter/connection/SshTransport.hpp"

namespace interpreter {

std::unique_ptr<Connection> make_connection(const ConnectionSettings& settings) {
    if (settings.kind == ConnectionKind::local)
        return std::make_unique<AgentConnection>(
            settings, std::make_unique<LocalTransport>(settings.host_name), own_program_as_agent());
    return std::make_unique<AgentConnection>(settings, std::make_unique<SshTransport>(settings),
                                             carried_agent());
}

HostSession::HostSession(ConnectionSettings settings) : HostSession(settings, make_connection(settings)) {}

}  // namespace interpreter

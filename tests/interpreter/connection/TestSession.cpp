#include "tests/interpreter/connection/TestSession.hpp"

#include "interpreter/connection/AgentConnection.hpp"
#include "interpreter/connection/LocalTransport.hpp"
#include "interpreter/connection/SshTransport.hpp"

#include <catch2/catch.hpp>
#include <pwd.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

using namespace interpreter;

namespace {

AgentProgram test_agent() {
    static const std::string binary = [] {
        std::ifstream file(TEST_AGENT, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }();
    return {{{}, content_hash(binary)}, binary};
}

}  // namespace

ConnectionSettings settings_for(const SshServer& server) {
    ConnectionSettings settings;
    settings.host_name = "ctl1";
    settings.address = "127.0.0.1";
    settings.port = server.port();
    settings.user = ::getpwuid(::geteuid())->pw_name;
    settings.private_key_file = server.key();
    settings.ssh_arguments = server.arguments();
    return settings;
}

std::unique_ptr<Connection> connection_for(const ConnectionSettings& settings) {
    return std::make_unique<AgentConnection>(settings, std::make_unique<SshTransport>(settings),
                                             test_agent());
}

std::string port_of(const SshServer& server) {
    return std::to_string(server.port());
}

void add(interpreter::ConnectionSettings& settings, const std::vector<std::string>& words) {
    settings.ssh_arguments.insert(settings.ssh_arguments.end(), words.begin(), words.end());
}

std::unique_ptr<HostSession> session_for(const ConnectionSettings& settings) {
    return std::make_unique<HostSession>(settings, connection_for(settings));
}

std::unique_ptr<HostSession> local_session() {
    return local_session_with(TEST_AGENT);
}

std::unique_ptr<HostSession> local_session_with(const std::string& program) {
    ConnectionSettings settings;
    settings.kind = ConnectionKind::local;
    settings.host_name = "localhost";
    return std::make_unique<HostSession>(
        settings, std::make_unique<AgentConnection>(settings, std::make_unique<LocalTransport>("localhost"),
                                                    AgentProgram{{{program}, {}}, {}}));
}

ModuleCall call_of(const std::string& module, const std::string& text, std::uint64_t lane) {
    ModuleCall call;
    call.module = module;
    call.arguments = Map{{"text", text}};
    call.lane = lane;
    return call;
}

std::string text_in(const modules::ModuleResult& result, std::string_view key) {
    INFO(result.failure.value_or(""));
    const Value* value = result.data.find(key);
    REQUIRE(value != nullptr);
    return value->as_text();
}

std::string unreachable(const ConnectionSettings& settings) {
    try {
        session_for(settings)->call(call_of("echo"));
    } catch (const HostUnreachable& error) {
        return error.hint().empty() ? error.what() : std::string(error.what()) + " | " + error.hint();
    }
    FAIL("the host was reached");
    return {};
}

std::string refused(HostSession& session, const ModuleCall& call) {
    try {
        session.call(call);
    } catch (const IdentityRefused& error) {
        return error.what();
    }
    FAIL("the identity was given");
    return {};
}

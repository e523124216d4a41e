#include "interpreter/connection/SshTransport.hpp"

#include "interpreter/connection/Dial.hpp"
#include "interpreter/connection/SshSession.hpp"
#include "interpreter/connection/SshTunnel.hpp"

#include <fmt/format.h>
#include <pthread.h>

#include <algorithm>
#include <csignal>

namespace interpreter {

namespace {

/// A lost connection is an error code to us, not the end of the program; libssh writes without MSG_NOSIGNAL.
void block_broken_pipe_signal() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

/// What the hop knows: the same keys and known hosts, but not the host's password nor its user and port.
ConnectionSettings settings_of_jump(const ConnectionSettings& settings, const std::string& written) {
    ConnectionSettings jump = settings;
    jump.password = {};
    jump.user.clear();
    jump.port = 0;
    std::string rest = written;
    if (const std::size_t at = rest.rfind('@'); at != std::string::npos) {
        jump.user = rest.substr(0, at);
        rest.erase(0, at + 1);
    }
    const std::size_t bracket = rest.rfind(']');
    const std::size_t colon = rest.rfind(':');
    const bool one_colon = colon != std::string::npos && rest.find(':') == colon;
    if (colon != std::string::npos && (one_colon || (bracket != std::string::npos && colon > bracket))) {
        try {
            jump.port = parse_ssh_arguments({"-p", rest.substr(colon + 1)}).port;
        } catch (const BadSshArgument&) {
            throw HostUnreachable(fmt::format("{}: \"{}\" is no jump host; write [user@]host[:port]",
                                              settings.host_name, written));
        }
        rest.erase(colon);
    }
    if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
    jump.address = rest;
    jump.host_name = fmt::format("the jump host {} of {}", rest, settings.host_name);
    return jump;
}

SshArguments arguments_of_jump(SshArguments arguments) {
    arguments.jumps.clear();
    arguments.proxy_command.clear();
    arguments.user.clear();
    arguments.port = 0;
    return arguments;
}

}  // namespace

SshTransport::SshTransport(ConnectionSettings settings) : settings_(std::move(settings)) {}
SshTransport::~SshTransport() {
    close();
}

void SshTransport::close() {
    session_.reset();
    while (!tunnels_.empty())
        tunnels_.pop_back();
    proxy_.reset();
}

void SshTransport::open() {
    block_broken_pipe_signal();
    try {
        const SshArguments arguments = parse_ssh_arguments(settings_.ssh_arguments);
        const std::chrono::seconds limit = arguments.connect_limit.value_or(settings_.connect_limit);
        session_ = std::make_shared<SshSession>(settings_, arguments);
        connect(Clock::now() + limit);
    } catch (const BadSshArgument& error) {
        close();
        throw HostUnreachable(fmt::format("{}: {}", settings_.host_name, error.what()));
    } catch (const HostUnreachable&) {
        close();
        throw;
    }
}

void SshTransport::connect(Clock::time_point deadline) {
    const SshTarget& target = session_->target();
    if (!target.proxy_command.empty()) {
        proxy_ = std::make_unique<ProxyProgram>();
        modules::Descriptor socket = proxy_->start(
            with_tokens(target.proxy_command, target.host, target.port, target.user, settings_.address));
        try {
            session_->log_in(std::move(socket), deadline);
        } catch (const HostUnreachable& error) {
            const std::string said = proxy_->said();
            if (said.empty()) throw;
            throw HostUnreachable(fmt::format("{} (its proxy command says: {})", error.what(), said),
                                  error.hint());
        }
        return;
    }
    std::shared_ptr<SshSession> before;
    for (const std::string& hop : target.jumps) {
        const auto jump = std::make_shared<SshSession>(settings_of_jump(settings_, hop),
                                                       arguments_of_jump(session_->arguments()));
        jump->log_in(reach(before, jump->target(), deadline), deadline);
        before = jump;
    }
    session_->log_in(reach(before, target, deadline), deadline);
}

modules::Descriptor SshTransport::reach(const std::shared_ptr<SshSession>& through, const SshTarget& target,
                                        Clock::time_point deadline) {
    if (!through) return dial(target.host, target.port, session_->arguments().family, deadline);
    tunnels_.push_back(std::make_unique<SshTunnel>(through, target.host, target.port, deadline));
    return tunnels_.back()->take_socket();
}

std::unique_ptr<Channel> SshTransport::start(const std::string& command) {
    if (!session_) throw HostUnreachable(fmt::format("{} is not connected", settings_.host_name));
    // Who let us in is there, but a host that has just booted may take its time to make a session (PAM, logind).
    constexpr std::chrono::seconds patience{30};
    return session_->run(session_, command, Clock::now() + std::max(settings_.connect_limit, patience));
}

void SshTransport::wait(Clock::time_point deadline) {
    session_->wait(wake_up_.descriptor(), deadline);
    wake_up_.take_note();
}

}  // namespace interpreter

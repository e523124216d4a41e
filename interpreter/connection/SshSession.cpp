#include "interpreter/connection/SshSession.hpp"

#include "interpreter/connection/Deadline.hpp"
#include "interpreter/connection/SshChannel.hpp"
#include "modules/value/ShellWords.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

/// A field of the local user's account; without an account, what the environment says.
std::string of_account(char* passwd::*field, const char* variable) {
    std::array<char, 16384> buffer{};
    passwd account{};
    passwd* found = nullptr;
    ::getpwuid_r(::getuid(), &account, buffer.data(), buffer.size(), &found);
    if (found != nullptr) return account.*field;
    const char* said = ::getenv(variable);
    return said != nullptr ? said : "";
}

int nothing(socket_t, int, void*) {
    return 0;
}

/// libssh turns ProxyJump of a configuration into `ssh … -W '[%h]:%p' HOST`, which would run without our
/// options: the hops, to be made natively; empty for a command that somebody wrote.
std::vector<std::string> jumps_of(const std::string& proxy_command) {
    if (!proxy_command.starts_with("ssh ") || proxy_command.find("-W '[%h]:%p'") == std::string::npos)
        return {};
    std::vector<std::string> jumps;
    std::string user;
    std::string port;
    std::string host;
    const std::vector<std::string> words = modules::shell_words(proxy_command);
    for (std::size_t index = 1; index < words.size(); ++index) {
        const bool more = index + 1 < words.size();
        if (words[index] == "-l" && more)
            user = words[++index] + "@";
        else if (words[index] == "-p" && more)
            port = ":" + words[++index];
        else if (words[index] == "-J" && more)
            jumps = parse_ssh_arguments({"-J", words[++index]}).jumps;
        else if (words[index] == "-W" && more)
            ++index;
        else if (words[index][0] == '-')
            return {};
        else
            host = words[index];
    }
    // What it names behind -J comes after that host in the configuration (its own command would go the other
    // way round).
    jumps.insert(jumps.begin(), user + host + port);
    return jumps;
}

}  // namespace

std::string home_directory() {
    return of_account(&passwd::pw_dir, "HOME");
}

SshSession::SshSession(const ConnectionSettings& settings, const SshArguments& arguments)
    : settings_(settings), arguments_(arguments), session_(ssh_new()), event_(ssh_event_new()) {
    if (session_ == nullptr || event_ == nullptr) throw std::bad_alloc();
    try {
        configure();
    } catch (const HostUnreachable&) {
        ssh_event_free(event_);
        ssh_free(session_);
        throw;
    }
}

SshSession::~SshSession() {
    ssh_event_remove_session(event_, session_);
    ssh_event_free(event_);
    ssh_disconnect(session_);
    ssh_free(session_);
}

std::string SshSession::error_text() const {
    const std::string text = ssh_get_error(session_);
    return text.empty() ? "no reason given" : text;
}

void SshSession::set(ssh_options_e option, const void* value, const std::string& what) {
    if (ssh_options_set(session_, option, value) < 0)
        throw HostUnreachable(
            fmt::format("{}: {} is not accepted: {}", settings_.host_name, what, error_text()));
}

void SshSession::set_text(ssh_options_e option, const std::string& value, const std::string& what) {
    if (!value.empty()) set(option, value.c_str(), what);
}

std::string SshSession::get(ssh_options_e option) const {
    char* value = nullptr;
    if (ssh_options_get(session_, option, &value) != SSH_OK || value == nullptr) return {};
    std::string text = value;
    ssh_string_free_char(value);
    return text;
}

void SshSession::configure() {
    // The host first: the configuration's Host sections are matched against it. What the configuration says
    // would override what was set before it, so everything of ours comes behind.
    set_text(SSH_OPTIONS_HOST, settings_.address, "the address");
    const int no = 0;
    const int yes = 1;
    set(SSH_OPTIONS_PROCESS_CONFIG, &no, "the configuration");
    const std::string& file = arguments_.config_file;
    if (file != "none" && ssh_options_parse_config(session_, file.empty() ? nullptr : file.c_str()) != 0)
        throw HostUnreachable(fmt::format("{}: {} cannot be used: {}", settings_.host_name,
                                          file.empty() ? "~/.ssh/config" : file, error_text()));
    set(SSH_OPTIONS_NODELAY, &yes, "NODELAY");
    set_text(SSH_OPTIONS_USER, !settings_.user.empty() ? settings_.user : arguments_.user, "the user");
    const unsigned port = settings_.port != 0 ? settings_.port : arguments_.port;
    if (port != 0) set(SSH_OPTIONS_PORT, &port, "the port");
    set_text(SSH_OPTIONS_KNOWNHOSTS, arguments_.known_hosts_file, "UserKnownHostsFile");
    set_text(SSH_OPTIONS_HOSTKEYS, arguments_.host_key_algorithms, "HostKeyAlgorithms");
    set_text(SSH_OPTIONS_KEY_EXCHANGE, arguments_.key_exchange, "KexAlgorithms");
    set_text(SSH_OPTIONS_CIPHERS_C_S, arguments_.ciphers, "Ciphers");
    set_text(SSH_OPTIONS_CIPHERS_S_C, arguments_.ciphers, "Ciphers");
    set_text(SSH_OPTIONS_HMAC_C_S, arguments_.macs, "MACs");
    set_text(SSH_OPTIONS_HMAC_S_C, arguments_.macs, "MACs");
    set_text(SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, arguments_.public_key_algorithms,
             "PubkeyAcceptedAlgorithms");
    if (arguments_.compression) set_text(SSH_OPTIONS_COMPRESSION, "yes", "Compression");

    unsigned chosen_port = 22;
    if (ssh_options_get_port(session_, &chosen_port) == SSH_OK && chosen_port != 0)
        target_.port = static_cast<std::uint16_t>(chosen_port);
    target_.host = get(SSH_OPTIONS_HOST);
    target_.user = get(SSH_OPTIONS_USER);
    if (target_.user.empty()) {
        // libssh chooses the local user when it connects; the proxy command may ask before.
        target_.user = of_account(&passwd::pw_name, "USER");
        set_text(SSH_OPTIONS_USER, target_.user, "the user");
    }
    target_.jumps = arguments_.jumps;
    target_.proxy_command = arguments_.proxy_command;
    if (target_.jumps.empty() && target_.proxy_command.empty()) {
        target_.proxy_command = get(SSH_OPTIONS_PROXYCOMMAND);
        target_.jumps = jumps_of(target_.proxy_command);
    }
    if (!target_.jumps.empty()) target_.proxy_command.clear();
}

void SshSession::log_in(modules::Descriptor socket, Clock::time_point deadline) {
    // libssh closes what it is given.
    const socket_t descriptor = ::fcntl(socket.number(), F_DUPFD_CLOEXEC, 0);
    set(SSH_OPTIONS_FD, &descriptor, "the connection");
    ssh_set_blocking(session_, 0);
    const int answer =
        repeat([this] { return ssh_connect(session_); }, SSH_AGAIN, deadline, "finish its greeting");
    if (answer != SSH_OK)
        throw HostUnreachable(fmt::format("no SSH session with {} ({} port {}): {}", settings_.host_name,
                                          target_.host, target_.port, error_text()));
    check_host_key(*this);
    authenticate(*this, deadline);
    ssh_event_add_session(event_, session_);
}

void SshSession::wait_for_packets(Clock::time_point deadline, const std::string& doing) {
    if (Clock::now() >= deadline)
        throw HostUnreachable(fmt::format("{} ({} port {}) did not {} in time", settings_.host_name,
                                          target_.host, target_.port, doing));
    const bool more = (ssh_get_poll_flags(session_) & SSH_WRITE_PENDING) != 0;
    // sshd holds small packets back until earlier ones are acknowledged (Nagle; it ends that when a program starts),
    // and a late acknowledgement costs 40 ms. The kernel forgets this wish, so it is said before each wait.
    const int at_once = 1;
    ::setsockopt(ssh_get_fd(session_), IPPROTO_TCP, TCP_QUICKACK, &at_once, sizeof at_once);
    pollfd watched{ssh_get_fd(session_), static_cast<short>(POLLIN | (more ? POLLOUT : 0)), 0};
    ::poll(&watched, 1, std::min(milliseconds_until(deadline), 1000));
}

void SshSession::check_still_there() const {
    if (ssh_is_connected(session_) != 0 && (ssh_get_status(session_) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0)
        return;
    const char* said = ssh_get_disconnect_message(session_);
    throw HostUnreachable(fmt::format("the connection to {} ({} port {}) was lost: {}", settings_.host_name,
                                      target_.host, target_.port, said != nullptr ? said : error_text()));
}

void SshSession::wait(int also, Clock::time_point deadline) {
    check_still_there();
    if (std::exchange(arrived_, false)) return;
    ssh_event_add_fd(event_, also, POLLIN, nothing, nullptr);
    const int answer = ssh_event_dopoll(event_, milliseconds_until(deadline));
    ssh_event_remove_fd(event_, also);
    arrived_ = false;
    if (answer == SSH_ERROR) check_still_there();
}

std::unique_ptr<Channel> SshSession::run(const std::shared_ptr<SshSession>& self, const std::string& command,
                                         Clock::time_point deadline) {
    auto channel = std::make_unique<SshChannel>(self);
    const ssh_channel handle = channel->handle();
    const int opened =
        repeat([&] { return ssh_channel_open_session(handle); }, SSH_AGAIN, deadline, "open a channel");
    if (opened != SSH_OK) {
        check_still_there();
        throw HostUnreachable(
            fmt::format("{} opens no further channel: {}", settings_.host_name, error_text()),
            "MaxSessions in its sshd_config must allow one for each user that tasks run as");
    }
    const int started = repeat([&] { return ssh_channel_request_exec(handle, command.c_str()); }, SSH_AGAIN,
                               deadline, "start a program");
    if (started != SSH_OK) {
        check_still_there();
        throw HostUnreachable(
            fmt::format("{} starts no program for {}: {}", settings_.host_name, target_.user, error_text()));
    }
    return channel;
}

std::unique_ptr<Channel> SshSession::forward(const std::shared_ptr<SshSession>& self, const std::string& host,
                                             std::uint16_t port, Clock::time_point deadline) {
    auto channel = std::make_unique<SshChannel>(self);
    const int opened = repeat(
        [&] { return ssh_channel_open_forward(channel->handle(), host.c_str(), port, "127.0.0.1", 0); },
        SSH_AGAIN, deadline, "open a connection for us");
    if (opened == SSH_OK) return channel;
    check_still_there();
    throw HostUnreachable(fmt::format("the jump host {} cannot connect to {} port {}: {}", target_.host, host,
                                      port, error_text()));
}

}  // namespace interpreter

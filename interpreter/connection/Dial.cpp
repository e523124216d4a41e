#include "interpreter/connection/Dial.hpp"

#include "interpreter/connection/Connection.hpp"
#include "interpreter/connection/Deadline.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <future>
#include <memory>
#include <thread>
#include <vector>

namespace interpreter {

namespace {

using Clock = std::chrono::steady_clock;

struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;
    int family = AF_UNSPEC;
};

struct LookUp {
    int error = 0;
    std::vector<Address> addresses;
};

LookUp look_up(const std::string& name, std::uint16_t port, int family) {
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    LookUp answer;
    answer.error = ::getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &found);
    // AI_ADDRCONFIG refuses the loopback's addresses where nothing else is configured.
    if (answer.error != 0) {
        hints.ai_flags = AI_NUMERICHOST;
        if (::getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return answer;
        answer.error = 0;
    }
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        Address address;
        std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
        address.length = one->ai_addrlen;
        address.family = one->ai_family;
        answer.addresses.push_back(address);
    }
    ::freeaddrinfo(found);
    return answer;
}

/// getaddrinfo knows no limit: it runs on a thread that is left behind when it takes too long.
LookUp look_up_until(const std::string& name, std::uint16_t port, int family, Clock::time_point deadline) {
    const auto promise = std::make_shared<std::promise<LookUp>>();
    std::future<LookUp> answer = promise->get_future();
    std::thread([promise, name, port, family] { promise->set_value(look_up(name, port, family)); }).detach();
    if (answer.wait_until(deadline) != std::future_status::ready)
        throw HostUnreachable(fmt::format("the name service did not answer for {} in time", name),
                              "give the address by number in ansible_host");
    return answer.get();
}

/// 0, or errno.
int connect_until(int socket, const Address& address, Clock::time_point deadline) {
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address.storage), address.length) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    pollfd watched{socket, POLLOUT, 0};
    int ready = 0;
    do {
        ready = ::poll(&watched, 1, milliseconds_until(deadline));
    } while ((ready < 0 && errno == EINTR) || (ready == 0 && Clock::now() < deadline));
    if (ready == 0) return ETIMEDOUT;
    int error = 0;
    socklen_t length = sizeof error;
    ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length);
    return error;
}

}  // namespace

modules::Descriptor dial(const std::string& address, std::uint16_t port, AddressFamily family,
                         Clock::time_point deadline) {
    const int wanted = family == AddressFamily::ipv4   ? AF_INET
                       : family == AddressFamily::ipv6 ? AF_INET6
                                                       : AF_UNSPEC;
    const LookUp names = look_up_until(address, port, wanted, deadline);
    if (names.error != 0)
        throw HostUnreachable(fmt::format("{} has no address: {}", address, ::gai_strerror(names.error)),
                              "say where it is with ansible_host, or add it to /etc/hosts");
    int error = EHOSTUNREACH;
    for (const Address& one : names.addresses) {
        modules::Descriptor socket(::socket(one.family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (!socket.open()) {
            error = errno;
            continue;
        }
        error = connect_until(socket.number(), one, deadline);
        if (error != 0) continue;
        const int on = 1;
        // Nagle's algorithm holds small frames back for 40 ms.
        ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return socket;
    }
    if (error == ETIMEDOUT)
        throw HostUnreachable(fmt::format("{} port {} did not answer in time", address, port));
    throw HostUnreachable(
        fmt::format("cannot connect to {} port {}: {}", address, port, std::strerror(error)));
}

ProxyProgram::~ProxyProgram() {
    if (process_ <= 0) return;
    ::kill(-process_, SIGTERM);
    for (int tries = 0; tries < 100; ++tries) {
        if (::waitpid(process_, nullptr, WNOHANG) != 0) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::kill(-process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

modules::Descriptor ProxyProgram::start(const std::string& command) {
    std::array<int, 2> ends{};
    std::array<int, 2> errors{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw HostUnreachable(fmt::format("cannot start the proxy command: {}", std::strerror(errno)));
    modules::Descriptor ours(ends[0]);
    const modules::Descriptor theirs(ends[1]);
    if (::pipe2(errors.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        throw HostUnreachable(fmt::format("cannot start the proxy command: {}", std::strerror(errno)));
    errors_ = modules::Descriptor(errors[0]);
    const modules::Descriptor their_errors(errors[1]);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, their_errors.number(), STDERR_FILENO);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes, &signals);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT})
        ::sigaddset(&signals, number);
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    std::string shell = "/bin/sh";
    std::string flag = "-c";
    std::string line = "exec " + command;
    const std::array<char*, 4> arguments{shell.data(), flag.data(), line.data(), nullptr};
    const int error =
        ::posix_spawn(&process_, shell.c_str(), &actions, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw HostUnreachable(fmt::format("cannot start {}: {}", shell, std::strerror(error)));
    ::fcntl(ours.number(), F_SETFL, O_NONBLOCK);
    return ours;
}

std::string ProxyProgram::said() const {
    if (process_ <= 0) return {};
    // It has just ended or is about to: give its last words a moment.
    pollfd watched{errors_.number(), POLLIN, 0};
    ::poll(&watched, 1, 200);
    std::array<char, 1024> text{};
    const ssize_t length = ::read(errors_.number(), text.data(), text.size());
    std::string words(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    words.erase(std::min(words.find_last_not_of(" \r\n") + 1, words.size()));
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
}

std::string with_tokens(const std::string& command, const std::string& host, std::uint16_t port,
                        const std::string& user, const std::string& written_host) {
    std::string text;
    for (std::size_t at = 0; at < command.size(); ++at) {
        if (command[at] != '%') {
            text += command[at];
            continue;
        }
        const char token = ++at < command.size() ? command[at] : '\0';
        if (token == 'h')
            text += host;
        else if (token == 'p')
            text += std::to_string(port);
        else if (token == 'r')
            text += user;
        else if (token == 'n')
            text += written_host;
        else if (token == '%')
            text += '%';
        else
            throw BadSshArgument(std::string("the proxy command holds %") + token +
                                 "; known are %h, %p, %r, %n, %%");
    }
    return text;
}

}  // namespace interpreter

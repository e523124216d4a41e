#include "modules/system/Reach.hpp"

#include "modules/system/Descriptor.hpp"
#include "modules/system/Process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>

namespace modules {

namespace {

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;
};

/// Length 0 where the text is no numeric address.
SocketAddress socket_address(const std::string& text, std::uint16_t port) {
    SocketAddress address;
    auto* const four = reinterpret_cast<sockaddr_in*>(&address.storage);
    auto* const six = reinterpret_cast<sockaddr_in6*>(&address.storage);
    if (::inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        address.length = sizeof(sockaddr_in);
    } else if (::inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        address.length = sizeof(sockaddr_in6);
    }
    return address;
}

bool ready(const Descriptor& socket, short what, std::chrono::milliseconds limit) {
    pollfd watched{socket.number(), what, 0};
    return ::poll(&watched, 1, static_cast<int>(limit.count())) == 1;
}

/// Not open where nobody accepted.
Descriptor connected(const std::string& numeric, std::uint16_t port, std::chrono::milliseconds limit) {
    const SocketAddress address = socket_address(numeric, port);
    if (address.length == 0) return {};
    Descriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.open()) return {};
    const auto* const where = reinterpret_cast<const sockaddr*>(&address.storage);
    if (::connect(socket.number(), where, address.length) == 0) return socket;
    if (errno != EINPROGRESS || !ready(socket, POLLOUT, limit)) return {};
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return {};
    return socket;
}

Descriptor connected_to_any(const std::string& name, std::uint16_t port, std::chrono::milliseconds limit) {
    for (const std::string& address : addresses_of(name))
        if (Descriptor socket = connected(address, port, limit); socket.open()) return socket;
    return {};
}

}  // namespace

std::vector<std::string> addresses_in_hosts(std::string_view hosts, std::string_view name) {
    std::vector<std::string> found;
    std::istringstream lines{std::string(hosts)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string address;
        words >> address;
        for (std::string word; words >> word;)
            if (word == name && std::find(found.begin(), found.end(), address) == found.end())
                found.push_back(address);
    }
    return found;
}

std::vector<std::string> addresses_of(const std::string& name, std::chrono::milliseconds limit) {
    if (socket_address(name, 0).length != 0) return {name};
    std::ifstream file("/etc/hosts");
    std::ostringstream hosts;
    hosts << file.rdbuf();
    std::vector<std::string> found = addresses_in_hosts(hosts.str(), name);
    if (!found.empty() || name.empty() || name.starts_with('-')) return found;
    Command command;
    command.program = "getent";
    command.arguments = {"ahosts", name};
    command.limit = limit;
    std::istringstream lines(run_process(command).output);
    for (std::string line; std::getline(lines, line);) {
        const std::string address = line.substr(0, line.find(' '));
        if (std::find(found.begin(), found.end(), address) == found.end()) found.push_back(address);
    }
    return found;
}

bool accepts_connection(const std::string& name, std::uint16_t port, std::chrono::milliseconds limit) {
    return connected_to_any(name, port, limit).open();
}

std::optional<std::string> greeting_of(const std::string& name, std::uint16_t port,
                                       std::chrono::milliseconds limit,
                                       const std::function<bool(std::string_view)>& enough) {
    constexpr std::size_t longest = 1U << 20U;
    const Descriptor socket = connected_to_any(name, port, limit);
    if (!socket.open()) return std::nullopt;
    std::string greeting;
    std::array<char, 4096> buffer{};
    while (!enough(greeting) && greeting.size() < longest && ready(socket, POLLIN, limit)) {
        const ssize_t count = ::read(socket.number(), buffer.data(), buffer.size());
        if (count <= 0) break;
        greeting.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return greeting;
}

}  // namespace modules

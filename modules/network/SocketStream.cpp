#include "modules/network/SocketStream.hpp"

#include "modules/network/HttpFailure.hpp"
#include "modules/system/Reach.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <vector>

namespace modules {

namespace {

/// False when the limit is over first.
bool wait_for_socket(const Descriptor& socket, short what, const Patience& limit) {
    const auto end = std::min(std::chrono::steady_clock::now() + limit.step, limit.end);
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        pollfd watched{socket.number(), what, 0};
        const int ready = ::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

std::string seconds_text(const Patience& limit) {
    constexpr double parts = 100;
    const double seconds = std::round(std::chrono::duration<double>(limit.step).count() * parts) / parts;
    return seconds == 1 ? "1 second" : fmt::format("{:g} seconds", seconds);
}

/// Asking name servers is no step of the other side's.
std::chrono::milliseconds looking_up(const Patience& limit) {
    constexpr std::chrono::milliseconds longest = std::chrono::seconds(10);
    const auto left = limit.end - std::chrono::steady_clock::now();
    if (left >= longest) return longest;
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(0));
}

struct Dialled {
    Descriptor socket;
    /// Why it is not open.
    std::string trouble;
};

Dialled dial(const sockaddr* address, socklen_t length, const Patience& limit) {
    Descriptor socket(::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.open()) return {{}, std::strerror(errno)};
    if (::connect(socket.number(), address, length) == 0) return {std::move(socket), {}};
    // A Unix socket whose queue is full says EAGAIN: nobody takes its calls.
    if (errno != EINPROGRESS) return {{}, std::strerror(errno)};
    if (!wait_for_socket(socket, POLLOUT, limit)) return {{}, "no answer within " + seconds_text(limit)};
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
    if (error != 0) return {{}, std::strerror(error)};
    return {std::move(socket), {}};
}

Dialled dial_numeric(const std::string& numeric, std::uint16_t port, const Patience& limit) {
    sockaddr_storage storage{};
    auto* const four = reinterpret_cast<sockaddr_in*>(&storage);
    auto* const six = reinterpret_cast<sockaddr_in6*>(&storage);
    const auto* const address = reinterpret_cast<const sockaddr*>(&storage);
    if (::inet_pton(AF_INET, numeric.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        return dial(address, sizeof(sockaddr_in), limit);
    }
    if (::inet_pton(AF_INET6, numeric.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        return dial(address, sizeof(sockaddr_in6), limit);
    }
    return {{}, "no numeric address"};
}

}  // namespace

SocketStream SocketStream::to_port(const std::string& host, std::uint16_t port, Patience limit) {
    const std::vector<std::string> addresses = addresses_of(host, looking_up(limit));
    if (addresses.empty())
        throw Unreachable(
            fmt::format("nobody knows the address of {}: it stands neither in /etc/hosts nor with "
                        "the name servers",
                        host));
    std::string tried;
    for (const std::string& address : addresses) {
        const std::string place = address == host ? fmt::format("{} port {}", host, port)
                                                  : fmt::format("{} ({}) port {}", host, address, port);
        Dialled dialled = dial_numeric(address, port, limit);
        if (dialled.socket.open()) return {std::move(dialled.socket), place, limit};
        tried += fmt::format("{}cannot connect to {}: {}", tried.empty() ? "" : "; ", place, dialled.trouble);
    }
    throw Unreachable(tried);
}

SocketStream SocketStream::to_unix_socket(const std::string& path, Patience limit) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        throw HttpFailure(fmt::format("the name of the socket {} is too long", path));
    path.copy(address.sun_path, path.size());
    Dialled dialled = dial(reinterpret_cast<const sockaddr*>(&address), sizeof address, limit);
    if (!dialled.socket.open())
        throw Unreachable(fmt::format("cannot connect to the socket {}: {}", path, dialled.trouble));
    return {std::move(dialled.socket), "the socket " + path, limit};
}

std::size_t SocketStream::read(char* into, std::size_t most) {
    while (true) {
        const ssize_t count = ::recv(socket_.number(), into, most, 0);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno == EINTR) continue;
        if (errno != EAGAIN)
            throw HttpFailure(fmt::format("the connection to {} broke: {}", peer_, std::strerror(errno)));
        if (!wait_for_socket(socket_, POLLIN, limit_))
            throw HttpFailure(fmt::format("timed out: {} sent nothing for {}", peer_, seconds_text(limit_)));
    }
}

void SocketStream::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (errno == EINTR) continue;
        // Whoever refuses a long body may have said why before it hung up: let the reader find out.
        if (errno == EPIPE || errno == ECONNRESET) return;
        if (errno != EAGAIN)
            throw HttpFailure(fmt::format("the connection to {} broke: {}", peer_, std::strerror(errno)));
        if (!wait_for_socket(socket_, POLLOUT, limit_))
            throw HttpFailure(fmt::format("timed out: {} took nothing for {}", peer_, seconds_text(limit_)));
    }
}

}  // namespace modules

#include "tests/modules/watch/Listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <stdexcept>

namespace modules {

Listener::Listener(std::string words, std::uint16_t port)
    : words_(std::move(words)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int yes = 1;
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const place = reinterpret_cast<sockaddr*>(&address);
    constexpr int waiting = 64;
    if (::bind(socket_.number(), place, length) != 0 ||
        ::getsockname(socket_.number(), place, &length) != 0 || ::listen(socket_.number(), waiting) != 0)
        throw std::runtime_error("nobody can listen");
    port_ = ntohs(address.sin_port);
    if (!words_.empty()) answering_ = std::thread([this] { answer(); });
}

Listener::~Listener() {
    // It ends the accept of the other thread.
    ::shutdown(socket_.number(), SHUT_RDWR);
    if (answering_.joinable()) answering_.join();
}

void Listener::answer() {
    while (true) {
        const Descriptor caller(::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!caller.open()) return;
        std::array<char, 4096> question{};
        const ssize_t length = ::recv(caller.number(), question.data(), question.size(), 0);
        if (length <= 0) continue;
        {
            const std::lock_guard lock(mutex_);
            heard_.assign(question.data(), static_cast<std::size_t>(length));
        }
        ::send(caller.number(), words_.data(), words_.size(), MSG_NOSIGNAL);
    }
}

}  // namespace modules

#include "interpreter/connection/SshTunnel.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace interpreter {

namespace {

constexpr std::size_t enough = 1U << 20U;

}  // namespace

SshTunnel::SshTunnel(std::shared_ptr<SshSession> jump, const std::string& host, std::uint16_t port,
                     SshSession::Clock::time_point deadline)
    : jump_(std::move(jump)), channel_(jump_->forward(jump_, host, port, deadline)) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
        throw HostUnreachable(
            fmt::format("no tunnel through {}: {}", jump_->target().host, std::strerror(errno)));
    outer_ = modules::Descriptor(ends[0]);
    inner_ = modules::Descriptor(ends[1]);
    thread_ = std::thread([this] { pump(); });
}

SshTunnel::~SshTunnel() {
    stop_.ring();
    thread_.join();
}

void SshTunnel::pump() {
    // libssh waits for one more descriptor beside its own; this one stands for both of ours.
    const modules::Descriptor both(::epoll_create1(EPOLL_CLOEXEC));
    epoll_event on_stop{EPOLLIN, {}};
    ::epoll_ctl(both.number(), EPOLL_CTL_ADD, stop_.descriptor(), &on_stop);
    epoll_event on_inner{EPOLLIN, {}};
    ::epoll_ctl(both.number(), EPOLL_CTL_ADD, inner_.number(), &on_inner);
    try {
        while (!stop_.answer() && exchange()) {
            on_inner.events = (up_.size() < enough ? EPOLLIN : 0U) | (down_.empty() ? 0U : EPOLLOUT);
            ::epoll_ctl(both.number(), EPOLL_CTL_MOD, inner_.number(), &on_inner);
            jump_->wait(both.number(), SshSession::Clock::now() + std::chrono::minutes(1));
        }
    } catch (const HostUnreachable&) {
        // The session above sees the end of its socket and says that the host was lost.
        inner_.close();
    }
    inner_.close();
}

/// False when either side has ended.
bool SshTunnel::exchange() {
    std::array<char, 65536> piece{};
    while (up_.size() < enough) {
        const ssize_t length = ::recv(inner_.number(), piece.data(), piece.size(), MSG_DONTWAIT);
        if (length == 0) return false;
        if (length < 0) break;
        up_.append(piece.data(), static_cast<std::size_t>(length));
    }
    while (!up_.empty()) {
        const std::size_t taken = channel_->write(up_);
        if (taken == 0) break;
        up_.erase(0, taken);
    }
    std::string errors;
    channel_->read(down_, errors);
    while (!down_.empty()) {
        const ssize_t sent = ::send(inner_.number(), down_.data(), down_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN) return false;
        if (sent <= 0) break;
        down_.erase(0, static_cast<std::size_t>(sent));
    }
    return !channel_->ended() || !down_.empty();
}

}  // namespace interpreter

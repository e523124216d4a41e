#include "interpreter/connection/LocalTransport.hpp"

#include "interpreter/connection/Deadline.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

namespace interpreter {

namespace {

modules::Descriptor one_end(std::array<int, 2>& pair, std::size_t which) {
    return modules::Descriptor(pair.at(which));
}

/// False at the end of the stream.
bool drain(const modules::Descriptor& from, std::string& into) {
    std::array<char, 65536> piece{};
    while (true) {
        const ssize_t length = ::recv(from.number(), piece.data(), piece.size(), MSG_DONTWAIT);
        if (length > 0) {
            into.append(piece.data(), static_cast<std::size_t>(length));
            continue;
        }
        if (length < 0 && errno == EINTR) continue;
        return length < 0 && errno == EAGAIN;
    }
}

}  // namespace

class LocalTransport::Child final : public Channel {
  public:
    Child(LocalTransport& owner, const std::string& command) : owner_(owner) {
        std::array<int, 2> streams{};
        std::array<int, 2> errors{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, streams.data()) != 0)
            throw HostUnreachable(
                fmt::format("{}: cannot start a program: {}", owner.host_name_, std::strerror(errno)));
        streams_ = one_end(streams, 0);
        const modules::Descriptor their_streams = one_end(streams, 1);
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, errors.data()) != 0)
            throw HostUnreachable(
                fmt::format("{}: cannot start a program: {}", owner.host_name_, std::strerror(errno)));
        errors_ = one_end(errors, 0);
        const modules::Descriptor their_errors = one_end(errors, 1);
        spawn(command, their_streams.number(), their_errors.number());
        owner_.children_.push_back(this);
    }
    ~Child() override {
        std::erase(owner_.children_, this);
        streams_.close();
        errors_.close();
        // An agent goes when its input ends, but a change that must not be broken off may keep it: that one
        // is left alone.
        wait_for_end(std::chrono::milliseconds(100));
        ::waitpid(process_, nullptr, WNOHANG);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void read(std::string& output, std::string& error) override {
        if (streams_open_) streams_open_ = drain(streams_, output);
        if (errors_open_) errors_open_ = drain(errors_, error);
    }
    std::size_t write(std::string_view bytes) override {
        const ssize_t sent =
            ::send(streams_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        wants_room_ = sent < static_cast<ssize_t>(bytes.size());
        // A program that is gone shows itself by the end of its output.
        if (sent < 0 && errno != EAGAIN && errno != EINTR) return bytes.size();
        return sent > 0 ? static_cast<std::size_t>(sent) : 0;
    }
    void end_input() override { ::shutdown(streams_.number(), SHUT_WR); }
    [[nodiscard]] bool ended() const override { return !streams_open_ && !errors_open_; }

    void watch(std::vector<pollfd>& watched) const {
        const auto room = static_cast<short>(wants_room_ ? POLLOUT : 0);
        if (streams_open_) watched.push_back({streams_.number(), static_cast<short>(POLLIN | room), 0});
        if (errors_open_) watched.push_back({errors_.number(), POLLIN, 0});
    }

  private:
    void wait_for_end(std::chrono::milliseconds patience) const {
        const modules::Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, process_, 0)));
        if (process.open()) {
            pollfd watched{process.number(), POLLIN, 0};
            ::poll(&watched, 1, static_cast<int>(patience.count()));
            return;
        }
        // Linux before 5.3.
        siginfo_t ended{};
        for (; ended.si_pid == 0 && patience.count() > 0; patience -= std::chrono::milliseconds(5)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            ::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOHANG | WNOWAIT);
        }
    }
    void spawn(const std::string& command, int streams, int errors) {
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, streams, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, streams, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
        posix_spawnattr_t attributes;
        ::posix_spawnattr_init(&attributes);
        sigset_t defaults;
        ::sigemptyset(&defaults);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT})
            ::sigaddset(&defaults, number);
        sigset_t nothing_blocked;
        ::sigemptyset(&nothing_blocked);
        ::posix_spawnattr_setsigdefault(&attributes, &defaults);
        ::posix_spawnattr_setsigmask(&attributes, &nothing_blocked);
        ::posix_spawnattr_setflags(&attributes,
                                   POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        std::string shell = "/bin/sh";
        std::string flag = "-c";
        std::string line = command;
        const std::array<char*, 4> arguments{shell.data(), flag.data(), line.data(), nullptr};
        const int error =
            ::posix_spawn(&process_, shell.c_str(), &actions, &attributes, arguments.data(), environ);
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
        if (error != 0)
            throw HostUnreachable(
                fmt::format("{}: cannot start {}: {}", owner_.host_name_, shell, std::strerror(error)));
    }

    LocalTransport& owner_;
    pid_t process_ = 0;
    modules::Descriptor streams_;
    modules::Descriptor errors_;
    bool streams_open_ = true;
    bool errors_open_ = true;
    bool wants_room_ = false;
};

std::unique_ptr<Channel> LocalTransport::start(const std::string& command) {
    return std::make_unique<Child>(*this, command);
}

void LocalTransport::wait(Clock::time_point deadline) {
    std::vector<pollfd> watched{{wake_up_.descriptor(), POLLIN, 0}};
    for (const Child* child : children_)
        child->watch(watched);
    ::poll(watched.data(), watched.size(), milliseconds_until(deadline));
    if (watched.front().revents != 0) wake_up_.take_note();
}

}  // namespace interpreter

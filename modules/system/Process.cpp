#include "modules/system/Process.hpp"

#include "modules/system/Descriptor.hpp"
#include "modules/system/SystemFailure.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>
#include <thread>

namespace modules {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds between_term_and_kill{2};
// A daemon that was started may keep our pipes open for ever.
constexpr std::chrono::milliseconds wait_for_open_pipes{200};
constexpr std::size_t read_at_once = 65536;
// What Command::secret_path names.
constexpr int secret_number = 3;

std::atomic<pid_t> running_group{0};

struct Pipe {
    Descriptor read;
    Descriptor write;

    explicit Pipe(const Command& command) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw system_failure("make a pipe for", command.program, errno);
        read = Descriptor(ends[0]);
        write = Descriptor(ends[1]);
    }
};

/// The program as the environment that it will have finds it.
std::optional<std::string> path_for(const Command& command) {
    // A path that is not absolute begins in the directory that the program will be in: exec finds out.
    if (!command.directory.empty() && command.program.find('/') != std::string::npos) return command.program;
    const auto path = command.environment.find("PATH");
    if (path == command.environment.end()) return program_path(command.program);
    return program_path(command.program, path->second);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_of(const Command& command) {
    std::vector<std::string> entries;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        if (!command.environment.contains(std::string(text.substr(0, text.find('=')))))
            entries.emplace_back(text);
    }
    for (const auto& [name, value] : command.environment)
        entries.push_back(name + '=' + value);
    return entries;
}

/// The end to read of a pipe that holds the command's secret; not open where there is none.
Descriptor secret_of(const Command& command) {
    if (command.secret.empty()) return {};
    Pipe pipe(command);
    // A pipe holds 64 KiB: with nobody reading yet, more would wait for ever.
    ::fcntl(pipe.write.number(), F_SETFL, O_NONBLOCK);
    const ssize_t count = ::write(pipe.write.number(), command.secret.data(), command.secret.size());
    if (count < 0 || static_cast<std::size_t>(count) != command.secret.size())
        throw Failure("what " + command.program + " is to be told in secret is too long");
    return std::move(pipe.read);
}

/// What went wrong in the child before the program began, sent through a pipe that closes on exec.
enum class Step : int { enter_directory, execute };
struct ChildError {
    Step step;
    int error;
};

/// Everything that the child needs, made before the fork: after it only async-signal-safe calls are allowed.
class Child {
  public:
    explicit Child(const Command& command)
        : command_(command), path_(path_for(command)), input_(command), output_(command), error_(command),
          trouble_(command), secret_(secret_of(command)), arguments_{command.program},
          environment_(environment_of(command)) {
        arguments_.insert(arguments_.end(), command.arguments.begin(), command.arguments.end());
        argument_pointers_ = pointers_to(arguments_);
        environment_pointers_ = pointers_to(environment_);
    }

    [[nodiscard]] bool found() const { return path_.has_value(); }

    pid_t start() {
        const pid_t child = ::fork();
        if (child < 0) throw system_failure("start", command_.program, errno);
        if (child == 0) become_program();
        secret_.close();
        // In both processes: whichever comes first, nobody signals a group that is not there yet.
        ::setpgid(child, child);
        input_.read.close();
        output_.write.close();
        error_.write.close();
        trouble_.write.close();
        return child;
    }

    /// Waits until the program has begun; what kept it from that, if anything.
    [[nodiscard]] std::optional<ChildError> trouble() {
        ChildError error{};
        ssize_t count = 0;
        do {
            count = ::read(trouble_.read.number(), &error, sizeof error);
        } while (count < 0 && errno == EINTR);
        return count == sizeof error ? std::optional<ChildError>(error) : std::nullopt;
    }

    Descriptor& input() { return input_.write; }
    Descriptor& output() { return output_.read; }
    Descriptor& error() { return error_.read; }

  private:
    [[noreturn]] void become_program() {
        ::setpgid(0, 0);
        ::dup2(input_.read.number(), STDIN_FILENO);
        ::dup2(output_.write.number(), STDOUT_FILENO);
        ::dup2(error_.write.number(), STDERR_FILENO);
        if (secret_.open()) place_secret();
        close_others();
        // Ignored signals are inherited across exec: the program shall find the usual ones.
        for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGQUIT})
            ::signal(signal, SIG_DFL);
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        if (!command_.directory.empty() && ::chdir(command_.directory.c_str()) != 0)
            give_up(Step::enter_directory);
        ::execve(path_->c_str(), argument_pointers_.data(), environment_pointers_.data());
        give_up(Step::execute);
    }

    /// The pipe for trouble may hold the number that the secret needs.
    void place_secret() {
        if (trouble_.write.number() == secret_number)
            trouble_.write = Descriptor(::fcntl(secret_number, F_DUPFD_CLOEXEC, secret_number + 1));
        // dup2 onto itself would keep close-on-exec.
        if (secret_.number() == secret_number) {
            ::fcntl(secret_number, F_SETFD, 0);
        } else {
            ::dup2(secret_.number(), secret_number);
        }
    }

    void close_others() const {
        // Descriptors that others opened without close-on-exec.
        const int kept = trouble_.write.number();
        const int first = secret_.open() ? secret_number + 1 : secret_number;
        const auto close_range = [](int from, int to) {
            return from > to || ::syscall(SYS_close_range, from, to, 0) == 0;
        };
        if (close_range(first, kept - 1) && close_range(kept + 1, std::numeric_limits<int>::max())) return;
        // Linux before 5.9; beyond the first thousand nobody has any.
        const long most = ::sysconf(_SC_OPEN_MAX);
        for (int number = first; number < (most > 0 && most < 1024 ? most : 1024); ++number)
            if (number != kept) ::close(number);
    }

    [[noreturn]] void give_up(Step step) const {
        const ChildError error{step, errno};
        if (::write(trouble_.write.number(), &error, sizeof error) < 0) ::_exit(125);
        ::_exit(127);
    }

    const Command& command_;
    std::optional<std::string> path_;
    Pipe input_;
    Pipe output_;
    Pipe error_;
    Pipe trouble_;
    Descriptor secret_;
    std::vector<std::string> arguments_;
    std::vector<std::string> environment_;
    std::vector<char*> argument_pointers_;
    std::vector<char*> environment_pointers_;
};

/// Feeds and drains the pipes of a program that runs, and minds its time.
class Conversation {
  public:
    Conversation(const Command& command, Child& child, pid_t process)
        : command_(command), child_(child), process_(process), started_(Clock::now()) {
        ::fcntl(child_.input().number(), F_SETFL, O_NONBLOCK);
        if (command_.input.empty()) child_.input().close();
    }
    // Reached with the program still running only when on_output threw.
    ~Conversation() {
        if (ended_) return;
        ::kill(-process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    ProcessResult hold() {
        while (!ended_ || child_.output().open() || child_.error().open()) {
            mind_the_time();
            if (ended_ && Clock::now() - ended_at_ > wait_for_open_pipes) break;
            exchange();
            notice_the_end();
        }
        if (ended_ && timed_out()) ::kill(-process_, SIGKILL);
        return std::move(result_);
    }

  private:
    [[nodiscard]] bool timed_out() const { return result_.timed_out; }

    void mind_the_time() {
        if (!command_.limit || ended_) return;
        const Clock::duration passed = Clock::now() - started_;
        if (!timed_out() && passed >= *command_.limit) {
            result_.timed_out = true;
            ::kill(-process_, SIGTERM);
        }
        if (timed_out() && passed >= *command_.limit + between_term_and_kill) ::kill(-process_, SIGKILL);
    }

    [[nodiscard]] int patience() const {
        // The end of a process is noticed by the end of its pipes; where a child of it holds them, by looking
        // again.
        constexpr int look_again = 50;
        return child_.output().open() || child_.error().open() ? look_again : 1;
    }

    void exchange() {
        std::array<pollfd, 3> watched{pollfd{child_.input().number(), POLLOUT, 0},
                                      pollfd{child_.output().number(), POLLIN, 0},
                                      pollfd{child_.error().number(), POLLIN, 0}};
        if (::poll(watched.data(), watched.size(), patience()) <= 0) return;
        if (watched[0].revents != 0) feed();
        if (watched[1].revents != 0) drain(child_.output(), result_.output);
        if (watched[2].revents != 0) drain(child_.error(), result_.error);
    }

    void feed() {
        const std::string_view rest = std::string_view(command_.input).substr(fed_);
        const ssize_t count = ::write(child_.input().number(), rest.data(), rest.size());
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (count > 0) fed_ += static_cast<std::size_t>(count);
        // A program need not read all of its input.
        if (count < 0 || fed_ == command_.input.size()) child_.input().close();
    }

    void drain(Descriptor& from, std::string& into) const {
        std::array<char, read_at_once> buffer{};
        const ssize_t count = ::read(from.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) return;
        if (count <= 0) {
            from.close();
            return;
        }
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
        into.append(bytes);
        if (command_.on_output) command_.on_output(bytes);
    }

    void notice_the_end() {
        if (ended_) return;
        int status = 0;
        const bool pipes_open = child_.input().open() || child_.output().open() || child_.error().open();
        // Once all pipes are closed the program is about to end: no need to look again and again, unless a
        // limit runs.
        const pid_t found = ::waitpid(process_, &status, pipes_open || command_.limit ? WNOHANG : 0);
        if (found != process_) return;
        ended_ = true;
        ended_at_ = Clock::now();
        result_.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        child_.input().close();
    }

    const Command& command_;
    Child& child_;
    pid_t process_;
    Clock::time_point started_;
    Clock::time_point ended_at_;
    std::size_t fed_ = 0;
    bool ended_ = false;
    ProcessResult result_;
};

/// Writing to a program that has gone must be an error, not the end of us. The signal is held back in this
/// thread only: how the process takes it is not for one of several threads to change and put back.
class WithoutBrokenPipes {
  public:
    WithoutBrokenPipes() {
        ::sigemptyset(&broken_pipe_);
        ::sigaddset(&broken_pipe_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &broken_pipe_, &before_);
    }
    ~WithoutBrokenPipes() {
        if (::sigismember(&before_, SIGPIPE) == 1) return;
        // One that waits would strike as soon as it may.
        const timespec no_time{};
        while (::sigtimedwait(&broken_pipe_, nullptr, &no_time) < 0 && errno == EINTR) {
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    WithoutBrokenPipes(const WithoutBrokenPipes&) = delete;
    WithoutBrokenPipes& operator=(const WithoutBrokenPipes&) = delete;

  private:
    sigset_t broken_pipe_{};
    sigset_t before_{};
};

bool executable(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

int process_group_of_child() {
    return running_group.load();
}

std::optional<std::string> program_path(std::string_view name) {
    const char* const configured = ::getenv("PATH");
    return program_path(name, configured != nullptr ? configured : "/usr/local/bin:/usr/bin:/bin");
}

std::optional<std::string> program_path(std::string_view name, std::string path) {
    if (name.empty()) return std::nullopt;
    if (name.find('/') != std::string_view::npos)
        return ::access(std::string(name).c_str(), F_OK) == 0 ? std::optional<std::string>(name)
                                                              : std::nullopt;
    path += ":/usr/local/sbin:/usr/sbin:/sbin";
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find(':', start), path.size());
        if (end > start) {
            const std::string candidate = path.substr(start, end - start) + '/' + std::string(name);
            if (executable(candidate)) return candidate;
        }
        start = end + 1;
    }
    return std::nullopt;
}

ProcessResult run_process(const Command& command) {
    Child child(command);
    if (!child.found()) {
        ProcessResult missing;
        missing.status = 127;
        missing.start_error = ENOENT;
        return missing;
    }
    const WithoutBrokenPipes guard;
    const pid_t process = child.start();
    running_group = process;
    if (const std::optional<ChildError> trouble = child.trouble()) {
        running_group = 0;
        ::waitpid(process, nullptr, 0);
        if (trouble->step == Step::enter_directory)
            throw system_failure("enter the directory", command.directory, trouble->error);
        ProcessResult refused;
        refused.status = trouble->error == ENOENT ? 127 : 126;
        refused.start_error = trouble->error;
        refused.error = system_failure("run", command.program, trouble->error).what();
        return refused;
    }
    ProcessResult result = Conversation(command, child, process).hold();
    running_group = 0;
    return result;
}

}  // namespace modules

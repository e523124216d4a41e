#include "modules/agent/BackgroundJob.hpp"

#include "modules/agent/ProcessTree.hpp"
#include "modules/jobs/JobRecord.hpp"
#include "modules/system/Descriptor.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <random>

namespace modules {

namespace {

struct Pipe {
    Pipe() {
        std::array<int, 2> numbers{};
        if (::pipe2(numbers.data(), O_CLOEXEC) != 0)
            throw Failure(fmt::format("a job cannot be started on the host: {}", std::strerror(errno)));
        reading = Descriptor(numbers[0]);
        writing = Descriptor(numbers[1]);
    }
    Descriptor reading;
    Descriptor writing;
};

/// A job's id, as Ansible's: a random number and the process that looks after it.
std::string new_job_id() {
    std::random_device source;
    const std::uint64_t number =
        (static_cast<std::uint64_t>(source()) << 32U | source()) % 1'000'000'000'000U;
    return fmt::format("j{}.{}", number, ::getpid());
}

/// The directory of jobs, made if need be. Others must not be able to put something there in a job's name.
std::string prepared_directory(PosixHost& host) {
    const std::string directory = job_directory(host);
    const std::optional<FileStatus> status = host.status(directory, Follow::links);
    if (!status) {
        const std::size_t slash = directory.find_last_of('/');
        if (const std::string above = directory.substr(0, slash); slash != 0 && !host.exists(above))
            throw Failure(
                fmt::format("results of jobs cannot be kept in {}: there is no {}", directory, above));
        host.make_directory(directory, 0700);
        return directory;
    }
    if (status->type != FileType::directory) throw Failure(directory + " is not a directory; remove it");
    const bool foreign = status->user != 0 && status->user != host.effective_user();
    const bool open = (status->mode & 0022U) != 0 && (status->mode & 01000U) == 0;
    if (foreign || open)
        throw Failure(fmt::format("others may write to {}: results of jobs cannot be kept there", directory));
    return directory;
}

void keep_record(PosixHost& host, const std::string& path, const Map& record) {
    host.write(path, to_json(record), {.mode = 0600});
}

/// Never returns. Ends with the one that looks after it, so that no work is left that nobody watches.
[[noreturn]] void do_work(const BackgroundJob& job, PosixHost& host, const std::string& id,
                          const std::string& path, pid_t keeper) noexcept {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != keeper) ::_exit(1);
    // A group of its own, for what it starts.
    ::setpgid(0, 0);
    try {
        keep_record(host, path, finished_record(id, job.work()));
    } catch (const Failure&) {
        // The one that looks after it tries to say so.
        ::_exit(1);
    }
    ::_exit(0);
}

/// Waits until the other end is closed; false when the time is over before.
bool ended_in_time(const Descriptor& other_end, std::chrono::seconds limit) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + limit;
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0) return false;
        pollfd watched{other_end.number(), POLLIN, 0};
        constexpr std::int64_t longest = 3'600'000;
        if (::poll(&watched, 1, static_cast<int>(std::min<std::int64_t>(left, longest))) > 0) return true;
    }
}

std::string end_of_work(int status) {
    if (WIFSIGNALED(status))
        return fmt::format("the job was ended by signal {} ({})", WTERMSIG(status),
                           ::strsignal(WTERMSIG(status)));
    return fmt::format("the job ended with status {} and left no result", WEXITSTATUS(status));
}

/// What stands in for a result that the work did not leave.
void tell_end(PosixHost& host, const std::string& id, const std::string& path, const ModuleResult& end) {
    try {
        if (!is_finished(from_json(host.read(path)))) keep_record(host, path, finished_record(id, end));
    } catch (const std::runtime_error&) {
        // Removed meanwhile, or no room: whoever asks finds that nobody looks after the job any more.
        return;
    }
}

/// Never returns, also not by an exception: that would go on as a second lane.
[[noreturn]] void look_after(const BackgroundJob& job, Descriptor answer) noexcept {
    PosixHost host;
    const std::string id = new_job_id();
    ModuleResult started;
    std::string path;
    std::optional<Pipe> alive;
    try {
        alive.emplace();
        path = prepared_directory(host) + "/" + id;
        keep_record(host, path, running_record(id, keeper_of(::getpid(), host).value_or(JobKeeper{})));
        started.changed = true;
        started.data = {{"ansible_job_id", id}, {"results_file", path}, {"started", 1}, {"finished", 0}};
    } catch (const Failure& failure) {
        started.failure = failure.what();
    }
    const std::string said = to_json(to_value(started));
    const bool heard =
        ::write(answer.number(), said.data(), said.size()) == static_cast<ssize_t>(said.size());
    answer.close();
    if (started.failure || !heard) ::_exit(1);

    const pid_t keeper = ::getpid();
    const pid_t worker = ::fork();
    if (worker == 0) {
        alive->reading.close();
        do_work(job, host, id, path, keeper);
    }
    alive->writing.close();
    ModuleResult end;
    if (worker < 0) {
        end.failure = fmt::format("no process can be started on the host: {}", std::strerror(errno));
        tell_end(host, id, path, end);
        ::_exit(1);
    }
    const bool in_time = ended_in_time(alive->reading, job.limit);
    if (!in_time) ProcessTree::below(worker).signal(SIGKILL);
    int status = 0;
    ::waitpid(worker, &status, 0);
    end.failure = in_time ? end_of_work(status) : "Timeout exceeded";
    if (!in_time) end.data.set("child_pid", static_cast<std::int64_t>(worker));
    if (!in_time || status != 0) tell_end(host, id, path, end);
    ::_exit(0);
}

std::string all_of(const Descriptor& input) {
    std::string text;
    std::array<char, 4096> piece{};
    while (true) {
        const ssize_t length = ::read(input.number(), piece.data(), piece.size());
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) return text;
        text.append(piece.data(), static_cast<std::size_t>(length));
    }
}

}  // namespace

ModuleResult start_job(const BackgroundJob& job) {
    ModuleResult refused;
    try {
        Pipe answer;
        const pid_t first = ::fork();
        if (first == 0) {
            answer.reading.close();
            job.let_go();
            ::setsid();
            // Twice, so that it is no child of the lane, which ends with all its children.
            const pid_t second = ::fork();
            if (second == 0) look_after(job, std::move(answer.writing));
            ::_exit(second < 0 ? 1 : 0);
        }
        answer.writing.close();
        if (first > 0) ::waitpid(first, nullptr, 0);
        if (const std::string said = all_of(answer.reading); !said.empty())
            return module_result_from(from_json(said));
        refused.failure = "no process for a job can be started on the host";
    } catch (const Failure& failure) {
        refused.failure = failure.what();
    }
    return refused;
}

}  // namespace modules

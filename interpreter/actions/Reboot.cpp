#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"
#include "interpreter/connection/Connection.hpp"
#include "modules/value/ShellWords.hpp"

#include <fmt/format.h>

namespace interpreter {

namespace {

using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

constexpr const char* usual_boot_time_command = "cat /proc/sys/kernel/random/boot_id";

/// One restart of a host, from the command to the first answer afterwards.
class Restart {
  public:
    explicit Restart(const ActionCall& call)
        : call_(call), connect_limit_(number_of(call.arguments, "connect_timeout", 5)),
          limit_(number_of(call.arguments, "reboot_timeout", 600)),
          boot_time_command_(call.arguments.text_of("boot_time_command", usual_boot_time_command)) {}

    ActionResult run() {
        const Clock::time_point start = call_.now();
        ActionResult answer;
        try {
            const std::string before = boot();
            order();
            pause_for(number_of(call_.arguments, "post_reboot_delay", 0));
            wait_for("last boot time check", [&] { return boot() != before; });
            answer.result.data.set("rebooted", true);
            answer.result.changed = true;
            wait_for("post-reboot test command", [&] {
                return !shell(call_.arguments.text_of("test_command", "whoami")).failure;
            });
        } catch (const modules::Failure& failure) {
            answer.result.failure = failure.what();
            if (!answer.result.data.contains("rebooted")) answer.result.data.set("rebooted", false);
        }
        answer.result.data.set("elapsed",
                               std::chrono::duration_cast<seconds>(call_.now() - start).count());
        return answer;
    }

  private:
    [[nodiscard]] modules::ModuleResult shell(const std::string& line) const {
        return call_.call_module("shell", Map{{"_raw_params", line}}, {});
    }

    [[nodiscard]] std::string boot() const {
        const modules::ModuleResult result = shell(boot_time_command_);
        const Value* said = result.data.find("stdout");
        if (result.failure || said == nullptr)
            throw modules::Failure(fmt::format("cannot tell one start of the host from another: '{}': {}",
                                               boot_time_command_, result.failure.value_or("it said nothing")));
        return said->as_text();
    }

    void order() const {
        try {
            const modules::ModuleResult result = shell(command());
            if (!result.failure) return;
            const Value* said = result.data.find("stderr");
            throw modules::Failure(fmt::format("Reboot command failed. Error was: '{}, {}'", *result.failure,
                                               said != nullptr ? said->as_text() : ""));
        } catch (const HostUnreachable&) {
            // It went at once, and took the session with it.
            return;
        }
    }

    [[nodiscard]] std::string command() const {
        if (const std::string own = call_.arguments.text_of("reboot_command"); !own.empty()) return own;
        const std::string message = call_.arguments.text_of("msg", "Reboot initiated by Ansible");
        // shutdown counts in minutes; less than one is at once.
        const std::int64_t minutes = number_of(call_.arguments, "pre_reboot_delay", 0) / 60;
        std::string path;
        std::vector<std::string> directories = texts_of(call_.arguments, "search_paths");
        if (directories.empty()) directories = {"/sbin", "/bin", "/usr/sbin", "/usr/bin", "/usr/local/sbin"};
        for (const std::string& directory : directories) path += (path.empty() ? "" : ":") + directory;
        return fmt::format("PATH={}:$PATH shutdown -r {} {}", modules::shell_quoted(path), minutes,
                           modules::shell_quoted(message));
    }

    /// Asks again and again, each time over a new connection, for at most the limit.
    void wait_for(const std::string& what, const std::function<bool()>& done) const {
        const Clock::time_point start = call_.now();
        std::string why;
        std::int64_t between = 1;
        constexpr std::int64_t longest = 8;
        while (true) {
            why = call_.reach(connect_limit_);
            try {
                if (why.empty() && done()) return;
                if (why.empty()) why = "it still runs as before";
            } catch (const HostUnreachable& lost) {
                why = lost.what();
            } catch (const modules::Failure& failure) {
                why = failure.what();
            }
            if (call_.now() - start >= limit_)
                throw modules::Failure(
                    fmt::format("Timed out waiting for {} (timeout={}): {}", what, limit_.count(), why));
            pause_for(between);
            between = std::min(between * 2, longest);
        }
    }

    void pause_for(std::int64_t time) const {
        if (!call_.wait(seconds(time))) throw modules::Failure("interrupted while the host restarts");
    }

    const ActionCall& call_;
    seconds connect_limit_;
    seconds limit_;
    std::string boot_time_command_;
};

}  // namespace

ActionResult run_reboot(const ActionCall& call) {
    ActionResult answer;
    answer.result.data = Map{{"elapsed", 0}, {"rebooted", false}};
    if (call.is_local())
        throw modules::Failure("Running reboot with local connection would reboot the control node.",
                               answer.result.data);
    if (call.mode == RunMode::check) {
        answer.result.changed = true;
        answer.result.data.set("rebooted", true);
        return answer;
    }
    return Restart(call).run();
}

}  // namespace interpreter

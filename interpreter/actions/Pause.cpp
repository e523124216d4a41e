#include "interpreter/actions/actions.hpp"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>

#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace interpreter {

namespace {

// Switches echo off for as long as it lives.
class Silence {
  public:
    explicit Silence(bool wanted) : active_(wanted && tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!active_) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() {
        if (active_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }

  private:
    termios before_{};
    bool active_;
};

std::string answer_to(const std::string& prompt, bool echo, const ActionCall& call) {
    std::cout << prompt << ":" << std::endl;
    const Silence silence(!echo);
    pollfd input{STDIN_FILENO, POLLIN, 0};
    // In short waits, so that Ctrl-C is seen.
    while (poll(&input, 1, 100) == 0)
        if (!call.wait(std::chrono::milliseconds(0))) return {};
    std::string line;
    std::getline(std::cin, line);
    return line;
}

}  // namespace

ActionResult run_pause(const ActionCall& call) {
    const std::optional<Value> seconds = call.arguments.get("seconds");
    const std::optional<Value> minutes = call.arguments.get("minutes");
    if (seconds && minutes) throw modules::Failure("'seconds' and 'minutes' exclude each other");
    ActionResult answer;
    answer.result.data.set("user_input", "");
    if (seconds || minutes) {
        const std::int64_t time = seconds ? seconds->as_integer() : minutes->as_integer() * 60;
        const bool whole = call.wait(std::chrono::seconds(time));
        answer.result.data.set("delta", time);
        if (!whole) answer.result.failure = "the pause was interrupted";
        return answer;
    }
    const std::string prompt = call.arguments.text_of("prompt", "Press enter to continue, Ctrl+C to interrupt");
    if (isatty(STDIN_FILENO) == 0) {
        answer.result.warnings.emplace_back("pause: there is no terminal to ask on, going on at once");
        return answer;
    }
    const bool echo = call.arguments.get("echo").value_or(Value(true)) == Value(true);
    const std::string typed = answer_to(prompt, echo, call);
    answer.result.data.set("user_input", echo ? Value(typed) : Value::secret(typed));
    return answer;
}

}  // namespace interpreter

#include "interpreter/actions/Terminal.hpp"

#include <iostream>

#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace interpreter {

namespace {

// Switches echo off for as long as it lives.
class Silence {
  public:
    explicit Silence(Echo echo) : active_(echo == Echo::hidden && tcgetattr(STDIN_FILENO, &before_) == 0) {
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

}  // namespace

bool has_terminal() { return isatty(STDIN_FILENO) != 0; }

std::string typed_answer(const std::string& prompt, Echo echo, const std::function<bool()>& goes_on) {
    std::cout << prompt << std::flush;
    const Silence silence(echo);
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (poll(&input, 1, 100) == 0)
        if (!goes_on()) return {};
    std::string line;
    std::getline(std::cin, line);
    if (echo == Echo::hidden) std::cout << std::endl;
    return line;
}

}  // namespace interpreter

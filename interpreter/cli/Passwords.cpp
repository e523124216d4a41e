#include "interpreter/cli/Passwords.hpp"

#include "interpreter/cli/PlayOptions.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include <termios.h>
#include <unistd.h>

namespace interpreter {

Value ask_password(const std::string& prompt) {
    termios before{};
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        throw UsageError("a password was to be asked for (" + prompt + "), but there is no terminal");
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    std::cerr << prompt << ": " << std::flush;
    std::string line;
    std::getline(std::cin, line);
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << "\n";
    return Value::secret(line);
}

Value password_from_file(const std::string& path) {
    std::ifstream stream(path);
    std::string line;
    if (!stream || !std::getline(stream, line))
        throw UsageError("cannot read a password from " + path + ": " + std::strerror(errno));
    return Value::secret(line);
}

}  // namespace interpreter

#include "interpreter/cli/Passwords.hpp"

#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/source/ProgramOutput.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

#include <termios.h>
#include <unistd.h>

namespace interpreter {

namespace {

std::string asked_once(const std::string& prompt) {
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
    return line;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Value ask_password(const std::string& prompt, Confirmation confirmation) {
    const std::string line = asked_once(prompt);
    if (confirmation == Confirmation::asked_twice && asked_once("Confirm " + prompt) != line)
        throw UsageError("the passwords do not match");
    return Value::secret(line);
}

Value password_from_file(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0) {
        try {
            const ProgramOutput said = run_program({std::filesystem::absolute(path).string()});
            if (said.status != 0)
                throw UsageError("the password program " + path + " failed with status " +
                                 std::to_string(said.status));
            return Value::secret(first_line(said.output));
        } catch (const std::system_error& failure) {
            throw UsageError("cannot run the password program " + path + ": " + failure.code().message());
        }
    }
    std::ifstream stream(path);
    std::string line;
    if (!stream || !std::getline(stream, line))
        throw UsageError("cannot read a password from " + path + ": " + std::strerror(errno));
    return Value::secret(line);
}

}  // namespace interpreter

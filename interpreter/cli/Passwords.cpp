#include "interpreter/cli/Passwords.hpp"

#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/source/ProgramOutput.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace interpreter {

namespace {

// The terminal itself, so that our input may be a file meanwhile.
class Terminal {
  public:
    explicit Terminal(const std::string& prompt) : descriptor_(open("/dev/tty", O_RDWR | O_CLOEXEC)) {
        if (descriptor_ < 0)
            throw UsageError("'" + prompt + "' was to be asked, but there is no terminal");
        prompt_ = prompt;
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() { close(descriptor_); }

    [[nodiscard]] std::string line() const {
        say(prompt_ + ": ");
        std::string text;
        for (char letter = 0; read(descriptor_, &letter, 1) == 1 && letter != '\n';) text += letter;
        return text;
    }
    [[nodiscard]] std::string hidden_line() const {
        termios before{};
        tcgetattr(descriptor_, &before);
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(descriptor_, TCSANOW, &silent);
        std::string text = line();
        tcsetattr(descriptor_, TCSANOW, &before);
        say("\n");
        return text;
    }

  private:
    void say(const std::string& text) const {
        // A terminal that takes no text still gives an answer.
        [[maybe_unused]] const ssize_t written = write(descriptor_, text.data(), text.size());
    }
    int descriptor_;
    std::string prompt_;
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Value ask_password(const std::string& prompt, Confirmation confirmation) {
    const std::string line = Terminal(prompt).hidden_line();
    if (confirmation == Confirmation::asked_twice && Terminal("Confirm " + prompt).hidden_line() != line)
        throw UsageError("the passwords do not match");
    return Value::secret(line);
}

std::string ask_text(const std::string& prompt) { return Terminal(prompt).line(); }

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

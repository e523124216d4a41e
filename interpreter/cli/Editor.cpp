#include "interpreter/cli/Editor.hpp"

#include "interpreter/source/Diagnostic.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace interpreter {

namespace {

// Ctrl-C is the editor's while it runs, and we must live to remove the file.
class SignalsIgnored {
  public:
    SignalsIgnored() {
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        for (std::size_t index = 0; index < count; ++index) sigaction(signals[index], &ignore, &before_[index]);
    }
    SignalsIgnored(const SignalsIgnored&) = delete;
    SignalsIgnored& operator=(const SignalsIgnored&) = delete;
    ~SignalsIgnored() { restore(); }
    void restore() const {
        for (std::size_t index = 0; index < count; ++index) sigaction(signals[index], &before_[index], nullptr);
    }

  private:
    static constexpr std::size_t count = 4;
    static constexpr int signals[count] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};
    struct sigaction before_[count] = {};
};

class PlainCopy {
  public:
    PlainCopy(const std::string& text, const std::string& name) {
        const char* named = std::getenv("TMPDIR");
        for (const char* place : {"/dev/shm", named, "/tmp"}) {
            if (place == nullptr || access(place, W_OK | X_OK) != 0) continue;
            directory_ = std::string(place) + "/understudy-XXXXXX";
            if (mkdtemp(directory_.data()) != nullptr) break;
            directory_.clear();
        }
        if (directory_.empty()) throw DiagnosticError("there is no place for a temporary file", {}, "set TMPDIR");
        path_ = directory_ + "/" + name;
        std::ofstream(path_, std::ios::binary) << text;
        std::filesystem::permissions(path_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    PlainCopy(const PlainCopy&) = delete;
    PlainCopy& operator=(const PlainCopy&) = delete;
    ~PlainCopy() {
        // Editors leave copies of their own beside it.
        std::error_code ignored;
        for (const std::filesystem::directory_entry& entry :
             std::filesystem::directory_iterator(directory_, ignored)) {
            const auto size = static_cast<std::size_t>(entry.is_regular_file(ignored) ? entry.file_size(ignored) : 0);
            std::fstream(entry.path(), std::ios::in | std::ios::out | std::ios::binary)
                << std::string(size, '\0') << std::flush;
        }
        std::filesystem::remove_all(directory_, ignored);
    }

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string text() const {
        std::ostringstream text;
        text << std::ifstream(path_, std::ios::binary).rdbuf();
        return text.str();
    }

  private:
    std::string directory_;
    std::string path_;
};

// $EDITOR may hold options, so a shell reads it.
int run_editor(const std::string& editor, const std::string& path, const SignalsIgnored& ignored) {
    const pid_t child = fork();
    if (child < 0) throw DiagnosticError(std::string("cannot start the editor: ") + std::strerror(errno), {});
    if (child == 0) {
        ignored.restore();
        const std::string command = editor + " \"$1\"";
        execl("/bin/sh", "sh", "-c", command.c_str(), "sh", path.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::string edited(const std::string& text, const std::string& name) {
    const char* said = std::getenv("EDITOR");
    const std::string editor = said != nullptr && *said != '\0' ? said : "vi";
    const SignalsIgnored ignored;
    const PlainCopy copy(text, name);
    const int status = run_editor(editor, copy.path(), ignored);
    if (status != 0)
        throw DiagnosticError("the editor '" + editor + "' ended with status " + std::to_string(status) +
                                  "; nothing was changed",
                              {}, "EDITOR names the editor");
    return copy.text();
}

}  // namespace interpreter

#include "modules/system/StandingPrograms.hpp"

#include "modules/system/Process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace modules {

namespace {

struct Form {
    std::string_view program;
    /// How it is asked once; the question is the one argument behind these.
    std::vector<std::string> once;
    /// How it takes a question a line, and answers each with a line at once.
    std::vector<std::string> standing;
    /// Variables of the environment that change its answers.
    std::vector<const char*> environment;
};

const std::vector<Form>& forms() {
    static const std::vector<Form> table{
        {"file",
         {"--brief", "--mime-type", "--mime-encoding"},
         {"--brief", "--mime-type", "--mime-encoding", "--no-buffer", "--files-from", "-"},
         {"MAGIC", "PATH", "POSIXLY_CORRECT"}},
    };
    return table;
}

const Form* form_of(const Command& command) {
    // Whatever a caller wishes beyond words is for a run of its own.
    if (!command.input.empty() || !command.environment.empty() || !command.directory.empty() || command.limit ||
        command.on_output || !command.secret.empty())
        return nullptr;
    for (const Form& form : forms()) {
        if (command.program != form.program || command.arguments.size() != form.once.size() + 1) continue;
        if (!std::equal(form.once.begin(), form.once.end(), command.arguments.begin())) continue;
        const std::string& question = command.arguments.back();
        // "-" is its own input, and a line ends a question.
        return question.starts_with('/') && question.find('\n') == std::string::npos ? &form : nullptr;
    }
    return nullptr;
}

}  // namespace

StandingPrograms::Running::~Running() {
    conversation.close();
    // It reads the end of its input and goes.
    if (process > 0) ::waitpid(process, nullptr, 0);
}

bool StandingPrograms::Running::start(const Command& command) {
    const std::optional<std::string> path = program_path(command.program);
    if (!path) return false;
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    conversation = Descriptor(ends[0]);
    const Descriptor theirs(ends[1]);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes, &signals);
    ::sigaddset(&signals, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    std::vector<std::string> words{command.program};
    words.insert(words.end(), command.arguments.begin(), command.arguments.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::vector<std::string> settings;
    for (char** variable = environ; *variable != nullptr; ++variable) settings.emplace_back(*variable);
    std::erase_if(settings, [](const std::string& setting) { return setting.starts_with("LC_ALL="); });
    // As query() runs programs.
    settings.emplace_back("LC_ALL=C.UTF-8");
    std::vector<char*> environment;
    for (std::string& setting : settings) environment.push_back(setting.data());
    environment.push_back(nullptr);
    const int error = ::posix_spawn(&process, path->c_str(), &actions, &attributes, arguments.data(),
                                     environment.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) process = 0;
    return error == 0;
}

std::optional<std::string> StandingPrograms::Running::answer(const std::string& question) {
    std::string line = question + "\n";
    for (std::size_t sent = 0; sent < line.size();) {
        const ssize_t length = ::send(conversation.number(), line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        if (length < 0 && errno == EINTR) continue;
        if (length < 0) return std::nullopt;
        sent += static_cast<std::size_t>(length);
    }
    std::string said;
    std::array<char, 4096> piece{};
    while (!said.ends_with('\n')) {
        const ssize_t length = ::recv(conversation.number(), piece.data(), piece.size(), 0);
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) return std::nullopt;
        said.append(piece.data(), static_cast<std::size_t>(length));
    }
    return said;
}

std::optional<ProcessResult> StandingPrograms::ask(const Command& command) {
    const Form* form = form_of(command);
    if (form == nullptr) return std::nullopt;
    std::string key(form->program);
    for (const char* variable : form->environment) {
        const char* value = ::getenv(variable);
        key += std::string("\n") + variable + (value != nullptr ? std::string("=") + value : "");
    }
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = running_.try_emplace(key);
    if (is_new && !place->second.start({.program = command.program, .arguments = form->standing})) {
        running_.erase(place);
        return std::nullopt;
    }
    std::optional<std::string> said = place->second.answer(command.arguments.back());
    if (!said) {
        running_.erase(place);
        return std::nullopt;
    }
    return ProcessResult{.output = *std::move(said)};
}

}  // namespace modules

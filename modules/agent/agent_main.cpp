#include "modules/agent/agent_main.hpp"

#include "modules/agent/Serve.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <string>

namespace modules {

namespace {

void nothing(int) {}

/// Handled rather than ignored: what is ignored stays so in every program that a module starts.
void outlive_signals() {
    struct sigaction action {};
    action.sa_handler = nothing;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGPIPE, SIGHUP, SIGINT})
        ::sigaction(number, &action, nullptr);
}

/// The agent's name ends in its hash; one that is part of another program has none.
std::string own_hash(const std::string& program) {
    const std::size_t start = program.rfind("agent-");
    return start == std::string::npos ? "built-in" : program.substr(start + 6);
}

}  // namespace

int agent_main(int argument_count, char** arguments) {
    if (argument_count < 2 || std::string_view(arguments[1]) != "serve") return 2;
    const int input = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
    const int output = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
    if (input < 0 || output < 0) return 1;
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nowhere, standard);
    if (nowhere > STDERR_FILENO) ::close(nowhere);
    outlive_signals();
    if (::chdir("/") != 0) return 1;
    Serve(input, output, argument_count > 2 ? arguments[2] : PrivateDirectory::usual_path())
        .run(own_hash(arguments[0]));
    return 0;
}

}  // namespace modules

#include "modules/git/GitCommand.hpp"

#include "modules/value/ShellWords.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

[[noreturn]] void fail_with(const std::string& failure, const ProcessResult& result) {
    throw Failure(
        fmt::format("{}: {}", failure, trimmed(result.error.empty() ? result.output : result.error)),
        Map{{"rc", result.status}, {"stdout", result.output}, {"stderr", result.error}});
}

}  // namespace

std::string GitCommand::repository() const {
    return wanted_.repo.starts_with('/') ? "file://" + wanted_.repo : wanted_.repo;
}

std::map<std::string, std::string> GitCommand::environment(const HostView& host, KnownHosts known) const {
    std::string ssh =
        host.environment("GIT_SSH").value_or(host.environment("GIT_SSH_COMMAND").value_or("ssh"));
    const auto option = [&](const std::string& text) { ssh += " -o " + shell_quoted(text); };
    if (wanted_.ssh_opts) ssh += ' ' + *wanted_.ssh_opts;
    const bool accepts = wanted_.accept_hostkey || wanted_.accept_newhostkey;
    if (accepts && ssh.find("StrictHostKeyChecking") == std::string::npos)
        option(wanted_.accept_hostkey ? "StrictHostKeyChecking=no" : "StrictHostKeyChecking=accept-new");
    if (accepts && known == KnownHosts::read) {
        // What is known counts; what is new is not kept.
        const std::optional<User> user = host.user(host.effective_user());
        const std::string home = host.environment("HOME").value_or(user ? user->home : "/root");
        option(fmt::format("GlobalKnownHostsFile=/etc/ssh/ssh_known_hosts {}/.ssh/known_hosts", home));
        option("UserKnownHostsFile=/dev/null");
    }
    option("BatchMode=yes");
    if (wanted_.key_file) {
        ssh += " -i " + shell_quoted(*wanted_.key_file);
        option("IdentitiesOnly=yes");
    }
    return {{"LC_ALL", "C.UTF-8"}, {"GIT_TERMINAL_PROMPT", "0"}, {"GIT_SSH_COMMAND", ssh}};
}

ProcessResult GitCommand::ask(const HostView& host, std::vector<std::string> arguments,
                              const std::string& directory) const {
    return host.query({.program = wanted_.executable,
                       .arguments = std::move(arguments),
                       .environment = environment(host, KnownHosts::read),
                       .directory = directory});
}

std::string GitCommand::answer(const HostView& host, std::vector<std::string> arguments,
                               const std::string& directory, const std::string& failure) const {
    const ProcessResult result = ask(host, std::move(arguments), directory);
    if (!result.ok()) fail_with(failure, result);
    return result.output;
}

ProcessResult GitCommand::run(HostControl& host, std::vector<std::string> arguments,
                              const std::string& directory, const std::string& failure) const {
    Command command{.program = wanted_.executable,
                    .arguments = std::move(arguments),
                    .environment = environment(host, KnownHosts::written),
                    .directory = directory};
    if (wanted_.umask) {
        command.arguments.insert(
            command.arguments.begin(),
            {"-c", fmt::format("umask {} && exec \"$0\" \"$@\"", *wanted_.umask), command.program});
        command.program = "sh";
    }
    ProcessResult result = host.run(command);
    if (!result.ok()) fail_with(failure, result);
    return result;
}

}  // namespace modules

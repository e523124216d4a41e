#include "modules/accounts/SshPassphrase.hpp"
#include "modules/accounts/UserLook.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

std::string trimmed(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

}  // namespace

void UserLook::add_ssh_key(Plan& plan, const std::string& home) const {
    const std::string file = wanted_.ssh_key_file.value_or(".ssh/id_" + wanted_.ssh_key_type);
    const std::string path = file.starts_with('/') ? file : home + "/" + file;
    plan.data.set("ssh_key_file", path);
    plan.afterwards = [path](const HostView& host) {
        Map facts;
        if (!host.exists(path)) return facts;
        const ProcessResult shown = host.query({.program = "ssh-keygen", .arguments = {"-l", "-f", path}});
        facts.set("ssh_fingerprint", trimmed(shown.ok() ? shown.output : shown.error));
        if (const std::optional<std::string> key = host.read_if_there(path + ".pub"))
            facts.set("ssh_public_key", trimmed(*key));
        return facts;
    };
    if (host_.exists(path) && !wanted_.force) return;

    std::vector<std::string> arguments{"-q", "-t", wanted_.ssh_key_type};
    if (wanted_.ssh_key_bits > 0)
        arguments.insert(arguments.end(), {"-b", std::to_string(wanted_.ssh_key_bits)});
    const std::string machine = trimmed(host_.read_if_there("/etc/hostname").value_or("this host"));
    arguments.insert(arguments.end(),
                     {"-C", wanted_.ssh_key_comment.value_or("ansible-generated on " + machine), "-f", path});
    plan.change(
        {path, Map{{"state", "absent"}}, Map{{"state", "present"}, {"type", wanted_.ssh_key_type}}},
        [arguments, path, name = wanted_.name, passphrase = wanted_.ssh_key_passphrase](HostControl& host) {
            const std::optional<User> user = host.user(name);
            if (!user) throw Failure(fmt::format("failed to look up user name: {}", name));
            const Ownership owner{user->id, user->group, {}};
            const std::string directory = path.substr(0, path.rfind('/'));
            if (!host.exists(directory)) {
                host.make_directory(directory, 0700);
                host.set_ownership(directory, {user->id, user->group, 0700}, Follow::nothing);
            }
            host.remove(path);
            host.remove(path + ".pub");
            Command command{.program = "ssh-keygen", .arguments = arguments};
            if (passphrase) {
                answer_passphrase(host, command, passphrase->characters);
            } else {
                command.arguments.insert(command.arguments.end(), {"-N", ""});
            }
            run_or_fail(host, command);
            host.set_ownership(path, {user->id, user->group, 0600}, Follow::nothing);
            host.set_ownership(path + ".pub", owner, Follow::nothing);
            return Outcome{};
        });
}

}  // namespace modules

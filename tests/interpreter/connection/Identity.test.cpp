#include "interpreter/connection/AgentCommand.hpp"
#include "tests/interpreter/connection/TestSession.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <fstream>
#include <iterator>

using namespace interpreter;

namespace {

constexpr std::int64_t nobody = 65534;

std::string file(const std::string& path) {
    std::ifstream from(path);
    return {std::istreambuf_iterator<char>(from), {}};
}

std::string without_root(const std::string& lines) {
    return lines.substr(lines.find('\n') + 1);
}

// crypt(5), SHA-512 of "visitor's word" and of "root's word".
constexpr const char* visitors_hash =
    "$6$understudy$KipjsKGEHGb.JfecrX.dx/1fsjmgPxvsq0uKj5JiCu3jHAhH//ZOT.INa2MiOAWXQ34K9KOie7qd1B5tZ1hyW1";
constexpr const char* roots_hash =
    "$6$understudy$86tvcQFYzT27iXQO.V/Eh3j8lRNrqSet3ZQJ5LBq3cVCo0PS/CtYv7exRcR9mLU4i0YUr5dM29oeYr/9HwIGF.";

/// A server with a user of its own, who has a password, as has root there.
SshServer::Settings with_visitor() {
    SshServer::Settings settings;
    settings.files["/etc/passwd"] = file("/etc/passwd") + "visitor:x:54321:54321::/tmp:/bin/sh\n";
    settings.files["/etc/shadow"] = std::string("root:") + roots_hash + ":19000:0:99999:7:::\n" +
                                    without_root(file("/etc/shadow")) + "visitor:" + visitors_hash +
                                    ":19000:0:99999:7:::\n";
    return settings;
}

/// sudo as far as its conversation goes, for machines that have none: it asks on the error stream, takes a
/// line of input, asks again when it is wrong.
constexpr const char* sudo_of_tests = R"(#!/bin/sh
prompt= ; ask=
while [ $# -gt 0 ]; do case $1 in
    -H) ;; -n) ask=no ;; -S) ask=yes ;; -p) prompt=$2; shift ;; -u) shift ;; --) shift; break ;;
esac; shift; done
[ "$ask" = no ] && [ -e "$HOME/ask" ] && { echo "sudo: a password is required" >&2; exit 1; }
if [ "$ask" = yes ]; then
    for try in 1 2 3; do
        printf %s "$prompt" >&2
        read -r word || exit 1
        [ "$word" = sesame ] && break
        echo "Sorry, try again." >&2
        [ $try = 3 ] && exit 1
    done
fi
exec "$@"
)";

ConnectionSettings with_sudo(const SshServer& server) {
    server.write("sudo", sudo_of_tests);
    REQUIRE(std::system(("chmod 755 " + server.directory() + "/sudo").c_str()) == 0);
    return settings_for(server);
}

SshServer::Settings with_path_of_tests() {
    SshServer::Settings settings;
    // .bashrc is read for programs too, and its directory is the server's home.
    settings.start_up_file = "PATH=$HOME/..:$PATH\n";
    return settings;
}

ModuleCall as(ModuleCall call, const std::string& user, const std::string& method, Value password = {}) {
    call.identity.become = true;
    call.identity.user = user;
    call.identity.method = method;
    call.identity.password = std::move(password);
    return call;
}

}  // namespace

TEST_CASE("sudo gets its password over the channel and not in an argument") {
    if (!SshServer::available()) return;
    const SshServer server(with_path_of_tests());
    const std::unique_ptr<HostSession> session = session_for(with_sudo(server));
    const ModuleCall call = as(call_of("shell", "cat /proc/*/cmdline 2>/dev/null | tr '\\0' ' '"), "root",
                               "sudo", Value::secret("sesame"));
    const std::string command_lines = text_in(session->call(call), "stdout");
    CHECK(command_lines.find("serve") != std::string::npos);
    CHECK(command_lines.find(std::string("ses") + "ame") == std::string::npos);
}

TEST_CASE("a wrong become password fails the task at once, and the host lives") {
    if (!SshServer::available()) return;
    const SshServer server(with_path_of_tests());
    const std::unique_ptr<HostSession> session = session_for(with_sudo(server));
    CHECK(refused(*session, as(call_of("echo"), "root", "sudo", Value::secret("barley"))) ==
          "sudo on ctl1 does not make us root: the become password is wrong");
    CHECK(text_in(session->call(call_of("echo", "alive")), "text") == "alive");
    CHECK(text_in(session->call(as(call_of("echo", "right"), "root", "sudo", Value::secret("sesame"))),
                  "text") == "right");
}

TEST_CASE("sudo that wants a password which is not set says which variable is missing") {
    if (!SshServer::available()) return;
    const SshServer server(with_path_of_tests());
    server.write("home/ask", "");
    const std::unique_ptr<HostSession> session = session_for(with_sudo(server));
    CHECK(refused(*session, as(call_of("echo"), "root", "sudo")) ==
          "sudo on ctl1 does not make us root: sudo: a password is required (ansible_become_password is not "
          "set)");
}

TEST_CASE("a host without sudo says so") {
    if (!SshServer::available()) return;
    const SshServer server;
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    ModuleCall call = as(call_of("echo"), "root", "sudo");
    call.identity.flags = {"--no-such-flag"};
    CHECK(refused(*session, call).starts_with("sudo on ctl1 does not make us root: "));
}

TEST_CASE("other users run an agent that they can reach, on a channel of the same session") {
    if (!SshServer::available() || !SshServer::namespaces_available()) return;
    const SshServer server;
    const std::unique_ptr<HostSession> session = session_for(settings_for(server));
    const modules::ModuleResult mine = session->call(call_of("echo"));
    const modules::ModuleResult theirs = session->call(as(call_of("echo"), "nobody", "su"));
    CHECK(mine.data.find("uid")->as_integer() == 0);
    CHECK(theirs.data.find("uid")->as_integer() == nobody);
    ModuleCall staged = as(call_of("staged", content_hash("theirs")), "nobody", "su");
    staged.contents = {"theirs"};
    CHECK(text_in(session->call(staged), "content") == "theirs");
}

TEST_CASE("a password logs in, and su takes root's") {
    if (!SshServer::available() || !SshServer::namespaces_available()) return;
    const SshServer server(with_visitor());
    ConnectionSettings settings = settings_for(server);
    settings.user = "visitor";
    settings.private_key_file.clear();
    settings.password = Value::secret("visitor's word");
    const std::unique_ptr<HostSession> session = session_for(settings);
    CHECK(session->call(call_of("echo")).data.find("uid")->as_integer() == 54321);
    CHECK(refused(*session, as(call_of("echo"), "root", "su", Value::secret("no such word")))
              .starts_with("su on ctl1 does not make us root: "));
    CHECK(session->call(as(call_of("echo"), "root", "su", Value::secret("root's word")))
              .data.find("uid")
              ->as_integer() == 0);
    settings.password = Value::secret("wrong");
    CHECK(unreachable(settings) ==
          "ctl1 (127.0.0.1 port " + std::to_string(server.port()) +
              ") refuses visitor; it takes publickey, password, keyboard-interactive; tried: "
              "the password; the password (keyboard-interactive)");
}

TEST_CASE("a server that asks questions gets the password as an answer") {
    if (!SshServer::available() || !SshServer::namespaces_available()) return;
    SshServer::Settings server_settings = with_visitor();
    server_settings.configuration = {"UsePAM yes", "PasswordAuthentication no",
                                     "KbdInteractiveAuthentication yes"};
    const SshServer server(server_settings);
    ConnectionSettings settings = settings_for(server);
    settings.user = "visitor";
    settings.private_key_file.clear();
    settings.password = Value::secret("visitor's word");
    CHECK(session_for(settings)->call(call_of("echo")).data.find("uid")->as_integer() == 54321);
    settings.password = Value::secret("wrong");
    CHECK(unreachable(settings) == "ctl1 (127.0.0.1 port " + std::to_string(server.port()) +
                                       ") refuses visitor; it takes publickey, keyboard-interactive; tried: "
                                       "the password (keyboard-interactive)");
}

TEST_CASE("the sudo of this machine makes us others, with and without a password") {
    if (!SshServer::available() || !SshServer::namespaces_available()) return;
    if (::access("/usr/bin/sudo", X_OK) != 0) {
        WARN("skipped: no sudo here (Debian: apt install sudo)");
        return;
    }
    SshServer::Settings server_settings = with_visitor();
    server_settings.files["/etc/sudoers"] =
        "Defaults use_pty\nvisitor ALL=(ALL) ALL\nvisitor ALL=(nobody) NOPASSWD: ALL\n";
    const SshServer server(server_settings);
    ConnectionSettings settings = settings_for(server);
    settings.user = "visitor";
    settings.private_key_file.clear();
    settings.password = Value::secret("visitor's word");
    const std::unique_ptr<HostSession> session = session_for(settings);
    const auto uid = [&session](const ModuleCall& call) {
        return session->call(call).data.find("uid")->as_integer();
    };
    CHECK(uid(as(call_of("echo"), "nobody", "sudo")) == nobody);
    CHECK(refused(*session, as(call_of("echo"), "root", "sudo")) ==
          "sudo on ctl1 does not make us root: sudo: a password is required (ansible_become_password is not "
          "set)");
    CHECK(refused(*session, as(call_of("echo"), "root", "sudo", Value::secret("no such word"))) ==
          "sudo on ctl1 does not make us root: the become password is wrong");
    CHECK(uid(as(call_of("echo"), "root", "sudo", Value::secret("visitor's word"))) == 0);
}

TEST_CASE("another program than the method's own may make another user of one") {
    Identity identity;
    identity.become = true;
    identity.user = "deploy";
    CHECK(identity_words(identity, "") == std::vector<std::string>{"sudo", "-H", "-n", "-u", "deploy", "--"});
    const std::string usual = identity.key();
    identity.executable = "/opt/bin/sudo";
    CHECK(identity_words(identity, "") == std::vector<std::string>{"/opt/bin/sudo", "-H", "-n", "-u", "deploy", "--"});
    CHECK(identity.key() != usual);
    identity.method = "su";
    CHECK(identity_words(identity, "").front() == "/opt/bin/sudo");
}

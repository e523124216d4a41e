#include "modules/system/Process.hpp"

#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace modules;

namespace {

Command shell(std::string script) {
    return {.program = "sh", .arguments = {"-c", std::move(script)}};
}

}  // namespace

TEST_CASE("output, errors and status come back") {
    const ProcessResult result = run_process(shell("echo out; echo err >&2; exit 3"));
    CHECK(result.status == 3);
    CHECK(result.output == "out\n");
    CHECK(result.error == "err\n");
    CHECK(!result.ok());
}

TEST_CASE("a program that a signal ended has 128 and the signal's number") {
    CHECK(run_process(shell("kill -KILL $$")).status == 137);
}

TEST_CASE("a missing program is status 127, a file that cannot be executed 126") {
    const TemporaryDirectory directory;
    CHECK(run_process({.program = "no-such-program-here"}).status == 127);
    CHECK(run_process({.program = directory / "none"}).status == 127);
    const int file = ::open((directory / "plain").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
    ::close(file);
    const ProcessResult refused = run_process({.program = directory / "plain"});
    CHECK(refused.status == 126);
    CHECK(refused.error == "cannot run " + (directory / "plain") + ": Permission denied");
}

TEST_CASE("input larger than any pipe is fed while output is drained") {
    Command command{.program = "cat"};
    command.input = std::string(3U << 20U, 'x');
    const ProcessResult result = run_process(command);
    CHECK(result.status == 0);
    CHECK(result.output == command.input);
}

TEST_CASE("a program that does not read its input is no error") {
    Command command = shell("exec true");
    command.input = std::string(1U << 20U, 'x');
    CHECK(run_process(command).status == 0);
}

TEST_CASE("several threads run programs at once, none of which reads its input") {
    std::atomic<int> bad{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&bad] {
            Command command = shell("exec true");
            command.input = std::string(1U << 20U, 'x');
            for (int time = 0; time < 25; ++time)
                if (run_process(command).status != 0) ++bad;
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(bad == 0);
}

TEST_CASE("a program that closed its output is still fed and waited for") {
    Command command = shell("exec >&- 2>&-; cat >/dev/null; exit 4");
    command.input = std::string(1U << 20U, 'x');
    CHECK(run_process(command).status == 4);
}

TEST_CASE("after its limit a program and its children are ended") {
    Command command = shell("sleep 1000 & sleep 1000");
    command.limit = std::chrono::seconds(0);
    const ProcessResult result = run_process(command);
    CHECK(result.timed_out);
    CHECK(result.status == 143);
}

TEST_CASE("a daemon that keeps our pipes open does not keep us") {
    const ProcessResult result = run_process(shell("sleep 3 & echo $!"));
    CHECK(result.status == 0);
    CHECK(!result.output.empty());
}

TEST_CASE("environment and directory are the command's") {
    const TemporaryDirectory directory;
    Command command = shell("echo \"$GREETING\"; pwd");
    command.environment = {{"GREETING", "hello"}};
    command.directory = directory.path();
    CHECK(run_process(command).output == "hello\n" + directory.path() + "\n");
    command.directory = directory / "none";
    CHECK_THROWS_WITH(run_process(command),
                      "cannot enter the directory " + (directory / "none") + ": No such file or directory");
}

TEST_CASE("none of our descriptors reaches the program") {
    const int leaky = ::open("/dev/null", O_RDONLY);
    const ProcessResult result = run_process({.program = "ls", .arguments = {"/proc/self/fd"}});
    ::close(leaky);
    // The fourth is the directory that ls itself reads.
    CHECK(result.output == "0\n1\n2\n3\n");
}

TEST_CASE("output is told as it comes") {
    Command command = shell("echo one; echo two >&2");
    std::string told;
    command.on_output = [&](std::string_view text) { told += text; };
    run_process(command);
    CHECK(told.find("one\n") != std::string::npos);
    CHECK(told.find("two\n") != std::string::npos);
}

TEST_CASE("programs are found in PATH and in the sbin directories") {
    CHECK(program_path("sh"));
    CHECK(program_path("sysctl", "/nowhere") == program_path("/usr/sbin/sysctl"));
    CHECK(!program_path("no-such-program-here"));
    CHECK(!program_path(""));
}

TEST_CASE("a secret is read from its path, and from nowhere else") {
    Command command = shell("cat " + std::string(Command::secret_path) + "; env | grep -c word; cat");
    command.secret = "the word";
    command.input = "input";
    const ProcessResult result = run_process(command);
    CHECK(result.output == "the word0\ninput");
    CHECK(run_process(shell("cat " + std::string(Command::secret_path))).status != 0);
}

TEST_CASE("a secret that no pipe holds is refused before anything runs") {
    Command command = shell("true");
    command.secret = std::string(100000, 'x');
    CHECK_THROWS_WITH(run_process(command), "what sh is to be told in secret is too long");
}

#include "tests/modules/mysql/TestServer.hpp"

#include "modules/system/Process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace modules {

namespace {

void must_run(const Command& command) {
    const ProcessResult result = run_process(command);
    if (!result.ok()) throw std::runtime_error(command.program + ": " + result.output + result.error);
}

}  // namespace

bool TestServer::available() {
    return program_path("mariadbd") && program_path("mariadb-install-db") && program_path("mariadb");
}

TestServer::TestServer() {
    std::ofstream(folder_ / "server.cnf") << "[mysqld]\n"
                                             "skip-networking\n"
                                             "innodb_buffer_pool_size=16M\n"
                                             "innodb_log_file_size=8M\n"
                                             "plugin_load_add=auth_ed25519\n"
                                             "datadir="
                                          << folder_ / "data"
                                          << "\nsocket=" << socket() << "\npid-file=" << folder_ / "pid"
                                          << "\nlog-error=" << folder_ / "log" << '\n';
    const std::string options = "--defaults-file=" + (folder_ / "server.cnf");
    // A server that root starts must be told so.
    const std::vector<std::string> as_root =
        ::geteuid() == 0 ? std::vector<std::string>{"--user=root"} : std::vector<std::string>{};
    Command install{.program = "mariadb-install-db",
                    .arguments = {options, "--auth-root-authentication-method=normal", "--skip-test-db"}};
    install.arguments.insert(install.arguments.end(), as_root.begin(), as_root.end());
    must_run(install);
    const std::string program = *program_path("mariadbd");
    process_ = ::fork();
    if (process_ == 0) {
        const int nothing = ::open("/dev/null", O_RDWR);
        for (const int number : {0, 1, 2})
            ::dup2(nothing, number);
        ::execl(program.c_str(), program.c_str(), options.c_str(), as_root.empty() ? nullptr : "--user=root",
                nullptr);
        ::_exit(127);
    }
    for (int look = 0; look < 600; ++look) {
        if (run_process({.program = "mariadb",
                         .arguments = {"--no-defaults", "--user=root", "--socket=" + socket()},
                         .input = "SELECT 1;\n"})
                .ok())
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    stop();
    throw std::runtime_error("the server did not come up");
}

TestServer::~TestServer() {
    stop();
}

void TestServer::stop() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

Value TestServer::arguments(std::initializer_list<Map::Entry> own) const {
    Map all(own);
    all.set("config_file", "");
    all.set("login_unix_socket", socket());
    if (!all.contains("login_user")) all.set("login_user", "root");
    return all;
}

}  // namespace modules

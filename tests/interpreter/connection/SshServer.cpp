#include "tests/interpreter/connection/SshServer.hpp"

#include "tests/support/ServerProcess.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

namespace {

constexpr const char* sshd = "/usr/sbin/sshd";

bool mount_tmpfs(const std::string& path, const std::string& options) {
    const unsigned long flags = options.find("noexec") != std::string::npos ? MS_NOEXEC : 0;
    const std::string size = options.find("size=") != std::string::npos ? options : "size=64m";
    return ::mount("tmpfs", path.c_str(), "tmpfs", flags, size.c_str()) == 0;
}

pid_t parent_of(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    // The process may be gone between open and read; getline says so by an empty text, an iterator would throw.
    std::getline(file, text, '\0');
    const std::size_t end = text.rfind(')');
    return end == std::string::npos ? 0 : std::atoi(text.c_str() + end + 4);
}

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc"))
        if (const pid_t process = std::atoi(entry.path().filename().c_str()); process > 0)
            if (parent_of(process) == parent) found.push_back(process);
    return found;
}

}  // namespace

bool SshServer::available() {
    if (::access(sshd, X_OK) == 0) return true;
    WARN("skipped: no sshd here (Debian: apt install openssh-server)");
    return false;
}

bool SshServer::namespaces_available() {
    if (::geteuid() == 0) return true;
    WARN("skipped: needs root, for a mount namespace of its own");
    return false;
}

SshServer::SshServer(const Settings& settings) {
    std::string path = std::filesystem::temp_directory_path() / "understudy-sshd-XXXXXX";
    REQUIRE(::mkdtemp(path.data()) != nullptr);
    directory_ = path;
    // Other users of a test's server must be able to pass.
    ::chmod(path.c_str(), 0755);
    port_ = modules::free_port();
    std::filesystem::create_directory(home());
    make_keys();
    write("home/.bashrc", settings.start_up_file);
    // Of a keyword that stands twice sshd takes the first: the test's lines come before ours.
    std::string configuration;
    for (const std::string& line : settings.configuration)
        configuration += line + "\n";
    configuration += "Port " + std::to_string(port_) + "\nListenAddress 127.0.0.1\nHostKey " + directory_ +
                     "/host_key\nPidFile none\nUsePAM no\nStrictModes no\nAuthorizedKeysFile " + directory_ +
                     "/user_key.pub\nPermitRootLogin yes\nSetEnv HOME=" + home() + "\nLogLevel INFO\n";
    write("sshd_config", configuration);
    // Debian's sshd refuses to start without it; its package's service makes it at boot.
    if (::geteuid() == 0) ::mkdir("/run/sshd", 0755);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) become_sshd(settings);
    wait_until_it_answers();
}

void SshServer::make_keys() const {
    for (const std::string name : {"host_key", "user_key"})
        REQUIRE(std::system(("ssh-keygen -q -t ed25519 -N '' -f " + directory_ + "/" + name).c_str()) == 0);
    std::string key = read("host_key.pub");
    write("known_hosts", "[127.0.0.1]:" + std::to_string(port_) + " " + key);
}

void SshServer::become_sshd(const Settings& settings) const {
    if (::geteuid() == 0) {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            ::_exit(1);
        if (!settings.home_options.empty() && !mount_tmpfs(home(), settings.home_options)) ::_exit(1);
        if (!mount_tmpfs("/var/tmp", settings.var_tmp_options)) ::_exit(1);
        ::chmod("/var/tmp", 01777);
        int number = 0;
        for (const auto& [path, content] : settings.files) {
            const std::string file = directory_ + "/replaced" + std::to_string(number++);
            std::ofstream(file) << content;
            ::chmod(file.c_str(), path == "/etc/shadow" ? 0600 : 0755);
            if (::mount(file.c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0) ::_exit(1);
        }
    }
    const int log = ::open((directory_ + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(log, STDERR_FILENO);
    const std::string configuration = directory_ + "/sshd_config";
    ::execl(sshd, sshd, "-D", "-e", "-f", configuration.c_str(), nullptr);
    ::_exit(127);
}

void SshServer::wait_until_it_answers() const {
    for (int tries = 0; tries < 1000; ++tries) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port_);
        const bool answers = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        ::close(socket);
        if (answers) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL("sshd does not answer: " << read("log"));
}

SshServer::~SshServer() {
    kill_sessions();
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

std::vector<std::string> SshServer::arguments() const {
    return {"-F", "none", "-o", "UserKnownHostsFile=" + known_hosts(), "-o", "IdentitiesOnly=yes"};
}

void SshServer::kill_sessions() const {
    for (const pid_t session : children_of(process_)) {
        // Privilege separation may put one more process between.
        for (const pid_t below : children_of(session)) {
            std::error_code gone_meanwhile;
            const std::string program = "/proc/" + std::to_string(below) + "/exe";
            if (std::filesystem::read_symlink(program, gone_meanwhile) == sshd) ::kill(below, SIGKILL);
        }
        ::kill(session, SIGKILL);
    }
}

void SshServer::write(const std::string& name, const std::string& content) const {
    std::ofstream(directory_ + "/" + name) << content;
}

std::string SshServer::read(const std::string& name) const {
    std::ifstream file(directory_ + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

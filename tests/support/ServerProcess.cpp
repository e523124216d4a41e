#include "tests/support/ServerProcess.hpp"

#include "modules/system/Descriptor.hpp"
#include "modules/system/Process.hpp"
#include "modules/system/Reach.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace modules {

namespace {

std::vector<char*> pointers_into(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

ServerProcess::ServerProcess(Start start) : start_(std::move(start)) {
    this->start();
}

ServerProcess::~ServerProcess() {
    kill();
}

void ServerProcess::start() {
    std::vector<std::string> words = start_.words;
    const std::string program = program_path(words.front()).value_or(words.front());
    std::vector<std::string> environment;
    for (char** entry = environ; *entry != nullptr; ++entry)
        environment.emplace_back(*entry);
    for (const auto& [name, value] : start_.environment)
        environment.push_back(name + '=' + value);
    const std::vector<char*> argument_pointers = pointers_into(words);
    const std::vector<char*> environment_pointers = pointers_into(environment);
    process_ = ::fork();
    if (process_ == 0) {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(::open("/dev/null", O_RDONLY), 0);
        const int log = ::open(start_.log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(log, 1);
        ::dup2(log, 2);
        for (int number = 3; number < 256; ++number)
            ::close(number);
        ::execve(program.c_str(), argument_pointers.data(), environment_pointers.data());
        ::_exit(127);
    }
    ::setpgid(process_, process_);
    // Looks begin close together, for what is up at once.
    constexpr std::chrono::milliseconds longest_pause(100);
    std::chrono::milliseconds pause(2);
    for (int look = 0; look < 1200 && running(); ++look) {
        if (start_.ready()) return;
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, longest_pause);
    }
    kill();
    std::ostringstream said;
    said << std::ifstream(start_.log).rdbuf();
    throw std::runtime_error(start_.words.front() + " did not come up: " + said.str());
}

bool ServerProcess::running() {
    if (::waitpid(process_, nullptr, WNOHANG) == 0) return true;
    process_ = -1;
    return false;
}

void ServerProcess::signal(int number) const {
    if (process_ > 0) ::kill(-process_, number);
}

void ServerProcess::kill() {
    if (process_ <= 0) return;
    signal(SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

std::uint16_t free_port() {
    // Bound and closed: nobody else is given it soon.
    const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const place = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket.number(), place, length) != 0 || ::getsockname(socket.number(), place, &length) != 0)
        throw std::runtime_error("no port can be had");
    return ntohs(address.sin_port);
}

bool listens(std::uint16_t port) {
    return accepts_connection("127.0.0.1", port, std::chrono::seconds(1));
}

}  // namespace modules

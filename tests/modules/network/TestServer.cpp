#include "tests/modules/network/TestServer.hpp"

#include "modules/system/Process.hpp"
#include "modules/value/Json.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

namespace modules {

namespace {

std::array<Descriptor, 2> pipe_ends() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe can be made");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace

TestServer::TestServer(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"python3", "tests/modules/network/server.py", directory_.path()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    auto [its_input, input] = pipe_ends();
    auto [output, its_output] = pipe_ends();
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, its_input.number(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, its_output.number(), STDOUT_FILENO);
    const int error = ::posix_spawnp(&process_, "python3", &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::runtime_error("python3 cannot be started");
    its_output.close();
    input_ = std::move(input);
    std::string line;
    for (char character = 0; ::read(output.number(), &character, 1) == 1 && character != '\n';)
        line += character;
    if (line.empty()) throw std::runtime_error("the test server did not start");
    port_ = std::stoi(line);
}

TestServer::~TestServer() {
    input_.close();
    ::waitpid(process_, nullptr, 0);
}

std::string TestServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::string TestServer::encrypted_url(const std::string& path) const {
    return "https://127.0.0.1:" + std::to_string(port_) + path;
}

std::string TestServer::peer() const {
    return "127.0.0.1 port " + std::to_string(port_);
}

std::string TestServer::unix_socket() const {
    return directory_ / ("socket-" + std::to_string(port_));
}

std::vector<Value> TestServer::requests() {
    std::istringstream lines(content_of(directory_ / "requests").substr(read_));
    std::vector<Value> found;
    for (std::string line; std::getline(lines, line); read_ += line.size() + 1)
        found.push_back(from_json(line));
    return found;
}

int silent_port() {
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

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void put_content(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

TestCertificates::TestCertificates() {
    const std::string script = R"(set -e
cd "$1"
for name in authority stranger; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $name.key -out $name.pem -subj "/CN=test $name" -days 30
done
sign() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $1.key -out $1.csr -subj "/CN=$1"
    printf "%s\n" "$2" > $1.ext
    openssl x509 -req -in $1.csr -CA authority.pem -CAkey authority.key -CAcreateserial -out $1.pem -days 30 -extfile $1.ext
}
sign server subjectAltName=IP:127.0.0.1,DNS:localhost
sign other subjectAltName=DNS:other.example
sign client extendedKeyUsage=clientAuth
)";
    Command command;
    command.program = "bash";
    command.arguments = {"-c", script, "bash", directory_.path()};
    if (const ProcessResult result = run_process(command); !result.ok())
        throw std::runtime_error("openssl made no certificates: " + result.error);
}

}  // namespace modules

#include "tests/modules/network/TestServer.hpp"

#include "modules/system/Process.hpp"
#include "modules/value/Json.hpp"

#include <fstream>
#include <sstream>

namespace modules {

namespace {

ServerProcess::Start start_of(const TemporaryDirectory& directory,
                              const std::vector<std::string>& arguments) {
    ServerProcess::Start start;
    start.words = {"python3", "tests/modules/network/server.py", directory.path()};
    start.words.insert(start.words.end(), arguments.begin(), arguments.end());
    start.log = directory / "port";
    start.ready = [log = start.log] { return content_of(log).ends_with('\n'); };
    return start;
}

}  // namespace

TestServer::TestServer(const std::vector<std::string>& arguments)
    : process_(start_of(directory_, arguments)), port_(std::stoi(content_of(directory_ / "port"))) {}

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

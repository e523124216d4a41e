#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace modules {

/// A server that a test starts, in a process group of its own, gone with this or, should it die, with the
/// test.
class ServerProcess {
  public:
    struct Start {
        std::vector<std::string> words;
        std::map<std::string, std::string> environment = {};
        /// What it says goes there.
        std::string log;
        /// Asked again and again until it is true.
        std::function<bool()> ready;
    };

    /// Starts it and waits until it is ready. Throws what it said where that never comes.
    explicit ServerProcess(Start start);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    void start();
    void signal(int number) const;
    /// As a power cut does.
    void kill();

  private:
    [[nodiscard]] bool running();

    Start start_;
    pid_t process_ = -1;
};

/// A port of 127.0.0.1 that nobody has.
std::uint16_t free_port();
/// Does somebody listen there?
bool listens(std::uint16_t port);

}  // namespace modules

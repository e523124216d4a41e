#pragma once

#include "modules/value/Value.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <sys/types.h>

#include <initializer_list>
#include <string>

namespace modules {

/// A MariaDB server of this machine's own packages on a data directory of its own, reached by a socket there
/// and by nothing else; gone with it. Its root has no password.
class TestServer {
  public:
    /// Is MariaDB's server installed?
    static bool available();

    TestServer();
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    /// A module's arguments, with those that lead here as root.
    [[nodiscard]] Value arguments(std::initializer_list<Map::Entry> own) const;
    [[nodiscard]] std::string socket() const { return folder_ / "socket"; }
    [[nodiscard]] const TemporaryDirectory& folder() const { return folder_; }
    void stop();

  private:
    TemporaryDirectory folder_;
    pid_t process_ = -1;
};

}  // namespace modules

#pragma once

#include "modules/module/Module.hpp"
#include "modules/value/Value.hpp"
#include "tests/modules/mysql/TestServer.hpp"
#include "tests/support/ServerProcess.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <initializer_list>
#include <memory>
#include <string>

namespace modules {

/// A Keystone of this machine's own package on 127.0.0.1, with a database server and keys of its own, gone
/// with it. (SQLite would not do: Keystone locks itself out of it.) It knows what `keystone-manage bootstrap`
/// makes: admin, its project, three roles, the service keystone.
class KeystoneServer {
  public:
    /// Is Keystone installed, and what runs it? Warns where not.
    static bool available();
    /// The one of this program, started when first asked for.
    static KeystoneServer& the();

    KeystoneServer();

    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::string password() const { return "it's \"#1\\ of all"; }
    /// `auth` of its administrator.
    [[nodiscard]] Map auth() const;
    /// A module's arguments, with those that lead here.
    [[nodiscard]] Value arguments(std::initializer_list<Map::Entry> own) const;
    [[nodiscard]] const TestServer& database() const { return database_; }

  private:
    void configure() const;
    void manage(const std::string& command, std::initializer_list<std::string> options) const;

    TemporaryDirectory folder_;
    TestServer database_;
    std::uint16_t port_ = free_port();
    std::unique_ptr<ServerProcess> process_;
};

/// The failure of arguments that are wrong in themselves: it comes before anybody is asked.
std::string mistake_before_asking(const Module& module, std::initializer_list<Map::Entry> own);

}  // namespace modules

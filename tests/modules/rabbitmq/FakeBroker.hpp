#pragma once

#include "tests/support/FakeHost.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace modules {

/// Stands in for a broker behind Debian's rabbitmqctl on a FakeHost: knows users, permissions, virtual hosts
/// and policies by the commands that it is given, and answers as RabbitMQ 3.10 does (its output was copied).
class FakeBroker {
  public:
    explicit FakeBroker(FakeHost& host);
    /// Erlang's small client is there too.
    FakeBroker& install_erl_call(FakeHost& host);

    struct User {
        std::string password;
        std::set<std::string> tags;
        std::string algorithm = "rabbit_password_hashing_sha256";
    };
    std::map<std::string, User> users;
    /// By user and virtual host: configure, write, read.
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> permissions;
    /// Whether each is traced.
    std::map<std::string, bool> vhosts{{"/", false}};
    /// By virtual host and name, as the broker's definitions have them.
    std::map<std::pair<std::string, std::string>, Map> policies;
    Map cluster{{"alarms", List{}},
                {"cluster_name", "rabbit@c1"},
                {"nodes", List{"rabbit@c1", "rabbit@c2"}},
                {"running_nodes", List{"rabbit@c1"}},
                {"partitions", Map{}},
                {"versions", Map{{"rabbit@c1", "3.10.8"}}}};
    bool running = true;
    /// The Erlang node is up, the broker in it is not.
    bool is_stopped = false;
    /// Words of each command that was given, without those that come before its name.
    std::vector<std::vector<std::string>> commands;
    /// Arguments of each call of erl_call.
    std::vector<std::vector<std::string>> asked;

  private:
    ProcessResult run(const Command& command);
    ProcessResult change(const std::vector<std::string>& words, const std::string& vhost,
                         const std::vector<std::string>& names, const std::string& input);
    [[nodiscard]] std::string answer() const;
    [[nodiscard]] Map definitions() const;
};

/// As a broker keeps a password: base64 of the salt "salt" and SHA-256 of salt and password.
std::string broker_hash(const std::string& password);

}  // namespace modules

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
    /// By virtual host and name: the JSON that list_policies gives.
    std::map<std::pair<std::string, std::string>, Map> policies;
    std::string cluster =
        R"({"alarms":[],"cluster_name":"rabbit@c1","disk_nodes":["rabbit@c1","rabbit@c2"],"ram_nodes":[],)"
        R"("running_nodes":["rabbit@c1"],"partitions":{},"versions":{"rabbit@c1":)"
        R"({"erlang_version":"25.2.3","rabbitmq_name":"RabbitMQ","rabbitmq_version":"3.10.8"}}})";
    bool running = true;
    /// Words of each command that was given, without those that come before its name.
    std::vector<std::vector<std::string>> commands;

  private:
    ProcessResult run(const Command& command);
    ProcessResult change(const std::vector<std::string>& words, const std::string& vhost,
                         const std::vector<std::string>& names, const std::string& input);
    [[nodiscard]] std::string definitions() const;
};

/// As a broker keeps a password: base64 of the salt "salt" and SHA-256 of salt and password.
std::string broker_hash(const std::string& password);

}  // namespace modules

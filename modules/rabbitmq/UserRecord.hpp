#pragma once

#include "modules/value/Value.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace modules::rabbitmq {

/// Regular expressions of what a user may do in a virtual host. https://www.rabbitmq.com/access-control.html
struct Permission {
    std::string configure = "^$";
    std::string write = "^$";
    std::string read = "^$";
    friend bool operator==(const Permission&, const Permission&) = default;
};

/// What the definitions of a broker tell of a user.
struct UserRecord {
    std::set<std::string> tags;
    /// By virtual host.
    std::map<std::string, Permission> permissions;
    std::string password_hash;
    std::string hashing_algorithm;
};

std::optional<UserRecord> user_in(const Value& definitions, const std::string& name);

Map described(const Permission& permission);

}  // namespace modules::rabbitmq

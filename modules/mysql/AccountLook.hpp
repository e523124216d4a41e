#pragma once

#include "modules/mysql/Authentication.hpp"
#include "modules/mysql/Client.hpp"
#include "modules/mysql/Privileges.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace modules::mysql {

/// What REQUIRE says of an account: SSL, X509 (with an empty value), or SUBJECT, ISSUER and CIPHER.
using TlsRequirements = std::map<std::string, std::string>;
/// What an account may use in an hour or at once, by the words of CREATE USER; 0: no limit.
using ResourceLimits = std::map<std::string, std::int64_t>;

/// An account as the server knows it.
struct Account {
    std::string host;
    std::vector<LoginMethod> methods;
    TlsRequirements tls;
    ResourceLimits limits;
};

/// The accounts of that name, of one host or (where `host` is empty) of all, sorted by host. Roles are none.
std::vector<Account> accounts_named(const Client& client, const std::string& user,
                                    const std::optional<std::string>& host);

Privileges privileges_of(const Client& client, const std::string& user, const std::string& host);

}  // namespace modules::mysql

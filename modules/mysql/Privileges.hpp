#pragma once

#include "modules/value/Value.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace modules::mysql {

/// What an account may do, for each target as GRANT … ON writes it: *.*, `db`.*, `db`.`table`, PROCEDURE
/// `db`.`name`. A privilege is written in capitals, one column at a time (SELECT (`a`)); GRANT OPTION and ALL
/// PRIVILEGES are "GRANT" and "ALL". No privilege (USAGE) is an empty set.
using Privileges = std::map<std::string, std::set<std::string>>;

/// The notation of Ansible's `priv`: text ("db.*:SELECT,INSERT/*.*:ALL,GRANT") or a mapping of targets to
/// privileges. As there, *.* without a word on it means nothing beyond USAGE. Throws Failure saying what is
/// wrong with it.
Privileges wanted_privileges(const Value& priv);

/// What a line of SHOW GRANTS says, added to `privileges`. Roles and PROXY are no part of it.
/// https://mariadb.com/kb/en/show-grants/
void add_granted(std::string_view line, Privileges& privileges);

enum class Others { revoked, kept };

/// The statements that bring an account (written as SQL) from what it may to what it shall; `others` says
/// what becomes of what it may beyond that.
std::vector<std::string> statements_for(const Privileges& present, const Privileges& wanted,
                                        const std::string& account, Others others);

/// "SELECT, INSERT", "USAGE" for none.
std::string listed(const std::set<std::string>& privileges);

}  // namespace modules::mysql

#pragma once

#include "modules/mysql/Client.hpp"
#include "modules/mysql/MysqlDb.hpp"

namespace modules::mysql {

/// Writes a dump of the named databases to `target`, which only its owner reads, in one step; compressed
/// where the name ends so (.gz, .bz2, .xz, .zst). Throws Failure with the dump program's last words.
void dump(const MysqlDbArguments& wanted, const Client& client, HostControl& control);

/// Feeds the file `target`, decompressed by its name, to the client.
void import_file(const MysqlDbArguments& wanted, const Client& client, HostControl& control);

}  // namespace modules::mysql

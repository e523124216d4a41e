#pragma once

#include "modules/system/HostView.hpp"

#include <optional>
#include <set>
#include <string>

namespace modules::openstack {

/// The revisions that a schema has when every migration in the directory was made; nothing where there is no
/// such directory. Of Alembic (which has an env.py there): what no other revision comes after or depends on,
/// which is what its table of versions holds then. Of numbered migrations (001_x.py in versions/): the
/// highest number. Reads the files, runs nothing of them. Throws Failure where the directory holds neither.
/// https://alembic.sqlalchemy.org/en/latest/branches.html
std::optional<std::set<std::string>> newest_revisions(const HostView& host, const std::string& directory);

}  // namespace modules::openstack

#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// "local": what the files *.fact of a directory say: JSON, INI, or the JSON or INI that an executable one
/// prints. A file that cannot be read is its own error text, as in Ansible. A program gets `limit` for its
/// work.
Map local_facts(const HostView& host, const std::string& directory, std::chrono::seconds limit);

}  // namespace modules

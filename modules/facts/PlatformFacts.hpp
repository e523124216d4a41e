#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// system, kernel, architecture, machine, nodename, hostname, fqdn, domain, machine_id, dns, cmdline,
/// selinux, apparmor, fips, ssh_host_key_*: what the running system is and is called.
Map platform_facts(const HostView& host);

/// The full name of a host by an /etc/hosts: the first of its names there that has a dot; nothing when it has
/// none.
std::optional<std::string> full_name_in_hosts(std::string_view hosts, std::string_view name);

}  // namespace modules

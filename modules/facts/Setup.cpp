#include "modules/facts/Setup.hpp"

#include "modules/facts/DistributionFacts.hpp"
#include "modules/facts/HardwareFacts.hpp"
#include "modules/facts/LocalFacts.hpp"
#include "modules/facts/MountFacts.hpp"
#include "modules/facts/NetworkFacts.hpp"
#include "modules/facts/PlatformFacts.hpp"
#include "modules/facts/TimeFacts.hpp"
#include "modules/facts/UserFacts.hpp"
#include "modules/facts/VirtualFacts.hpp"
#include "modules/module/Suggestion.hpp"
#include "modules/value/Pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace modules {

namespace {

/// The parts that can be asked for, and Ansible's finer names, which stand for the part that holds them.
const std::map<std::string, std::string>& part_names() {
    static const std::map<std::string, std::string> names = [] {
        const std::map<std::string, std::vector<std::string>> parts{
            {"min",
             {"min", "apparmor", "architecture", "caps", "chroot", "cmdline", "date_time", "distribution",
              "distribution_major_version", "distribution_release", "distribution_version", "dns", "effective_group_ids",
              "effective_user_id", "env", "fips", "is_chroot", "kernel", "kernel_version", "local", "lsb", "machine",
              "machine_id", "os_family", "pkg_mgr", "platform", "python", "python_version", "real_user_id", "selinux",
              "service_mgr", "ssh_host_key_dsa_public", "ssh_host_key_ecdsa_public", "ssh_host_key_ed25519_public",
              "ssh_host_key_rsa_public", "ssh_host_pub_keys", "ssh_pub_keys", "system", "system_capabilities",
              "system_capabilities_enforced", "user", "user_dir", "user_gecos", "user_gid", "user_id", "user_shell",
              "user_uid"}},
            {"hardware",
             {"hardware", "devices", "dmi", "loadavg", "memory", "mounts", "processor", "processor_cores", "processor_count",
              "uptime"}},
            {"network",
             {"network", "all_ipv4_addresses", "all_ipv6_addresses", "default_ipv4", "default_ipv6", "interfaces"}},
            {"virtual",
             {"virtual", "virtualization_role", "virtualization_tech_guest", "virtualization_tech_host",
              "virtualization_type"}},
            {"none", {"facter", "fibre_channel_wwn", "iscsi", "nvme", "ohai"}}};
        std::map<std::string, std::string> found;
        for (const auto& [part, words] : parts)
            for (const std::string& word : words) found.emplace(word, part);
        return found;
    }();
    return names;
}

std::string part_called(const std::string& name) {
    const auto found = part_names().find(name);
    if (found != part_names().end()) return found->second;
    std::vector<std::string> known{"all"};
    for (const auto& [candidate, part] : part_names())
        known.push_back(candidate);
    const std::optional<std::string> meant = closest(name, known);
    throw Failure(fmt::format("setup: gather_subset knows no \"{}\"{}", name,
                              meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
}

/// As Ansible: what is excluded goes, what is named comes; "all" where nothing is named; the least comes
/// always unless it is excluded itself.
std::set<std::string> parts_of(const std::vector<std::string>& subset) {
    const std::set<std::string> all{"min", "hardware", "network", "virtual"};
    std::set<std::string> named;
    std::set<std::string> excluded;
    // By a name of their own, which no "!all" takes back.
    std::set<std::string> asked_for;
    for (const std::string& word : subset) {
        const bool excludes = word.starts_with('!');
        const std::string name = excludes ? word.substr(1) : word;
        std::set<std::string>& into = excludes ? excluded : named;
        if (name == "all") {
            into.insert(all.begin(), all.end());
            // "!all" alone keeps the least.
            if (excludes) into.erase("min");
        } else {
            into.insert(part_called(name));
            if (!excludes) asked_for.insert(part_called(name));
        }
    }
    if (named.empty()) named = all;
    if (!excluded.contains("min")) named.insert("min");
    std::set<std::string> parts;
    for (const std::string& part : named)
        if (!excluded.contains(part) || asked_for.contains(part)) parts.insert(part);
    return parts;
}

void add(Map& facts, const Map& more) {
    for (const auto& [name, value] : more)
        facts.set("ansible_" + name, value);
}

bool passes(const std::string& name, const std::vector<std::string>& filters) {
    if (filters.empty()) return true;
    return std::any_of(filters.begin(), filters.end(), [&](const std::string& filter) {
        return matches_glob(name, filter) || matches_glob(name, "ansible_" + filter);
    });
}

}  // namespace

ArgumentList<SetupArguments> Setup::table() const {
    ArgumentList<SetupArguments> list;
    list.add("gather_subset", &SetupArguments::gather_subset,
             "parts to gather: all, min, hardware, network, virtual; !name leaves one out")
        .add("filter", &SetupArguments::filter, "patterns of the facts to give, with or without \"ansible_\"")
        .add("fact_path", &SetupArguments::fact_path, "where the host's own *.fact files lie", {.path = true})
        .add("gather_timeout", &SetupArguments::gather_timeout,
             "how long one of the host's own fact programs may take, in seconds");
    return list;
}

Plan Setup::check(const SetupArguments& wanted, const HostView& host, const CallOptions&) const {
    const std::set<std::string> parts = parts_of(wanted.gather_subset);
    Map gathered;
    if (parts.contains("min")) {
        add(gathered, platform_facts(host));
        add(gathered, distribution_facts(host));
        add(gathered, time_facts(host));
        add(gathered, user_facts(host));
        add(gathered, local_facts(host, wanted.fact_path, std::chrono::seconds(wanted.gather_timeout)));
    }
    if (parts.contains("hardware")) {
        add(gathered, hardware_facts(host));
        add(gathered, mount_facts(host));
    }
    if (parts.contains("network")) add(gathered, network_facts(host, interface_addresses()));
    if (parts.contains("virtual")) add(gathered, virtual_facts(host));

    Map facts;
    for (const auto& [name, value] : gathered)
        if (passes(name, wanted.filter)) facts.set(name, value);
    List subset(wanted.gather_subset.begin(), wanted.gather_subset.end());
    facts.set("gather_subset", std::move(subset));
    facts.set("module_setup", true);
    Plan plan;
    plan.data.set("ansible_facts", std::move(facts));
    return plan;
}

}  // namespace modules

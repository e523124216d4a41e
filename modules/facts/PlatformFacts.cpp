#include "modules/facts/PlatformFacts.hpp"

#include "modules/facts/ConfigurationText.hpp"
#include "modules/value/Text.hpp"

#include <sys/utsname.h>

#include <algorithm>
#include <climits>

namespace modules {

namespace {

std::string architecture_of(const std::string& machine) {
    const bool is_old_intel = machine.size() == 4 && machine[0] == 'i' && machine.ends_with("86");
    return is_old_intel ? "i386" : machine;
}

std::string full_name(const HostView& host, const std::string& node) {
    if (const std::optional<std::string> name =
            full_name_in_hosts(host.read_if_there("/etc/hosts").value_or(""), node))
        return *name;
    return node;
}

void add_names(Map& facts, const HostView& host, const utsname& system) {
    const std::string node = system.nodename;
    const std::string full = full_name(host, node);
    const std::size_t dot = full.find('.');
    facts.set("nodename", node);
    facts.set("hostname", node.substr(0, node.find('.')));
    facts.set("fqdn", full);
    facts.set("domain", dot != std::string::npos ? full.substr(dot + 1) : "");
}

void add_name_servers(Map& facts, const HostView& host) {
    Map dns;
    List servers;
    for (const std::string& line : lines_of(host.read_if_there("/etc/resolv.conf").value_or(""))) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() < 2 || line.front() == '#' || line.front() == ';') continue;
        if (words[0] == "nameserver") servers.emplace_back(words[1]);
        if (words[0] == "domain") dns.set("domain", words[1]);
        if (words[0] == "search") dns.set("search", List(words.begin() + 1, words.end()));
        if (words[0] != "options") continue;
        Map options;
        for (std::size_t index = 1; index < words.size(); ++index) {
            const std::size_t colon = words[index].find(':');
            const bool has_value = colon != std::string::npos;
            options.set(words[index].substr(0, colon),
                        has_value ? Value(words[index].substr(colon + 1)) : Value(true));
        }
        dns.set("options", std::move(options));
    }
    if (!servers.empty()) dns.set("nameservers", std::move(servers));
    facts.set("dns", std::move(dns));
}

void add_command_line(Map& facts, const HostView& host) {
    Map options;
    for (const std::string& word : words_of(host.read_if_there("/proc/cmdline").value_or(""))) {
        const std::size_t equals = word.find('=');
        options.set(word.substr(0, equals),
                    equals != std::string::npos ? Value(word.substr(equals + 1)) : Value(true));
    }
    facts.set("cmdline", std::move(options));
}

void add_security(Map& facts, const HostView& host) {
    Map selinux{{"status", "disabled"}};
    if (const std::optional<std::string> enforce = host.read_if_there("/sys/fs/selinux/enforce")) {
        std::map<std::string, std::string> configured =
            assignments_in(host.read_if_there("/etc/selinux/config").value_or(""));
        selinux = {{"status", "enabled"},
                   {"mode", trimmed(*enforce) == "1" ? "enforcing" : "permissive"},
                   {"config_mode", configured["SELINUX"].empty() ? "unknown" : configured["SELINUX"]},
                   {"type", configured["SELINUXTYPE"].empty() ? "unknown" : configured["SELINUXTYPE"]}};
    }
    facts.set("selinux", std::move(selinux));
    facts.set("selinux_python_present", true);
    facts.set("apparmor",
              Map{{"status", host.exists("/sys/kernel/security/apparmor") ? "enabled" : "disabled"}});
    facts.set("fips", trimmed(host.read_if_there("/proc/sys/crypto/fips_enabled").value_or("")) == "1");
}

void add_host_keys(Map& facts, const HostView& host) {
    for (const char* kind : {"dsa", "rsa", "ecdsa", "ed25519"}) {
        const std::string path = std::string("/etc/ssh/ssh_host_") + kind + "_key.pub";
        const std::vector<std::string> words = words_of(host.read_if_there(path).value_or(""));
        if (words.size() < 2) continue;
        facts.set(std::string("ssh_host_key_") + kind + "_public", words[1]);
        facts.set(std::string("ssh_host_key_") + kind + "_public_keytype", words[0]);
    }
}

}  // namespace

std::optional<std::string> full_name_in_hosts(std::string_view hosts, std::string_view name) {
    for (const std::string& line : lines_of(hosts)) {
        const std::vector<std::string> words = words_of(line.substr(0, line.find('#')));
        const bool names_it =
            words.size() > 1 && std::find(words.begin() + 1, words.end(), name) != words.end();
        if (!names_it) continue;
        for (std::size_t index = 1; index < words.size(); ++index)
            if (words[index].find('.') != std::string::npos) return words[index];
    }
    return std::nullopt;
}

Map platform_facts(const HostView& host) {
    utsname system{};
    ::uname(&system);
    const std::string machine = system.machine;
    Map facts{{"system", system.sysname},
              {"kernel", system.release},
              {"kernel_version", system.version},
              {"machine", machine},
              {"architecture", architecture_of(machine)},
              {"userspace_architecture", architecture_of(machine)},
              {"userspace_bits", std::to_string(sizeof(void*) * CHAR_BIT)}};
    add_names(facts, host, system);
    add_name_servers(facts, host);
    add_command_line(facts, host);
    add_security(facts, host);
    add_host_keys(facts, host);
    const std::string identity(trimmed(host.read_if_there("/etc/machine-id").value_or("")));
    if (!identity.empty()) facts.set("machine_id", identity);
    return facts;
}

}  // namespace modules

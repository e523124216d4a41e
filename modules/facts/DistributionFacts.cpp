#include "modules/facts/DistributionFacts.hpp"

#include "modules/facts/ConfigurationText.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace modules {

namespace {

struct Distribution {
    std::string_view id;
    std::string_view name;
    std::string_view family;
};

// os-release's ID, and the names that Ansible gives.
constexpr std::array distributions{
    Distribution{"almalinux", "AlmaLinux", "RedHat"},
    Distribution{"alpine", "Alpine", "Alpine"},
    Distribution{"amzn", "Amazon", "RedHat"},
    Distribution{"arch", "Archlinux", "Archlinux"},
    Distribution{"centos", "CentOS", "RedHat"},
    Distribution{"debian", "Debian", "Debian"},
    Distribution{"devuan", "Devuan", "Debian"},
    Distribution{"fedora", "Fedora", "RedHat"},
    Distribution{"gentoo", "Gentoo", "Gentoo"},
    Distribution{"kali", "Kali", "Debian"},
    Distribution{"linuxmint", "Linux Mint", "Debian"},
    Distribution{"ol", "OracleLinux", "RedHat"},
    Distribution{"opensuse-leap", "openSUSE Leap", "Suse"},
    Distribution{"opensuse-tumbleweed", "openSUSE Tumbleweed", "Suse"},
    Distribution{"raspbian", "Debian", "Debian"},
    Distribution{"rhel", "RedHat", "RedHat"},
    Distribution{"rocky", "Rocky", "RedHat"},
    Distribution{"sles", "SLES", "Suse"},
    Distribution{"ubuntu", "Ubuntu", "Debian"},
};

const Distribution* distribution_called(std::string_view id) {
    const auto found = std::find_if(distributions.begin(), distributions.end(),
                                    [&](const Distribution& distribution) { return distribution.id == id; });
    return found != distributions.end() ? &*found : nullptr;
}

using Assignments = std::map<std::string, std::string>;

std::string entry(const Assignments& assignments, const char* name) {
    const auto found = assignments.find(name);
    return found != assignments.end() ? found->second : std::string();
}

/// "CentOS Linux release 7.9.2009 (Core)": the version's first two numbers, and the name in brackets.
struct ReleaseLine {
    std::string version;
    std::string name;
};

ReleaseLine release_line(std::string_view text) {
    ReleaseLine line;
    if (const std::size_t release = text.find("release "); release != std::string_view::npos) {
        std::string_view rest = text.substr(release + 8);
        rest = rest.substr(0, rest.find_first_not_of("0123456789."));
        const std::size_t dot = rest.find('.');
        line.version = rest.substr(0, dot == std::string_view::npos ? dot : rest.find('.', dot + 1));
    }
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')', open);
    if (open != std::string_view::npos && close != std::string_view::npos)
        line.name = text.substr(open + 1, close - open - 1);
    return line;
}

std::string package_manager(const HostView& host, const std::string& family) {
    struct Program {
        const char* path;
        const char* name;
    };
    // Debian may have dnf installed, and Fedora apt: the family's own goes first.
    if (family == "Debian" && host.exists("/usr/bin/apt-get")) return "apt";
    for (const Program& program : {Program{"/usr/bin/dnf", "dnf"}, Program{"/usr/bin/yum", "yum"},
                                   Program{"/usr/bin/zypper", "zypper"}, Program{"/usr/bin/pacman", "pacman"},
                                   Program{"/sbin/apk", "apk"}, Program{"/usr/bin/apt-get", "apt"}})
        if (host.exists(program.path)) return program.name;
    return "unknown";
}

std::string service_manager(const HostView& host) {
    if (host.exists("/run/systemd/system")) return "systemd";
    const std::string first(trimmed(host.read_if_there("/proc/1/comm").value_or("")));
    if (first == "systemd") return "systemd";
    if (host.exists("/sbin/openrc")) return "openrc";
    if (first.empty() || first == "init") return host.exists("/etc/init.d") ? "sysvinit" : "service";
    return first;
}

Map lsb_facts(const HostView& host, const Assignments& release) {
    Assignments lsb = assignments_in(host.read_if_there("/etc/lsb-release").value_or(""));
    if (lsb.empty())
        lsb = {{"DISTRIB_ID", entry(release, "NAME").substr(0, entry(release, "NAME").find(' '))},
               {"DISTRIB_RELEASE", entry(release, "VERSION_ID")},
               {"DISTRIB_CODENAME", entry(release, "VERSION_CODENAME")},
               {"DISTRIB_DESCRIPTION", entry(release, "PRETTY_NAME")}};
    const std::string version = entry(lsb, "DISTRIB_RELEASE");
    return {{"id", entry(lsb, "DISTRIB_ID")},
            {"release", version},
            {"codename", entry(lsb, "DISTRIB_CODENAME")},
            {"description", entry(lsb, "DISTRIB_DESCRIPTION")},
            {"major_release", version.substr(0, version.find('.'))}};
}

std::string family_like(const std::string& like) {
    for (const std::string& id : words_of(like))
        if (const Distribution* found = distribution_called(id)) return std::string(found->family);
    return {};
}

}  // namespace

Map distribution_facts(const HostView& host) {
    const Assignments release = assignments_in(host.read_if_there("/etc/os-release").value_or(""));
    const std::string id = entry(release, "ID");
    const Distribution* const known = distribution_called(id);
    std::string name = known != nullptr ? std::string(known->name) : entry(release, "NAME");
    std::string family =
        known != nullptr ? std::string(known->family) : family_like(entry(release, "ID_LIKE"));
    std::string version = entry(release, "VERSION_ID");
    std::string codename = entry(release, "VERSION_CODENAME");
    std::string file = "/etc/os-release";

    if (id == "debian") {
        // os-release says 12, debian_version 12.11; that of an unreleased one ("trixie/sid") is no number.
        const std::string exact(trimmed(host.read_if_there("/etc/debian_version").value_or("")));
        if (!exact.empty() && std::isdigit(static_cast<unsigned char>(exact.front())) != 0) version = exact;
    }
    if (const std::optional<std::string> line = host.read_if_there("/etc/redhat-release");
        line && family == "RedHat") {
        const ReleaseLine read = release_line(*line);
        if (!read.version.empty()) version = read.version;
        if (codename.empty()) codename = read.name;
        file = "/etc/redhat-release";
    }
    if (codename.empty()) codename = "NA";
    if (version.empty()) version = "NA";
    if (name.empty()) name = "Linux";
    if (family.empty()) family = name;

    const std::size_t dot = version.find('.');
    Map facts{{"distribution", name},
              {"distribution_version", version},
              {"distribution_major_version", version.substr(0, dot)},
              {"distribution_release", codename},
              {"distribution_file_parsed", true},
              {"distribution_file_path", file},
              {"distribution_file_variety", family == "RedHat" ? "RedHat" : name},
              {"os_family", family},
              {"lsb", lsb_facts(host, release)},
              {"pkg_mgr", package_manager(host, family)},
              {"service_mgr", service_manager(host)}};
    if (dot != std::string::npos) facts.set("distribution_minor_version", version.substr(dot + 1));
    return facts;
}

}  // namespace modules

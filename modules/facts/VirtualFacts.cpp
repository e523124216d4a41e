#include "modules/facts/VirtualFacts.hpp"

#include "modules/facts/ConfigurationText.hpp"
#include "modules/value/Text.hpp"

#include <array>

namespace modules {

namespace {

std::string readable_line(const HostView& host, const std::string& path) {
    try {
        return std::string(trimmed(host.read_if_there(path).value_or("")));
    } catch (const Failure&) {
        // /proc/1/environ and parts of /sys are root's alone.
        return {};
    }
}

/// The manager that made this container; empty when it is none.
std::string container_of(const HostView& host) {
    if (host.exists("/.dockerenv") || host.exists("/.dockerinit")) return "docker";
    if (host.exists("/run/.containerenv")) return "podman";
    const std::string told = readable_line(host, "/run/systemd/container");
    if (!told.empty()) return told;
    const std::string environment = readable_line(host, "/proc/1/environ");
    const std::size_t start = environment.find("container=");
    if (start == std::string::npos || (start > 0 && environment[start - 1] != '\0')) return {};
    return environment.substr(start + 10, environment.find('\0', start) - start - 10);
}

struct Maker {
    std::string_view file;
    std::string_view text;
    std::string_view type;
};

// What the firmware of guests says, by file of /sys/class/dmi/id.
constexpr std::array makers{
    Maker{"product_name", "VirtualBox", "virtualbox"},
    Maker{"product_name", "VMware", "VMware"},
    Maker{"product_name", "RHEV Hypervisor", "RHEV"},
    Maker{"product_name", "OpenStack", "openstack"},
    Maker{"product_name", "KVM", "kvm"},
    Maker{"product_name", "Standard PC", "kvm"},
    Maker{"product_name", "Bochs", "kvm"},
    Maker{"bios_vendor", "Xen", "xen"},
    Maker{"bios_vendor", "innotek GmbH", "virtualbox"},
    Maker{"bios_vendor", "Amazon EC2", "kvm"},
    Maker{"sys_vendor", "VMware", "VMware"},
    Maker{"sys_vendor", "QEMU", "kvm"},
    Maker{"sys_vendor", "Parallels", "parallels"},
    Maker{"sys_vendor", "oVirt", "kvm"},
    Maker{"sys_vendor", "Google", "kvm"},
    Maker{"sys_vendor", "Amazon EC2", "kvm"},
    Maker{"sys_vendor", "DigitalOcean", "kvm"},
    Maker{"sys_vendor", "Microsoft Corporation", "VirtualPC"},
};

std::string hypervisor_of(const HostView& host) {
    if (host.exists("/proc/xen") && !host.exists("/proc/xen/capabilities")) return "xen";
    for (const Maker& maker : makers)
        if (readable_line(host, "/sys/class/dmi/id/" + std::string(maker.file)).starts_with(maker.text))
            return std::string(maker.type);
    const std::string processors = readable_line(host, "/proc/cpuinfo");
    if (processors.find("QEMU Virtual CPU") != std::string::npos) return "kvm";
    return processors.find(" hypervisor") != std::string::npos ? "kvm" : "";
}

bool has_module(const HostView& host, const char* name) {
    return host.exists(std::string("/sys/module/") + name);
}

Map answer(std::string_view type, std::string_view role, List guest, List made) {
    return {{"virtualization_type", type},
            {"virtualization_role", role},
            {"virtualization_tech_guest", std::move(guest)},
            {"virtualization_tech_host", std::move(made)}};
}

}  // namespace

Map virtual_facts(const HostView& host) {
    if (const std::string container = container_of(host); !container.empty())
        return answer(container, "guest", {"container", container}, {});
    if (const std::string hypervisor = hypervisor_of(host); !hypervisor.empty())
        return answer(hypervisor, "guest", {hypervisor}, {});
    if (has_module(host, "kvm") && host.exists("/dev/kvm")) return answer("kvm", "host", {}, {"kvm"});
    return answer("NA", "NA", {}, {});
}

}  // namespace modules

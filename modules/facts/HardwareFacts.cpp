#include "modules/facts/HardwareFacts.hpp"

#include "modules/facts/ConfigurationText.hpp"
#include "modules/value/Text.hpp"

#include <sched.h>

#include <array>
#include <set>

namespace modules {

namespace {

std::int64_t usable_processors() {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    return ::sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : 1;
}

void add_processors(Map& facts, const std::string& cpuinfo) {
    List described;
    std::set<std::string> sockets;
    std::int64_t processors = 0;
    std::int64_t cores = 1;
    std::int64_t siblings = 1;
    for (const std::string& line : lines_of(cpuinfo)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) continue;
        const std::string name(trimmed(line.substr(0, colon)));
        const std::string value(trimmed(line.substr(colon + 1)));
        if (name == "processor") ++processors;
        if (name == "processor" || name == "vendor_id" || name == "model name" || name == "Model")
            described.emplace_back(value);
        if (name == "physical id") sockets.insert(value);
        if (name == "cpu cores") cores = leading_number(value);
        if (name == "siblings") siblings = leading_number(value);
    }
    // Other architectures, and some guests, say nothing of sockets: each processor is one then.
    const bool told = !sockets.empty();
    const std::int64_t count = told ? static_cast<std::int64_t>(sockets.size()) : processors;
    const std::int64_t threads = cores > 0 && told ? std::max<std::int64_t>(siblings / cores, 1) : 1;
    facts.set("processor", std::move(described));
    facts.set("processor_count", count);
    facts.set("processor_cores", told ? cores : 1);
    facts.set("processor_threads_per_core", threads);
    facts.set("processor_vcpus", told ? threads * count * cores : processors);
    facts.set("processor_nproc", usable_processors());
}

void add_memory(Map& facts, const std::string& meminfo) {
    const std::map<std::string, std::string> pairs = colon_pairs_in(meminfo);
    const auto megabytes = [&](const char* name) {
        const auto found = pairs.find(name);
        return found != pairs.end() ? leading_number(found->second) / 1024 : 0;
    };
    const std::int64_t total = megabytes("MemTotal");
    const std::int64_t free = megabytes("MemFree");
    const std::int64_t reclaimable = free + megabytes("Cached") + megabytes("Buffers");
    const std::int64_t swap = megabytes("SwapTotal");
    const std::int64_t swap_free = megabytes("SwapFree");
    facts.set("memtotal_mb", total);
    facts.set("memfree_mb", free);
    facts.set("swaptotal_mb", swap);
    facts.set("swapfree_mb", swap_free);
    facts.set("memory_mb", Map{{"real", Map{{"total", total}, {"used", total - free}, {"free", free}}},
                               {"nocache", Map{{"free", reclaimable}, {"used", total - reclaimable}}},
                               {"swap", Map{{"total", swap},
                                            {"free", swap_free},
                                            {"used", swap - swap_free},
                                            {"cached", megabytes("SwapCached")}}}});
}

/// The names of chassis types in the SMBIOS specification (DSP0134, 7.4.1), as Ansible spells them.
constexpr std::array form_factors{"Unknown",
                                  "Other",
                                  "Unknown",
                                  "Desktop",
                                  "Low Profile Desktop",
                                  "Pizza Box",
                                  "Mini Tower",
                                  "Tower",
                                  "Portable",
                                  "Laptop",
                                  "Notebook",
                                  "Hand Held",
                                  "Docking Station",
                                  "All In One",
                                  "Sub Notebook",
                                  "Space-saving",
                                  "Lunch Box",
                                  "Main Server Chassis",
                                  "Expansion Chassis",
                                  "Sub Chassis",
                                  "Bus Expansion Chassis",
                                  "Peripheral Chassis",
                                  "RAID Chassis",
                                  "Rack Mount Chassis",
                                  "Sealed-case PC",
                                  "Multi-system",
                                  "CompactPCI",
                                  "AdvancedTCA",
                                  "Blade",
                                  "Blade Enclosure",
                                  "Tablet",
                                  "Convertible",
                                  "Detachable",
                                  "IoT Gateway",
                                  "Embedded PC",
                                  "Mini PC",
                                  "Stick PC"};

std::string firmware_entry(const HostView& host, const std::string& name) {
    try {
        const std::string value(trimmed(host.read_if_there("/sys/class/dmi/id/" + name).value_or("")));
        return value.empty() ? "NA" : value;
    } catch (const Failure&) {
        // Serial numbers are root's alone to read.
        return "NA";
    }
}

void add_firmware(Map& facts, const HostView& host) {
    for (const char* name :
         {"bios_date", "bios_vendor", "bios_version", "board_asset_tag", "board_name", "board_serial",
          "board_vendor", "board_version", "chassis_asset_tag", "chassis_serial", "chassis_vendor",
          "chassis_version", "product_name", "product_serial", "product_uuid", "product_version"})
        facts.set(name, firmware_entry(host, name));
    facts.set("system_vendor", firmware_entry(host, "sys_vendor"));
    const std::string type = firmware_entry(host, "chassis_type");
    const auto number = static_cast<std::size_t>(leading_number(type));
    facts.set("form_factor", type != "NA" && number < form_factors.size() ? form_factors.at(number) : "NA");
}

}  // namespace

Map hardware_facts(const HostView& host) {
    Map facts;
    add_processors(facts, host.read_if_there("/proc/cpuinfo").value_or(""));
    add_memory(facts, host.read_if_there("/proc/meminfo").value_or(""));
    add_firmware(facts, host);
    facts.set("uptime_seconds", leading_number(host.read_if_there("/proc/uptime").value_or("")));
    const std::vector<std::string> load = words_of(host.read_if_there("/proc/loadavg").value_or(""));
    if (load.size() >= 3)
        facts.set("loadavg",
                  Map{{"1m", std::stod(load[0])}, {"5m", std::stod(load[1])}, {"15m", std::stod(load[2])}});
    return facts;
}

}  // namespace modules

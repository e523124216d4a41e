#include "modules/kernel/TimeZone.hpp"

#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

constexpr const char* link = "/etc/localtime";
constexpr const char* debian_file = "/etc/timezone";
constexpr const char* adjustment_file = "/etc/adjtime";
constexpr const char* zones = "/usr/share/zoneinfo/";

/// As localtime(5) has it; empty where the link leads elsewhere or is none.
std::string zone_of_link(const HostView& host) {
    const std::optional<FileStatus> status = host.status(link, Follow::nothing);
    if (!status || status->type != FileType::link) return {};
    const std::string target = host.link_target(link);
    const std::size_t place = target.find("zoneinfo/");
    return place == std::string::npos ? std::string()
                                      : target.substr(place + std::string_view("zoneinfo/").size());
}

/// Only Debian and its kin have the file; empty without it.
std::string zone_of_file(const HostView& host) {
    return std::string(trimmed(host.read_if_there(debian_file).value_or("")));
}

bool goes_by_timedatectl(const HostView& host) {
    return host.is_directory("/run/systemd/system") && host.find_program("timedatectl");
}

void set_zone(HostControl& control, const std::string& name) {
    if (goes_by_timedatectl(control)) {
        run_or_fail(control, {.program = "timedatectl", .arguments = {"set-timezone", name}});
    } else {
        control.remove(link);
        control.make_link(zones + name, link);
    }
    // timedatectl leaves it as it is.
    if (control.exists(debian_file)) control.write(debian_file, name + '\n', {});
}

void plan_zone(Plan& plan, const std::string& name, const HostView& host, const CallOptions& options) {
    if (name.empty() || name.find("..") != std::string::npos || name.front() == '/' || name.front() == '-')
        throw Failure(fmt::format("timezone: \"{}\" is no name of a time zone", name));
    const std::string by_link = zone_of_link(host);
    const std::string by_file = zone_of_file(host);
    const bool has_file = host.exists(debian_file);
    if (by_link == name && (!has_file || by_file == name)) return;
    if (!host.exists(zones + name)) {
        const std::string missing = fmt::format("given timezone \"{}\" is not available", name);
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return;
    }
    const std::string before = by_link != name ? by_link : by_file;
    plan.change({"time zone", before.empty() ? Value("n/a\n") : Value(before + '\n'), name + '\n'},
                [name](HostControl& control) {
                    set_zone(control, name);
                    return Outcome{};
                });
}

/// The third line of adjtime(5). Without the file the clock shows UTC.
HardwareClock present_clock(const HostView& host) {
    const std::vector<std::string> lines = lines_of(host.read_if_there(adjustment_file).value_or(""));
    return lines.size() > 2 && trimmed(lines[2]) == "LOCAL" ? HardwareClock::local : HardwareClock::utc;
}

void plan_clock(Plan& plan, HardwareClock wanted, const HostView& host) {
    const HardwareClock present = present_clock(host);
    if (present == wanted) return;
    const bool local = wanted == HardwareClock::local;
    const Command by_systemd{.program = "timedatectl", .arguments = {"set-local-rtc", local ? "yes" : "no"}};
    const Command by_hand{.program = "hwclock", .arguments = {"--systohc", local ? "--localtime" : "--utc"}};
    plan.change({"hardware clock", Field<HardwareClock>::to(present), Field<HardwareClock>::to(wanted)},
                [command = goes_by_timedatectl(host) ? by_systemd : by_hand](HostControl& control) {
                    run_or_fail(control, command);
                    return Outcome{};
                });
}

}  // namespace

ArgumentList<TimeZoneArguments> TimeZone::table() const {
    ArgumentList<TimeZoneArguments> list;
    list.add("name", &TimeZoneArguments::name, "the time zone, as in Europe/Berlin")
        .add("hwclock", &TimeZoneArguments::hwclock, "what the hardware clock shows", {.aliases = {"rtc"}});
    return list;
}

Plan TimeZone::check(const TimeZoneArguments& wanted, const HostView& host,
                     const CallOptions& options) const {
    if (!wanted.name && !wanted.hwclock) throw Failure("one of the following is required: hwclock, name");
    Plan plan;
    if (wanted.name) plan_zone(plan, *wanted.name, host, options);
    if (wanted.hwclock) plan_clock(plan, *wanted.hwclock, host);
    return plan;
}

}  // namespace modules

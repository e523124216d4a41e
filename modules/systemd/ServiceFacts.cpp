#include "modules/systemd/ServiceFacts.hpp"

#include "modules/systemd/Unit.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

constexpr const char* scripts_directory = "/etc/init.d";
constexpr std::string_view unit_suffix = ".service";

bool is_bad(const std::string& status) {
    return status == "not-found" || status == "masked" || status == "failed";
}

Map service_entry(const std::string& name, const std::string& state, const std::string& status) {
    return {{"name", name}, {"state", state}, {"status", status}, {"source", "systemd"}};
}

/// Lines of systemctl with at least so many words, about services.
std::vector<std::vector<std::string>> service_rows(const HostView& host, const char* verb,
                                                   std::size_t columns) {
    const ProcessResult result = host.query(systemctl(
        UnitScope::system, host, {verb, "--no-pager", "--no-legend", "--plain", "--all", "--type=service"}));
    if (!result.ok()) throw Failure(fmt::format("systemctl {} failed: {}", verb, trimmed(result.error)));
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : lines_of(result.output))
        if (std::vector<std::string> words = words_of(line);
            words.size() >= columns && words[0].ends_with(unit_suffix))
            rows.push_back(std::move(words));
    return rows;
}

/// UNIT LOAD ACTIVE SUB DESCRIPTION
void add_loaded_units(Map& services, const HostView& host) {
    for (const std::vector<std::string>& row : service_rows(host, "list-units", 4)) {
        const auto bad = std::find_if(row.begin() + 1, row.begin() + 4, is_bad);
        services.set(row[0], service_entry(row[0], row[3] == "running" ? "running" : "stopped",
                                           bad != row.begin() + 4 ? *bad : row[2]));
    }
}

/// The states of units that are not loaded, in one question. What is a template has none.
std::vector<std::string> active_states(const HostView& host, const std::vector<std::string>& names) {
    if (names.empty()) return {};
    std::vector<std::string> arguments{"show", "--property=ActiveState"};
    arguments.insert(arguments.end(), names.begin(), names.end());
    const ProcessResult result = host.query(systemctl(UnitScope::system, host, arguments));
    std::vector<std::string> states;
    constexpr std::string_view key = "ActiveState=";
    for (const std::string& line : lines_of(result.output))
        if (line.starts_with(key)) states.push_back(line.substr(key.size()));
    return states;
}

/// UNIT-FILE STATE …
void add_unit_files(Map& services, const HostView& host) {
    std::vector<std::string> unloaded;
    for (const std::vector<std::string>& row : service_rows(host, "list-unit-files", 2)) {
        const Value* const there = services.find(row[0]);
        if (there == nullptr) {
            if (row[0].find("@.") == std::string::npos) unloaded.push_back(row[0]);
            services.set(row[0], service_entry(row[0], "unknown", row[1]));
        } else if (!is_bad(there->text_of("status"))) {
            services.set(row[0], service_entry(row[0], there->text_of("state"), row[1]));
        }
    }
    const std::vector<std::string> states = active_states(host, unloaded);
    for (std::size_t index = 0; index < unloaded.size() && states.size() == unloaded.size(); ++index)
        services.set(unloaded[index], service_entry(unloaded[index], states[index],
                                                    services.find(unloaded[index])->text_of("status")));
}

Map script_entry(const std::string& name, bool running) {
    return {{"name", name}, {"state", running ? "running" : "stopped"}, {"source", "sysv"}};
}

/// Scripts of /etc/init.d that can tell a status.
std::vector<std::string> init_scripts(const HostView& host) {
    std::vector<std::string> names;
    if (!host.is_directory(scripts_directory)) return names;
    for (const std::string& name : host.list(scripts_directory)) {
        const std::string path = std::string(scripts_directory) + '/' + name;
        const std::optional<FileStatus> status = host.status(path, Follow::links);
        const bool can_run = status && status->type == FileType::regular && (status->mode & 0111U) != 0;
        if (can_run && name.find('.') == std::string::npos &&
            host.read(path).find("status") != std::string::npos)
            names.push_back(name);
    }
    return names;
}

void add_scripts_of_systemd(Map& services, const HostView& host) {
    for (const std::string& name : init_scripts(host)) {
        const Value* const unit = services.find(name + std::string(unit_suffix));
        services.set(name, script_entry(name, unit != nullptr && unit->text_of("state") == "running"));
    }
}

/// " [ + ]  cron": what `service --status-all` prints of each script, where no systemd is that could be
/// asked.
void add_scripts(Map& services, const HostView& host) {
    if (!host.find_program("service")) return;
    const ProcessResult result = host.query({.program = "service", .arguments = {"--status-all"}});
    for (const std::string& line : lines_of(result.output)) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() != 4 || words[0] != "[" || words[2] != "]") continue;
        if (words[1] == "+" || words[1] == "-")
            services.set(words[3], script_entry(words[3], words[1] == "+"));
    }
}

}  // namespace

ArgumentList<ServiceFactsArguments> ServiceFacts::table() const {
    return {};
}

Plan ServiceFacts::check(const ServiceFactsArguments&, const HostView& host, const CallOptions&) const {
    Map services;
    if (host.is_directory("/run/systemd/system")) {
        add_loaded_units(services, host);
        add_unit_files(services, host);
        add_scripts_of_systemd(services, host);
    } else {
        add_scripts(services, host);
    }
    Plan plan;
    if (!services.empty()) {
        plan.data.set("ansible_facts", Map{{"services", services}});
        return plan;
    }
    plan.skipped = true;
    plan.data.set(
        "msg",
        "Failed to find any services. This can be due to privileges or some other configuration issue.");
    return plan;
}

}  // namespace modules

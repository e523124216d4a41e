#include "modules/facts/PackageFacts.hpp"

#include "modules/system/HostView.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

void add_package(Map& packages, const std::string& name, Map details) {
    const Value* const there = packages.find(name);
    List all = there != nullptr ? there->as_list() : List{};
    all.emplace_back(std::move(details));
    packages.set(name, std::move(all));
}

std::string output_of(const HostView& host, const Command& command) {
    const ProcessResult result = host.query(command);
    if (!result.ok()) throw Failure(fmt::format("{} failed: {}", command.program, trimmed(result.error)));
    return result.output;
}

void add_dpkg_packages(Map& packages, const HostView& host) {
    const std::string native(
        trimmed(output_of(host, {.program = "dpkg", .arguments = {"--print-architecture"}})));
    const std::string format =
        "${Package}\\t${Version}\\t${Architecture}\\t${Section}\\t${Origin}\\t${db:Status-Status}\\n";
    const std::string list = output_of(host, {.program = "dpkg-query", .arguments = {"-W", "-f", format}});
    for (const std::string& line : lines_of(list)) {
        const std::vector<std::string> fields = parts_of(line, "\t");
        if (fields.size() != 6 || fields[5] != "installed") continue;
        const bool foreign = fields[2] != native && fields[2] != "all";
        const std::string name = foreign ? fields[0] + ':' + fields[2] : fields[0];
        add_package(packages, name,
                    {{"name", name},
                     {"version", fields[1]},
                     {"arch", fields[2]},
                     {"category", fields[3]},
                     {"origin", fields[4]},
                     {"source", "apt"}});
    }
}

/// rpm's word for nothing.
Value unless_none(const std::string& text) {
    return text == "(none)" ? Value() : Value(text);
}

void add_rpm_packages(Map& packages, const HostView& host) {
    const std::string format = "%{NAME}\\t%{VERSION}\\t%{RELEASE}\\t%{EPOCH}\\t%{ARCH}\\n";
    const std::string list =
        output_of(host, {.program = "rpm", .arguments = {"-qa", "--queryformat", format}});
    for (const std::string& line : lines_of(list)) {
        const std::vector<std::string> fields = parts_of(line, "\t");
        if (fields.size() != 5) continue;
        const std::optional<std::int64_t> epoch = whole_number(fields[3]);
        add_package(packages, fields[0],
                    {{"name", fields[0]},
                     {"version", fields[1]},
                     {"release", fields[2]},
                     {"epoch", epoch ? Value(*epoch) : Value()},
                     {"arch", unless_none(fields[4])},
                     {"source", "rpm"}});
    }
}

struct Manager {
    const char* name;
    bool (*is_there)(const HostView&);
    void (*add)(Map&, const HostView&);
};

constexpr std::array managers{
    Manager{"apt",
            [](const HostView& host) {
                return host.find_program("dpkg-query") && host.exists("/var/lib/dpkg/status");
            },
            add_dpkg_packages},
    Manager{"rpm", [](const HostView& host) { return host.find_program("rpm").has_value(); },
            add_rpm_packages}};

/// In the order that was asked for, each once.
std::vector<const Manager*> managers_of(const std::vector<std::string>& names) {
    std::vector<const Manager*> chosen;
    const auto choose = [&](const Manager& manager) {
        if (std::find(chosen.begin(), chosen.end(), &manager) == chosen.end()) chosen.push_back(&manager);
    };
    std::vector<std::string> unsupported;
    bool all = false;
    for (const std::string& written : names) {
        const std::string name = lower_case(written);
        if (name == "auto") {
            all = true;
            continue;
        }
        const auto found = std::find_if(managers.begin(), managers.end(),
                                        [&](const Manager& manager) { return name == manager.name; });
        if (found == managers.end()) {
            unsupported.push_back(name);
        } else {
            choose(*found);
        }
    }
    if (!unsupported.empty())
        throw Failure(
            fmt::format("Unsupported package managers requested: {}", fmt::join(unsupported, ", ")));
    for (const Manager& manager : managers)
        if (all) choose(manager);
    return chosen;
}

}  // namespace

ArgumentList<PackageFactsArguments> PackageFacts::table() const {
    using A = PackageFactsArguments;
    ArgumentList<A> list;
    list.add("manager", &A::manager, "whom to ask: auto, apt, rpm")
        .add("strategy", &A::strategy, "ask the first that is there, or all of them");
    return list;
}

Plan PackageFacts::check(const PackageFactsArguments& wanted, const HostView& host,
                         const CallOptions&) const {
    Map packages;
    bool found = false;
    std::vector<std::string> asked;
    for (const Manager* manager : managers_of(wanted.manager)) {
        asked.emplace_back(manager->name);
        if (!manager->is_there(host)) continue;
        manager->add(packages, host);
        found = true;
        if (wanted.strategy == PackageFactsStrategy::first) break;
    }
    if (!found)
        throw Failure(fmt::format("Could not detect a supported package manager from the following list: {}",
                                  fmt::join(asked, ", ")));
    Plan plan;
    plan.data.set("ansible_facts", Map{{"packages", packages}});
    return plan;
}

}  // namespace modules

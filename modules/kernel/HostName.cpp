#include "modules/kernel/HostName.hpp"

#include "modules/kernel/MountTable.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace modules {

namespace {

constexpr const char* kernel_file = "/proc/sys/kernel/hostname";
constexpr const char* name_file = "/etc/hostname";

/// RFC 1123, and the kernel's limit (hostname(7)).
void require_host_name(const std::string& name) {
    constexpr std::size_t longest_name = 64;
    const auto refuse_name = [&](std::string_view why) {
        throw Failure(fmt::format("hostname: \"{}\" is no name for a host: {}", name, why));
    };
    if (name.empty()) refuse_name("it is empty");
    if (name.size() > longest_name) refuse_name("it is longer than 64 characters");
    for (std::size_t start = 0; start <= name.size();) {
        const std::size_t end = std::min(name.find('.', start), name.size());
        const std::string_view label = std::string_view(name).substr(start, end - start);
        if (label.empty()) refuse_name("a part between dots is empty");
        if (label.front() == '-' || label.back() == '-') refuse_name("a part begins or ends with a hyphen");
        const bool plain = std::all_of(label.begin(), label.end(), [](char character) {
            const char lower = lower_letter(character);
            return is_digit(character) || (lower >= 'a' && lower <= 'z') || character == '-';
        });
        if (!plain) refuse_name("it may hold letters, digits, hyphens and dots");
        start = end + 1;
    }
}

/// The first word that is no comment.
std::string name_in(const std::string& file) {
    std::istringstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (const std::string_view word = trimmed(line); !word.empty() && word.front() != '#')
            return std::string(word);
    return {};
}

bool goes_by_systemd(const HostNameArguments& wanted, const HostView& host) {
    if (wanted.use)
        return *wanted.use == HostNameStrategy::systemd || *wanted.use == HostNameStrategy::debian;
    return host.is_directory("/run/systemd/system");
}

/// In a container the file is often a mount of its own, which nothing can be renamed over.
void write_name(HostControl& host, const std::string& name) {
    if (MountTable(host).at(name_file)) {
        host.write_in_place(name_file, name + '\n');
    } else {
        host.write(name_file, name + '\n', {});
    }
}

std::vector<std::string> host_name_command(std::string_view which, const std::string& name) {
    return {std::string(which), "set-hostname", name};
}

/// The name with its domain, as /etc/hosts has it; itself where it is nowhere.
std::string name_with_domain(const HostView& host, const std::string& name) {
    std::istringstream lines(host.read_if_there("/etc/hosts").value_or(""));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::vector<std::string> names;
        for (std::string word; words >> word;)
            names.push_back(word);
        if (names.empty() || std::find(names.begin() + 1, names.end(), name) == names.end()) continue;
        const auto full = std::find_if(names.begin() + 1, names.end(), [](const std::string& word) {
            return word.find('.') != std::string::npos;
        });
        if (full != names.end()) return *full;
    }
    return name;
}

Map name_facts(const HostView& host, const std::string& name) {
    const std::string full = name_with_domain(host, name);
    const std::size_t dot = full.find('.');
    return {{"ansible_hostname", name.substr(0, name.find('.'))},
            {"ansible_nodename", name},
            {"ansible_fqdn", full},
            {"ansible_domain", dot != std::string::npos ? full.substr(dot + 1) : ""}};
}

}  // namespace

ArgumentList<HostNameArguments> HostName::table() const {
    ArgumentList<HostNameArguments> list;
    list.add("name", &HostNameArguments::name, "the name", {.need = Need::required})
        .add("use", &HostNameArguments::use,
             "how the host keeps it (found out where it is not said); generic and alpine: in /etc/hostname");
    return list;
}

Plan HostName::check(const HostNameArguments& wanted, const HostView& host, const CallOptions&) const {
    require_host_name(wanted.name);
    Plan plan;
    plan.data = {{"name", wanted.name}, {"ansible_facts", name_facts(host, wanted.name)}};
    const bool by_systemd = goes_by_systemd(wanted, host);
    const std::string present = name_in(host.read_if_there(kernel_file).value_or(""));
    if (present != wanted.name)
        plan.change({"hostname", present + '\n', wanted.name + '\n'},
                    [name = wanted.name, by_systemd](HostControl& control) {
                        const Command systemd{.program = "hostnamectl",
                                              .arguments = host_name_command("--transient", name)};
                        const Command plain{.program = "hostname", .arguments = {name}};
                        run_or_fail(control, by_systemd ? systemd : plain);
                        return Outcome{};
                    });
    const std::string kept = name_in(host.read_if_there(name_file).value_or(""));
    if (kept != wanted.name)
        plan.change({name_file, kept.empty() ? Value() : Value(kept + '\n'), wanted.name + '\n'},
                    [name = wanted.name, by_systemd](HostControl& control) {
                        if (by_systemd) {
                            run_or_fail(control, {.program = "hostnamectl",
                                                  .arguments = host_name_command("--static", name)});
                        } else {
                            write_name(control, name);
                        }
                        return Outcome{};
                    });
    return plan;
}

}  // namespace modules

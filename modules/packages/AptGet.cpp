#include "modules/packages/AptGet.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace modules {

namespace {

constexpr std::string_view machine_lock = "/run/lock/understudy-packages";
constexpr std::string_view package_lists = "/var/lib/apt/lists";
constexpr std::string_view policy_program = "/usr/sbin/policy-rc.d";

const std::map<std::string, std::string> environment{{"DEBIAN_FRONTEND", "noninteractive"},
                                                     {"DEBIAN_PRIORITY", "critical"},
                                                     {"NEEDRESTART_SUSPEND", "1"},
                                                     {"LC_ALL", "C.UTF-8"}};

std::string last_lines(std::string_view text, int count) {
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    std::size_t start = text.size();
    for (int line = 0; line < count && start != 0 && start != std::string_view::npos; ++line)
        start = text.rfind('\n', start - 1);
    return std::string(start == 0 || start == std::string_view::npos ? text : text.substr(start + 1));
}

[[noreturn]] void fail(const std::vector<std::string>& arguments, const ProcessResult& result) {
    constexpr int most_lines = 12;
    std::string text =
        fmt::format("'apt-get {}' failed with status {}", fmt::join(arguments, " "), result.status);
    // apt's own reasons begin with E:; what a package's script said stands before them.
    if (!result.output.empty()) text += "\n" + last_lines(result.output, most_lines);
    if (!result.error.empty()) text += "\n" + last_lines(result.error, most_lines);
    throw Failure(text, Map{{"rc", result.status}, {"stdout", result.output}, {"stderr", result.error}});
}

/// While it lives, /usr/sbin/policy-rc.d answers with a status of ours; afterwards what was there is back.
class ServicePolicy {
  public:
    ServicePolicy(HostControl& host, const std::optional<std::int64_t>& status) : host_(host) {
        if (!status) return;
        const std::string path(policy_program);
        if (const std::optional<FileStatus> there = host.status(path, Follow::nothing)) {
            saved_ = path + ".understudy";
            host.move(path, *saved_);
        }
        host.write(path, fmt::format("#!/bin/sh\nexit {}\n", *status), {{}, {}, 0755});
        active_ = true;
    }
    void restore() {
        if (!active_) return;
        active_ = false;
        if (saved_) {
            host_.move(*saved_, std::string(policy_program));
        } else {
            host_.remove(std::string(policy_program));
        }
    }

  private:
    HostControl& host_;
    std::optional<std::string> saved_;
    bool active_ = false;
};

}  // namespace

std::vector<std::string> AptGet::options() const {
    std::vector<std::string> options;
    const auto add = [&](bool asked, std::initializer_list<const char*> flags) {
        if (asked) options.insert(options.end(), flags.begin(), flags.end());
    };
    add(wanted_.install_recommends == false, {"--no-install-recommends"});
    add(wanted_.install_recommends == true, {"--install-recommends"});
    add(wanted_.allow_unauthenticated || wanted_.force, {"--allow-unauthenticated"});
    add(wanted_.allow_downgrade || wanted_.force, {"--allow-downgrades"});
    add(wanted_.allow_change_held_packages || wanted_.force, {"--allow-change-held-packages"});
    add(wanted_.force, {"--allow-remove-essential"});
    add(wanted_.fail_on_autoremove, {"--no-remove"});
    add(wanted_.only_upgrade, {"--only-upgrade"});
    add(wanted_.purge, {"--purge"});
    if (wanted_.default_release) options.insert(options.end(), {"-t", *wanted_.default_release});
    return options;
}

std::vector<std::string> AptGet::settings() const {
    std::vector<std::string> settings{"-o", fmt::format("DPkg::Lock::Timeout={}", wanted_.lock_timeout)};
    for (std::size_t start = 0; start < wanted_.dpkg_options.size();) {
        const std::size_t end = std::min(wanted_.dpkg_options.find(',', start), wanted_.dpkg_options.size());
        settings.insert(settings.end(),
                        {"-o", "Dpkg::Options::=--" + wanted_.dpkg_options.substr(start, end - start)});
        start = end + 1;
    }
    return settings;
}

std::vector<AptStep> AptGet::simulated(const HostView& host,
                                       const std::vector<std::string>& arguments) const {
    Command call{.program = "apt-get", .arguments = {"--simulate"}};
    call.environment = environment;
    for (const std::vector<std::string>& more : {options(), arguments})
        call.arguments.insert(call.arguments.end(), more.begin(), more.end());
    const ProcessResult result = host.query(call);
    if (!result.ok()) fail(arguments, result);
    return apt_steps(result.output);
}

Map AptGet::run(HostControl& host, const std::vector<std::string>& arguments) const {
    // Tasks of this machine, whichever name they know it by, come one after the other; apt's own lock only
    // makes everyone but the first wait for a while and then fail.
    Command call{.program = "flock", .arguments = {std::string(machine_lock), "apt-get", "-y", "-q"}};
    call.environment = environment;
    for (const std::vector<std::string>& more : {settings(), options(), arguments})
        call.arguments.insert(call.arguments.end(), more.begin(), more.end());
    ServicePolicy policy(host, wanted_.policy_rc_d);
    ProcessResult result;
    try {
        result = host.run(call);
    } catch (const Failure&) {
        policy.restore();
        throw;
    }
    policy.restore();
    if (!result.ok()) fail(arguments, result);
    return {{"stdout", result.output}, {"stderr", result.error}};
}

void AptGet::update(HostControl& host) const {
    const double deadline = host.now() + static_cast<double>(wanted_.lock_timeout);
    std::chrono::seconds pause{1};
    Command call{.program = "flock", .arguments = {std::string(machine_lock), "apt-get", "-q", "update"}};
    call.environment = environment;
    for (std::int64_t tried = 1;; ++tried) {
        const ProcessResult result = host.run(call);
        // Some sources failing is only a warning to apt: the lists that it has then are old ones.
        const bool stale = result.output.find("\nErr:") != std::string::npos ||
                           result.error.find("Failed to fetch") != std::string::npos;
        if (result.ok() && !stale) break;
        const bool locked = result.error.find("Could not get lock") != std::string::npos;
        if (locked ? host.now() >= deadline : tried >= wanted_.update_cache_retries)
            throw Failure("Failed to update apt cache: " +
                              last_lines(result.error.empty() ? result.output : result.error, 12),
                          Map{{"rc", result.status}, {"stdout", result.output}, {"stderr", result.error}});
        host.pause(pause);
        pause = std::min(
            pause * 2, std::chrono::seconds(std::max<std::int64_t>(1, wanted_.update_cache_retry_max_delay)));
    }
    // Where no list changed apt leaves the directory's time as it was: then nobody could tell when it looked.
    if (host.is_directory(std::string(package_lists)))
        host.set_times(std::string(package_lists), host.now(), host.now());
}

std::vector<AptStep> apt_steps(std::string_view output) {
    std::vector<AptStep> steps;
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        const std::string line(output.substr(0, end));
        output.remove_prefix(std::min(end + 1, output.size()));
        const std::size_t space = line.find(' ');
        const std::string verb = line.substr(0, space);
        if (verb != "Inst" && verb != "Remv" && verb != "Purg" && verb != "Del") continue;
        AptStep step;
        step.verb = verb;
        const std::size_t name_end = std::min(line.find(' ', space + 1), line.size());
        step.package = line.substr(space + 1, name_end - space - 1);
        // "Inst nginx [1.18] (1.22 Debian:12 [amd64])"
        const std::size_t bracket = line.find('[', name_end);
        const std::size_t parenthesis = line.find('(', name_end);
        if (bracket != std::string::npos && bracket < parenthesis)
            step.present = line.substr(bracket + 1, line.find(']', bracket) - bracket - 1);
        if (parenthesis != std::string::npos)
            step.candidate =
                line.substr(parenthesis + 1, line.find_first_of(" )", parenthesis) - parenthesis - 1);
        steps.push_back(std::move(step));
    }
    return steps;
}

double lists_fetched(const HostView& host) {
    double fetched = 0;
    if (const auto stamp = host.status("/var/lib/apt/periodic/update-success-stamp", Follow::links))
        fetched = stamp->modified;
    const std::string directory(package_lists);
    const std::optional<FileStatus> status = host.status(directory, Follow::links);
    if (!status) return fetched;
    const std::vector<std::string> names = host.list(directory);
    const bool any = std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name != "lock" && name != "partial" && name != "auxfiles";
    });
    return any ? std::max(fetched, status->modified) : 0;
}

bool sources_newer_than_lists(const HostView& host) {
    const double fetched = lists_fetched(host);
    const auto newer = [&](const std::string& path) {
        const std::optional<FileStatus> status = host.status(path, Follow::links);
        return status && status->modified > fetched;
    };
    if (newer("/etc/apt/sources.list") || newer("/etc/apt/sources.list.d")) return true;
    if (!host.is_directory("/etc/apt/sources.list.d")) return false;
    for (const std::string& name : host.list("/etc/apt/sources.list.d"))
        if (newer("/etc/apt/sources.list.d/" + name)) return true;
    return false;
}

}  // namespace modules

#include "modules/packages/DnfCall.hpp"

#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

constexpr const char* rpm_lock = "/run/lock/understudy-packages";

// With exit_on_lock: another program holds the lock.
constexpr int is_locked = 200;

const std::map<std::string, std::string> english{{"LC_ALL", "C"}};

/// "Installing dependencies:" → Installing; empty for what is no such heading.
std::string heading_verb(const std::string& line) {
    if (line.empty() || line.front() == ' ' || !line.ends_with(':')) return {};
    const std::vector<std::string> words = words_of(line.substr(0, line.size() - 1));
    constexpr std::array known{"Installing", "Upgrading",   "Updating",
                               "Removing",   "Downgrading", "Reinstalling"};
    const bool is_verb = !words.empty() && std::find(known.begin(), known.end(), words[0]) != known.end();
    if (!is_verb) return {};
    return words[0] == "Updating" ? "Upgrading" : words[0];
}

/// The texts after "Error:", on one line.
std::string errors_in(const ProcessResult& result) {
    std::vector<std::string> errors;
    bool inside = false;
    for (const std::string& line : lines_of(result.error)) {
        if (line.starts_with("Error:")) {
            inside = true;
            if (const std::string_view text = trimmed(std::string_view(line).substr(6)); !text.empty())
                errors.emplace_back(text);
        } else if (inside && !trimmed(line).empty()) {
            errors.emplace_back(trimmed(line));
        }
    }
    return errors.empty() ? std::string(trimmed(result.error)) : fmt::format("{}", fmt::join(errors, " "));
}

/// Names that dnf found nowhere.
std::vector<std::string> unmatched(const ProcessResult& result) {
    std::vector<std::string> names;
    for (const std::string& output : {result.output, result.error})
        for (const std::string& line : lines_of(output))
            for (const std::string_view before : {"No match for argument: ", "No package "})
                if (line.starts_with(before)) names.push_back(words_of(line.substr(before.size())).front());
    return names;
}

}  // namespace

std::vector<DnfStep> dnf_steps(std::string_view output) {
    constexpr std::size_t columns = 4;
    std::vector<DnfStep> steps;
    std::string verb;
    std::vector<std::string> row;
    const auto finish = [&] {
        if (row.size() >= columns) steps.push_back({verb, {row[0], rpm_version(row[2]), row[1]}});
        row.clear();
    };
    for (const std::string& line : lines_of(output)) {
        const bool is_row = line.size() > 1 && line.front() == ' ' && line[1] != ' ';
        // What does not fit goes on in the next line, further in.
        const bool goes_on = line.starts_with("  ") && !row.empty() && row.size() < columns;
        if (!goes_on) finish();
        if (is_row || goes_on) {
            if (verb.empty()) continue;
            for (const std::string& word : words_of(line))
                row.push_back(word);
        } else if (!line.starts_with(' ')) {
            verb = heading_verb(line);
        }
    }
    finish();
    return steps;
}

DnfCall::DnfCall(const DnfArguments& wanted, const HostView& host) : wanted_(wanted) {
    const std::string& backend = wanted.use_backend;
    const bool any = backend == "auto";
    const std::array<std::string, 2> known{
        any || backend.starts_with("dnf") || backend == "yum4" ? "dnf" : "yum", any ? "yum" : ""};
    for (const std::string& program : known)
        if (program_.empty() && !program.empty() && host.find_program(program)) program_ = program;
    if (program_.empty())
        throw Failure(fmt::format("Failed to find required executable \"{}\"", known[0]), Map{{"rc", 1}});
}

std::vector<std::string> DnfCall::options() const {
    std::vector<std::string> options;
    const auto flag = [&](bool asked, const char* text) {
        if (asked) options.emplace_back(text);
    };
    const auto list = [&](const char* name, const std::vector<std::string>& values) {
        for (const std::string& value : values)
            if (!value.empty()) options.push_back(fmt::format("{}={}", name, value));
    };
    if (wanted_.conf_file) options.insert(options.end(), {"-c", *wanted_.conf_file});
    if (wanted_.installroot != "/") options.push_back("--installroot=" + wanted_.installroot);
    if (wanted_.releasever) options.push_back("--releasever=" + *wanted_.releasever);
    if (wanted_.disable_excludes) options.push_back("--disableexcludes=" + *wanted_.disable_excludes);
    list("--disablerepo", wanted_.disablerepo);
    list("--enablerepo", wanted_.enablerepo);
    list("--disableplugin", wanted_.disable_plugin);
    list("--enableplugin", wanted_.enable_plugin);
    list("--exclude", wanted_.exclude);
    flag(wanted_.disable_gpg_check, "--nogpgcheck");
    flag(wanted_.cacheonly, "-C");
    flag(wanted_.skip_broken, "--skip-broken");
    flag(wanted_.nobest, "--nobest");
    flag(wanted_.allowerasing, "--allowerasing");
    flag(wanted_.security, "--security");
    flag(wanted_.bugfix, "--bugfix");
    flag(!wanted_.sslverify || !wanted_.validate_certs, "--setopt=sslverify=0");
    flag(!wanted_.install_weak_deps, "--setopt=install_weak_deps=0");
    // As Ansible: what was needed only by what goes stays, unless that is asked for.
    flag(program_ == "dnf", wanted_.autoremove ? "--setopt=clean_requirements_on_remove=1"
                                               : "--setopt=clean_requirements_on_remove=0");
    return options;
}

ProcessResult DnfCall::asked(const HostView& host, std::vector<std::string> leading,
                             const std::vector<std::string>& arguments) const {
    Command command{.program = program_, .arguments = std::move(leading), .environment = english};
    for (const std::vector<std::string>& more : {options(), arguments})
        command.arguments.insert(command.arguments.end(), more.begin(), more.end());
    return host.query(command);
}

std::vector<DnfStep> DnfCall::simulated(const HostView& host, const std::vector<std::string>& arguments,
                                        std::vector<std::string>& failures) const {
    std::vector<std::string> leading{"--assumeno", arguments.front()};
    if (wanted_.update_cache) leading.emplace_back("--refresh");
    const ProcessResult result = asked(host, leading, {arguments.begin() + 1, arguments.end()});
    const std::vector<std::string> names = unmatched(result);
    failures.insert(failures.end(), names.begin(), names.end());
    std::vector<DnfStep> steps = dnf_steps(result.output);
    // With --assumeno a transaction that there is ends with 1.
    const bool is_answer = result.ok() || !steps.empty() || !names.empty();
    if (is_answer) return steps;
    throw Failure(errors_in(result),
                  Map{{"rc", 1}, {"results", List{}}, {"stdout", result.output}, {"stderr", result.error}});
}

void DnfCall::run(HostControl& host, const std::vector<std::string>& arguments) const {
    Command command{.program = "flock", .arguments = {rpm_lock, program_, "-y"}, .environment = english};
    std::vector<std::string> more = options();
    if (program_ == "dnf") more.emplace_back("--setopt=exit_on_lock=1");
    if (wanted_.download_only) more.emplace_back("--downloadonly");
    if (wanted_.download_dir) more.push_back("--downloaddir=" + *wanted_.download_dir);
    if (wanted_.update_cache && arguments.front() != "makecache") more.emplace_back("--refresh");
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.begin() + 1);
    command.arguments.insert(command.arguments.end(), more.begin(), more.end());
    command.arguments.insert(command.arguments.end(), arguments.begin() + 1, arguments.end());
    const double deadline = host.now() + static_cast<double>(wanted_.lock_timeout);
    while (true) {
        const ProcessResult result = host.run(command);
        if (result.ok()) return;
        const Map data{
            {"rc", result.status}, {"results", List{}}, {"stdout", result.output}, {"stderr", result.error}};
        if (result.status != is_locked)
            throw Failure(fmt::format("'{} {}' failed with status {}: {}", program_,
                                      fmt::join(arguments, " "), result.status, errors_in(result)),
                          data);
        if (host.now() >= deadline) throw Failure(program_ + " lockfile is held by another process", data);
        host.pause(std::chrono::seconds(1));
    }
}

std::vector<DnfCall::Offer> DnfCall::offers(const HostView& host,
                                            const std::vector<std::string>& arguments) const {
    std::vector<std::string> all{"--queryformat",
                                 "%{name}\\t%{epoch}\\t%{version}\\t%{release}\\t%{arch}\\t%{reponame}"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const ProcessResult result = asked(host, {"repoquery", "--quiet"}, all);
    if (!result.ok()) throw Failure(errors_in(result), Map{{"rc", 1}, {"results", List{}}});
    std::vector<Offer> offers;
    for (const std::string& line : lines_of(result.output)) {
        const std::vector<std::string> fields = parts_of(line, "\t");
        if (fields.size() == 6)
            offers.push_back({{fields[0], {fields[1], fields[2], fields[3]}, fields[4]}, fields[5]});
    }
    return offers;
}

std::vector<std::string> DnfCall::repositories(const HostView& host) const {
    const ProcessResult result = asked(host, {"repolist", "--quiet"}, {});
    if (!result.ok()) throw Failure(errors_in(result), Map{{"rc", 1}, {"results", List{}}});
    std::vector<std::string> names;
    bool is_heading = true;
    for (const std::string& line : lines_of(result.output)) {
        if (!is_heading && !words_of(line).empty()) names.push_back(words_of(line).front());
        is_heading = false;
    }
    return names;
}

}  // namespace modules

#include "modules/kernel/Modprobe.hpp"

#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace modules {

namespace {

constexpr const char* load_directory = "/etc/modules-load.d";
constexpr const char* options_directory = "/etc/modprobe.d";

/// The kernel makes no difference between - and _ in a module's name.
std::string kernel_name(std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

bool is_loaded(const HostView& host, const std::string& name) {
    for (const std::string& line : lines_of(host.read_if_there("/proc/modules").value_or("")))
        if (kernel_name(line.substr(0, line.find(' '))) == name) return true;
    return host.is_directory("/sys/module/" + name) && host.exists("/sys/module/" + name + "/initstate");
}

/// Part of the kernel itself: it can be neither loaded nor unloaded.
bool is_built_in(const HostView& host, const std::string& name) {
    const std::string release(trimmed(host.read_if_there("/proc/sys/kernel/osrelease").value_or("")));
    const std::string list = host.read_if_there("/lib/modules/" + release + "/modules.builtin").value_or("");
    for (const std::string& line : lines_of(list)) {
        const std::string file = line.substr(line.rfind('/') + 1);
        if (kernel_name(file.substr(0, file.find(".ko"))) == name) return true;
    }
    return false;
}

std::string_view without_remark(std::string_view line) {
    return trimmed(line.substr(0, line.find_first_of("#;")));
}

/// The single "parameter=value" that a line of modprobe.d sets for the module; empty where it sets none.
std::string parameter_in(std::string_view line, const std::string& name) {
    const std::vector<std::string> words = words_of(without_remark(line));
    const bool is_meant = words.size() == 3 && words[0] == "options" && kernel_name(words[1]) == name;
    return is_meant ? words[2] : std::string();
}

bool names_module(std::string_view line, const std::string& name) {
    return kernel_name(std::string(without_remark(line))) == name;
}

/// The files of one of the two directories, and what they are to become.
class Settings {
  public:
    Settings(const HostView& host, const char* directory) : directory_(directory) {
        if (!host.is_directory(directory)) return;
        for (const std::string& file : host.list(directory)) {
            const std::string path = directory_ + '/' + file;
            const std::optional<FileStatus> status = host.status(path, Follow::links);
            if (!status || status->type != FileType::regular) continue;
            before_[path] = host.read(path);
        }
        after_ = before_;
    }

    template <class Meant>
    [[nodiscard]] bool any_line(const Meant& meant) const {
        return std::any_of(before_.begin(), before_.end(), [&](const auto& file) {
            const std::vector<std::string> lines = lines_of(file.second);
            return std::any_of(lines.begin(), lines.end(), meant);
        });
    }
    /// Those lines become remarks.
    template <class Meant>
    void disable_lines(const Meant& meant) {
        for (auto& [path, text] : after_) {
            std::string edited;
            for (const std::string& line : lines_of(text))
                edited += (meant(line) ? "#" + line : line) + '\n';
            if (any_line_of(text, meant)) text = edited;
        }
    }
    void write_own_file(const std::string& module, const std::string& text) {
        after_[directory_ + '/' + module + ".conf"] = text;
    }
    void add_changes(Plan& plan) const {
        for (const auto& [path, text] : after_) {
            const auto present = before_.find(path);
            if (present != before_.end() && present->second == text) continue;
            plan.change({path, present == before_.end() ? Value() : Value(present->second), text},
                        [directory = directory_, path = path, text = text](HostControl& control) {
                            if (!control.is_directory(directory)) control.make_directory(directory, 0755);
                            control.write(path, text, {});
                            return Outcome{};
                        });
        }
    }
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> all;
        for (const auto& [path, text] : before_)
            for (const std::string& line : lines_of(text))
                all.push_back(line);
        return all;
    }

  private:
    template <class Meant>
    static bool any_line_of(const std::string& text, const Meant& meant) {
        const std::vector<std::string> lines = lines_of(text);
        return std::any_of(lines.begin(), lines.end(), meant);
    }

    std::string directory_;
    std::map<std::string, std::string> before_;
    std::map<std::string, std::string> after_;
};

void plan_persistence(Plan& plan, const ModprobeArguments& wanted, const HostView& host) {
    if (wanted.persistent == ModprobePersistence::disabled) return;
    const std::string name = kernel_name(wanted.name);
    Settings load(host, load_directory);
    Settings options(host, options_directory);
    const auto is_name = [&](const std::string& line) { return names_module(line, name); };
    const auto is_parameter = [&](const std::string& line) { return !parameter_in(line, name).empty(); };
    const bool is_wanted = wanted.persistent == ModprobePersistence::present;
    if (!is_wanted) {
        load.disable_lines(is_name);
        options.disable_lines(is_parameter);
    } else if (!load.any_line(is_name)) {
        load.write_own_file(wanted.name, wanted.name + '\n');
    }
    const std::vector<std::string> words = words_of(wanted.params);
    std::set<std::string> present;
    for (const std::string& line : options.lines())
        if (is_parameter(line)) present.insert(parameter_in(line, name));
    if (is_wanted && present != std::set<std::string>(words.begin(), words.end())) {
        std::string text;
        for (const std::string& word : words)
            text += fmt::format("options {} {}\n", wanted.name, word);
        options.disable_lines(is_parameter);
        options.write_own_file(wanted.name, text);
    }
    load.add_changes(plan);
    options.add_changes(plan);
}

void plan_now(Plan& plan, const ModprobeArguments& wanted, const HostView& host) {
    const std::string name = kernel_name(wanted.name);
    const bool built_in = is_built_in(host, name);
    const bool is_there = built_in || is_loaded(host, name);
    const bool is_wanted = wanted.state == Presence::present;
    if (is_there == is_wanted) return;
    Command command{.program = "modprobe"};
    command.arguments = is_wanted ? words_of(wanted.params) : std::vector<std::string>{};
    command.arguments.insert(command.arguments.begin(), wanted.name);
    if (!is_wanted) command.arguments.insert(command.arguments.begin(), "-r");
    plan.change({"kernel module " + wanted.name, Map{{"state", is_there ? "present" : "absent"}},
                 Map{{"state", is_wanted ? "present" : "absent"}}},
                [command](HostControl& control) {
                    const ProcessResult result = control.run(command);
                    if (!result.ok())
                        throw Failure(
                            std::string(trimmed(result.error)),
                            Map{{"rc", result.status}, {"stdout", result.output}, {"stderr", result.error}});
                    return Outcome{};
                });
}

}  // namespace

ArgumentList<ModprobeArguments> Modprobe::table() const {
    using A = ModprobeArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the module", {.need = Need::required})
        .add("state", &A::state, "whether it is loaded now")
        .add("params", &A::params, "its parameters: numdummies=2")
        .add("persistent", &A::persistent, "whether it is loaded, with its parameters, at every start");
    return list;
}

Plan Modprobe::check(const ModprobeArguments& wanted, const HostView& host, const CallOptions&) const {
    if (wanted.name.empty() || wanted.name.find_first_of("/ \t\n") != std::string::npos ||
        wanted.name.front() == '-')
        throw Failure(fmt::format("modprobe: \"{}\" is no name of a module", wanted.name));
    Plan plan;
    plan.data = {
        {"name", wanted.name}, {"state", Field<Presence>::to(wanted.state)}, {"params", wanted.params}};
    plan_now(plan, wanted, host);
    plan_persistence(plan, wanted, host);
    return plan;
}

}  // namespace modules

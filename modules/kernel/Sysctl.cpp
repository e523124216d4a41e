#include "modules/kernel/Sysctl.hpp"

#include "modules/kernel/SysctlFile.hpp"
#include "modules/module/PythonLiteral.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// Booleans, and the words that Ansible takes for them, are the kernel's 1 and 0.
std::string kernel_value(const Value& value) {
    std::string written = single_spaced(to_python_text(value));
    Argument boolean;
    boolean.type = ArgumentType::boolean;
    const bool is_word = written.find_first_of("0123456789") == std::string::npos;
    if (is_word && !mismatch(boolean, written))
        written = converted(boolean, written).as_boolean() ? "1" : "0";
    return written;
}

void plan_file(Plan& plan, const SysctlArguments& wanted, const std::string& value, const HostView& host,
               const CallOptions& options) {
    const std::optional<std::string> content = host.read_if_there(wanted.file);
    SysctlFile file(content.value_or(""));
    const std::optional<std::string> present = file.value(wanted.name);
    if (wanted.state == SysctlState::present) {
        if (present == value) return;
        file.set(wanted.name, value);
    } else {
        if (!present) return;
        file.remove(wanted.name);
    }
    Difference difference{wanted.file, present ? Value(Map{{wanted.name, *present}}) : Value(),
                          wanted.state == SysctlState::present ? Value(Map{{wanted.name, value}}) : Value()};
    if (options.diff) {
        difference.before = content ? Value(*content) : Value();
        difference.after = file.text();
    }
    const std::string path = host.real_path(wanted.file);
    plan.change(std::move(difference), [path, text = file.text()](HostControl& control) {
        control.write(path, text, {});
        return Outcome{};
    });
}

void plan_kernel(Plan& plan, const SysctlArguments& wanted, const std::string& value, const HostView& host,
                 const CallOptions& options) {
    const std::string path = proc_path(wanted.name);
    if (!host.exists(path)) {
        if (wanted.ignore_errors) return;
        const std::string missing = fmt::format(
            "the kernel has no setting {} ({} does not exist): is its module loaded?", wanted.name, path);
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return;
    }
    const std::string present = single_spaced(host.read(path));
    if (present == value) return;
    plan.change({"kernel setting " + wanted.name, present, value},
                [path, value, ignore = wanted.ignore_errors](HostControl& control) {
                    try {
                        control.write_in_place(path, value + "\n");
                    } catch (const Failure&) {
                        if (!ignore) throw;
                    }
                    return Outcome{};
                });
}

void plan_reload(Plan& plan, const SysctlArguments& wanted) {
    Command reload;
    reload.program = "sysctl";
    reload.arguments = {"-p", wanted.file};
    if (wanted.ignore_errors) reload.arguments.insert(reload.arguments.begin(), "-e");
    plan.change({"settings of " + wanted.file, Value(), "loaded"},
                [reload, ignore = wanted.ignore_errors](HostControl& control) {
                    const ProcessResult result = control.run(reload);
                    if (!result.ok() && !ignore)
                        throw Failure("Failed to reload sysctl: " + result.output + result.error,
                                      Map{{"rc", result.status}});
                    return Outcome{};
                });
}

}  // namespace

ArgumentList<SysctlArguments> Sysctl::table() const {
    ArgumentList<SysctlArguments> list;
    list.add("name", &SysctlArguments::name, "the setting, as in net.ipv4.ip_forward",
             {.need = Need::required, .aliases = {"key"}})
        .add("value", &SysctlArguments::value, "what it shall be", {.aliases = {"val"}})
        .add("state", &SysctlArguments::state, "whether it stands in the file")
        .add("sysctl_file", &SysctlArguments::file, "the file", {.path = true})
        .add("sysctl_set", &SysctlArguments::set_now, "set it in the running kernel too")
        .add("reload", &SysctlArguments::reload, "load the file when it was changed")
        .add("ignoreerrors", &SysctlArguments::ignore_errors,
             "settings that the kernel lacks or refuses are no failure");
    return list;
}

Plan Sysctl::check(const SysctlArguments& wanted, const HostView& host, const CallOptions& options) const {
    if (wanted.state == SysctlState::present && !wanted.value)
        throw Failure("sysctl: missing argument \"value\" (state is present)");
    if (wanted.name.find_first_of(" \t\n=") != std::string::npos || wanted.name.empty())
        throw Failure(fmt::format("sysctl: \"{}\" is no name of a setting", wanted.name));
    Plan plan;
    const std::string value = wanted.value ? kernel_value(*wanted.value) : std::string();
    if (wanted.set_now && wanted.state == SysctlState::present)
        plan_kernel(plan, wanted, value, host, options);
    plan_file(plan, wanted, value, host, options);
    if (wanted.reload && !plan.changes.empty()) plan_reload(plan, wanted);
    return plan;
}

}  // namespace modules

#include "modules/systemd/UnitLook.hpp"

#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// What the unit said before it failed: where the reason stands that systemctl does not know.
std::string journal_of(HostControl& host, const std::string& unit) {
    if (!host.find_program("journalctl")) return {};
    const ProcessResult said =
        host.run({.program = "journalctl", .arguments = {"-u", unit, "-n", "8", "--no-pager", "-o", "cat"}});
    std::string lines = said.output;
    while (lines.ends_with('\n'))
        lines.pop_back();
    return said.ok() && !lines.empty() ? "\nIts journal ends with:\n" + lines : std::string();
}

void run_systemctl(HostControl& host, const Command& command, const std::string& message,
                   const std::string& journal) {
    const ProcessResult result = host.run(command);
    if (result.ok()) return;
    std::string error = result.error.empty() ? result.output : result.error;
    while (error.ends_with('\n'))
        error.pop_back();
    throw Failure(message + error + (journal.empty() ? std::string() : journal_of(host, journal)),
                  Map{{"rc", result.status}, {"stdout", result.output}, {"stderr", result.error}});
}

std::string_view word_for(Boot boot) {
    return boot == Boot::enabled ? "enabled" : boot == Boot::disabled ? "disabled" : "fixed";
}

}  // namespace

UnitLook::UnitLook(SystemdArguments wanted, std::chrono::seconds pause, const HostView& host,
                   const CallOptions& options)
    : wanted_(std::move(wanted)), pause_(pause), host_(host), options_(options) {}

Plan UnitLook::plan() const {
    if (!wanted_.name && (wanted_.state || wanted_.enabled || wanted_.masked))
        throw Failure("missing argument \"name\": state, enabled and masked belong to a unit");
    if (!wanted_.state && !wanted_.enabled && !wanted_.masked && !wanted_.daemon_reload &&
        !wanted_.daemon_reexec)
        throw Failure("one of state, enabled, masked, daemon_reload and daemon_reexec is required");
    if (wanted_.name && wanted_.name->find_first_of("*?[") != std::string::npos)
        throw Failure(fmt::format("a unit's name is wanted, not a pattern: \"{}\"", *wanted_.name));
    if (wanted_.daemon_reexec || (wanted_.daemon_reload && needs_reload())) return reload_first();
    return unit_plan();
}

bool UnitLook::needs_reload() const {
    if (wanted_.scope == UnitScope::system) return files_newer_than_loaded(host_);
    if (wanted_.scope == UnitScope::global) return false;
    if (!wanted_.name) return true;
    const Unit unit(*wanted_.name, wanted_.scope, host_);
    return !unit.found() || unit.property("NeedDaemonReload") == "yes";
}

Plan UnitLook::reload_first() const {
    Plan plan;
    if (options_.check_mode) plan = unit_plan();
    const std::string command = wanted_.daemon_reexec ? "daemon-reexec" : "daemon-reload";
    SystemdArguments rest = wanted_;
    rest.daemon_reload = false;
    rest.daemon_reexec = false;
    Change reload{{"systemd", Map{{"units", "older than their files"}}, Map{{"units", "as in their files"}}},
                  [command, rest, pause = pause_, options = options_](HostControl& host) {
                      run_systemctl(host, systemctl(rest.scope, host, {command}),
                                    fmt::format("failure during {}: ", command), "");
                      Outcome outcome;
                      outcome.further.push_back(UnitLook(rest, pause, host, options).unit_plan());
                      return outcome;
                  }};
    plan.changes.insert(plan.changes.begin(), std::move(reload));
    plan.data.set("name", wanted_.name ? Value(*wanted_.name) : Value());
    return plan;
}

Plan UnitLook::missing(const std::string& message) const {
    if (!options_.check_mode) throw Failure(message);
    Plan plan;
    plan.unknown = message;
    plan.data.set("name", *wanted_.name);
    return plan;
}

std::optional<Plan> UnitLook::obstacle(const Unit& unit) const {
    const bool only_masks = !wanted_.enabled && !wanted_.state;
    if (!unit.found() && !only_masks)
        return missing(fmt::format("Could not find the requested service {}: host", *wanted_.name));
    const bool wants_it = wanted_.enabled == true || (wanted_.state && *wanted_.state != UnitState::stopped);
    if (unit.masked() && wants_it && !wanted_.masked)
        return missing(fmt::format(
            "{} is masked, so it can be neither enabled nor started; unmask it with \"masked: no\"",
            *wanted_.name));
    if (unit.is_template() && wanted_.state)
        throw Failure(
            fmt::format("{} is a template and cannot run; name an instance of it (between @ and the dot)",
                        *wanted_.name));
    return std::nullopt;
}

Plan UnitLook::unit_plan() const {
    Plan plan;
    plan.data.set("name", wanted_.name ? Value(*wanted_.name) : Value());
    plan.data.set("status", Map{});
    if (!wanted_.name) return plan;
    const Unit unit(*wanted_.name, wanted_.scope, host_);
    if (std::optional<Plan> stopped = obstacle(unit)) return *std::move(stopped);
    plan.data.set("status", unit.properties());
    const bool masks = wanted_.masked == true && !unit.masked();
    const bool unmasks = wanted_.masked == false && unit.masked();
    if (unmasks) add_mask_change(plan, unit);
    if (unmasks && !options_.check_mode) return plan;
    if (wanted_.enabled && !unmasks) add_boot_change(plan, unit);
    if (wanted_.state) add_state_change(plan, unit);
    // Last, for a masked unit can no longer be disabled.
    if (masks) add_mask_change(plan, unit);
    return plan;
}

std::vector<std::string> UnitLook::with_flags(std::vector<std::string> arguments) const {
    if (wanted_.force) arguments.insert(arguments.begin(), "--force");
    if (wanted_.no_block) arguments.insert(arguments.begin(), "--no-block");
    return arguments;
}

void UnitLook::add_mask_change(Plan& plan, const Unit& unit) const {
    const std::string verb = unit.masked() ? "unmask" : "mask";
    SystemdArguments rest = wanted_;
    rest.masked.reset();
    const bool looks_again = unit.masked() && (rest.enabled || rest.state);
    plan.change(
        {*wanted_.name, Map{{"masked", unit.masked()}}, Map{{"masked", !unit.masked()}}},
        [verb, rest, looks_again, pause = pause_, options = options_,
         command = systemctl(wanted_.scope, host_, with_flags({verb, *wanted_.name}))](HostControl& host) {
            run_systemctl(host, command, fmt::format("Unable to {} service {}: ", verb, *rest.name), "");
            Outcome outcome;
            // What a masked unit would be is only to be seen now.
            if (looks_again) outcome.further.push_back(UnitLook(rest, pause, host, options).unit_plan());
            return outcome;
        });
}

void UnitLook::add_boot_change(Plan& plan, const Unit& unit) const {
    const bool present = unit.boot() != Boot::disabled;
    plan.data.set("enabled", unit.boot() == Boot::fixed ? true : *wanted_.enabled);
    if (present == *wanted_.enabled) return;
    if (unit.boot() == Boot::fixed) {
        plan.warnings.push_back(fmt::format("{} is {}: it can be neither enabled nor disabled, only masked",
                                            *wanted_.name, unit.property("UnitFileState")));
        return;
    }
    const std::string verb = *wanted_.enabled ? "enable" : "disable";
    plan.change(
        {*wanted_.name, Map{{"enabled", std::string(word_for(unit.boot()))}},
         Map{{"enabled", *wanted_.enabled ? "enabled" : "disabled"}}},
        [verb, name = *wanted_.name,
         command = systemctl(wanted_.scope, host_, with_flags({verb, unit.id()}))](HostControl& host) {
            run_systemctl(host, command, fmt::format("Unable to {} service {}: ", verb, name), "");
            return Outcome{};
        });
}

void UnitLook::add_state_change(Plan& plan, const Unit& unit) const {
    const UnitState wanted = *wanted_.state;
    plan.data.set("state", wanted == UnitState::stopped ? "stopped" : "started");
    if (unit.state_unknown()) {
        plan.warnings.push_back(
            fmt::format("systemd is not running here, so {} is left as it is", *wanted_.name));
        return;
    }
    std::string verb;
    if (wanted == UnitState::stopped) {
        if (!unit.running() && !unit.stopping()) return;
        verb = "stop";
    } else if (!unit.running()) {
        verb = "start";
    } else if (wanted != UnitState::started) {
        verb = wanted == UnitState::restarted ? "restart" : "reload";
    } else {
        return;
    }
    const std::string after = wanted == UnitState::stopped ? "inactive"
                              : verb == "start"            ? "active"
                                                           : std::string(verb) + "ed";
    const auto command = [&](const std::string& action) {
        return systemctl(wanted_.scope, host_, with_flags({action, unit.id()}));
    };
    const bool in_two_steps = verb == "restart" && pause_.count() > 0;
    plan.change({*wanted_.name, Map{{"state", unit.property("ActiveState")}}, Map{{"state", after}}},
                [verb, in_two_steps, pause = pause_, name = *wanted_.name, id = unit.id(),
                 whole = command(verb), stop = command("stop"), start = command("start")](HostControl& host) {
                    const std::string message = fmt::format("Unable to {} service {}: ", verb, name);
                    if (in_two_steps) {
                        run_systemctl(host, stop, message, id);
                        host.pause(pause);
                    }
                    run_systemctl(host, in_two_steps ? start : whole, message, id);
                    return Outcome{};
                });
}

}  // namespace modules

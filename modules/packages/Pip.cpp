#include "modules/packages/Pip.hpp"

#include "modules/packages/PipCall.hpp"
#include "modules/packages/PythonVersion.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

using Versions = PipCall::Versions;

void require_sense_of_pip(const PipArguments& wanted) {
    if (wanted.name.empty() && !wanted.requirements)
        throw Failure("one of the following is required: name, requirements");
    if (!wanted.name.empty() && wanted.requirements)
        throw Failure("parameters are mutually exclusive: name|requirements");
    if (wanted.executable && wanted.virtualenv)
        throw Failure("parameters are mutually exclusive: executable|virtualenv");
    if (wanted.state == PipState::latest && wanted.version)
        throw Failure("version is incompatible with state=latest");
    if (wanted.umask && wanted.umask->find_first_not_of("01234567") != std::string::npos)
        throw Failure("umask must be an octal integer");
}

Value version_of(const Versions& versions, const std::string& name) {
    const auto found = versions.find(name);
    return found != versions.end() ? Map{{"version", found->second}} : Map{{"state", "absent"}};
}

std::vector<Difference> differences_between(const Versions& before, const Versions& after) {
    Versions all = before;
    all.insert(after.begin(), after.end());
    std::vector<Difference> differences;
    for (const auto& [name, version] : all)
        if (version_of(before, name) != version_of(after, name))
            differences.push_back({name, version_of(before, name), version_of(after, name)});
    return differences;
}

bool is_there(const Versions& installed, const PythonRequirement& requirement) {
    const auto found = installed.find(requirement.name);
    if (found == installed.end()) return false;
    const std::optional<bool> fits = keeps_to(found->second, requirement.comparisons);
    if (!fits) throw Failure(fmt::format("Invalid requirement: {}", requirement.written));
    return *fits;
}

/// What only pip can tell: the newest version, what a file or an address holds.
bool needs_pip(const PipCall& pip) {
    const PipArguments& wanted = pip.wanted();
    if (wanted.state == PipState::latest || wanted.requirements || wanted.editable) return true;
    const std::vector<PythonRequirement>& all = pip.requirements();
    return std::any_of(all.begin(), all.end(),
                       [](const PythonRequirement& requirement) { return !requirement.is_named(); });
}

/// pip does its work, and what became of it are the differences.
void run_and_compare(Plan& plan, const PipCall& pip, const Versions& before) {
    plan.upkeep([pip, before](HostControl& control) {
        Outcome outcome = pip.run(control);
        Plan found;
        for (Difference& difference : differences_between(before, pip.installed(control)))
            found.change(std::move(difference), {});
        outcome.further.push_back(std::move(found));
        return outcome;
    });
}

void look_by_pip(Plan& plan, const PipCall& pip, const HostView& host, const Versions& before,
                 const CallOptions& options) {
    if (!options.check_mode) {
        run_and_compare(plan, pip, before);
        return;
    }
    const std::optional<Versions> resolved = pip.resolved(host);
    if (!resolved || pip.wanted().state == PipState::absent) {
        plan.unknown =
            "pip tells what it would change only from version 22.2 on, and not of all that it can be given";
        return;
    }
    Versions after = before;
    for (const auto& [name, version] : *resolved)
        after[name] = version;
    for (Difference& difference : differences_between(before, after))
        plan.change(std::move(difference), {});
}

void look_by_name(Plan& plan, const PipCall& pip, const Versions& installed) {
    const PipState state = pip.wanted().state;
    bool is_first = true;
    for (const PythonRequirement& requirement : pip.requirements()) {
        const bool present = is_there(installed, requirement);
        if (state == PipState::present && present) continue;
        if (state == PipState::absent && !installed.contains(requirement.name)) continue;
        Value after = Map{{"state", "absent"}};
        if (state != PipState::absent)
            after = Map{{"version", requirement.comparisons.empty() ? "any" : requirement.comparisons}};
        if (state == PipState::forcereinstall) after = Map{{"state", "installed anew"}};
        std::function<Outcome(HostControl&)> action;
        if (is_first) action = [pip](HostControl& control) { return pip.run(control); };
        is_first = false;
        plan.change({requirement.name, version_of(installed, requirement.name), after}, std::move(action));
    }
}

void look_without_environment(Plan& plan, const PipCall& pip) {
    plan.change({*pip.environment(), Map{{"state", "absent"}}, Map{{"state", "virtual environment"}}},
                [pip](HostControl& control) {
                    pip.make_environment(control);
                    Outcome outcome;
                    Plan rest;
                    if (!pip.program(control)) throw Failure(pip.missing_program());
                    run_and_compare(rest, pip, pip.installed(control));
                    if (pip.wanted().state != PipState::absent) outcome.further.push_back(std::move(rest));
                    return outcome;
                });
}

}  // namespace

ArgumentList<PipArguments> Pip::table() const {
    using A = PipArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "packages: flask, flask>=2,<3, flask[async], an address, a path")
        .add("version", &A::version, "the version of the one package")
        .add("requirements", &A::requirements, "a file of requirements on the host")
        .add("state", &A::state, "installed, not installed, in the newest version, or installed anew")
        .add("virtualenv", &A::virtualenv, "the virtual environment; made where there is none",
             {.path = true})
        .add("virtualenv_command", &A::virtualenv_command, "what makes it: virtualenv, or python3 -m venv")
        .add("virtualenv_python", &A::virtualenv_python, "the Python that it gets")
        .add("virtualenv_site_packages", &A::virtualenv_site_packages, "it sees the host's packages too")
        .add("extra_args", &A::extra_args, "further words for pip")
        .add("editable", &A::editable, "install what a path holds so that it can be edited")
        .add("chdir", &A::chdir, "the directory to work in", {.path = true})
        .add("executable", &A::executable, "which pip: pip3.11, or a path", {.path = true})
        .add("umask", &A::umask, "the umask of what is installed")
        .add("break_system_packages", &A::break_system_packages,
             "install beside the packages of the distribution all the same");
    return list;
}

Plan Pip::check(const PipArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense_of_pip(wanted);
    const PipCall pip(wanted);
    Plan plan;
    List names;
    for (const PythonRequirement& requirement : pip.requirements())
        names.emplace_back(requirement.written);
    const auto or_null = [](const std::optional<std::string>& text) { return text ? Value(*text) : Value(); };
    plan.data = {{"name", names.empty() ? Value() : Value(names)},
                 {"version", or_null(wanted.version)},
                 {"state", Field<PipState>::to(wanted.state)},
                 {"requirements", or_null(wanted.requirements)},
                 {"virtualenv", or_null(pip.environment())}};
    if (pip.lacks_environment(host)) {
        look_without_environment(plan, pip);
        return plan;
    }
    if (!pip.program(host)) {
        if (!options.check_mode) throw Failure(pip.missing_program());
        plan.unknown = pip.missing_program();
        return plan;
    }
    const Versions installed = pip.installed(host);
    if (needs_pip(pip)) {
        look_by_pip(plan, pip, host, installed, options);
    } else {
        look_by_name(plan, pip, installed);
    }
    return plan;
}

}  // namespace modules

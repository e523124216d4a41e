#include "modules/packages/PipCall.hpp"

#include "modules/files/Paths.hpp"
#include "modules/value/Json.hpp"
#include "modules/value/ShellWords.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

[[noreturn]] void fail_of_pip(const Command& command, const ProcessResult& result) {
    std::string text;
    if (!result.output.empty()) text += "stdout: " + result.output;
    if (!result.error.empty()) text += "\n:stderr: " + result.error;
    List call{command.program};
    for (const std::string& argument : command.arguments)
        call.emplace_back(argument);
    throw Failure(text, Map{{"cmd", call}, {"rc", result.status}});
}

/// "name version" and "version" as one: name==1.0, or "name >=1.0".
std::string with_version(const std::string& name, const std::string& version) {
    const std::string plain(trimmed(version));
    return name + (!plain.empty() && is_digit(plain.front()) ? "==" : "") + plain;
}

std::vector<std::string> words_of_arguments(const std::string& text) {
    try {
        return shell_words(text);
    } catch (const std::runtime_error& error) {
        throw Failure(fmt::format("extra_args: {}", error.what()));
    }
}

}  // namespace

PipCall::PipCall(const PipArguments& wanted)
    : wanted_(wanted), requirements_(python_requirements(wanted.name)), environment_(wanted.virtualenv) {
    if (environment_ && wanted.chdir && !environment_->starts_with('/'))
        environment_ = joined(*wanted.chdir, *environment_);
    if (!wanted.version) return;
    if (requirements_.size() > 1)
        throw Failure(
            "'version' argument is ambiguous when installing multiple package distributions. Please specify "
            "version restrictions next to each package in 'name' argument.");
    if (!requirements_.empty() && !requirements_[0].comparisons.empty())
        throw Failure(
            "The 'version' argument conflicts with any version specifier provided along with a package name. "
            "Please keep the version specifier, but remove the 'version' argument.");
    if (!requirements_.empty())
        requirements_[0] = python_requirement(with_version(requirements_[0].written, *wanted.version));
}

bool PipCall::lacks_environment(const HostView& host) const {
    return environment_ && !host.exists(joined(*environment_, "bin/activate"));
}

void PipCall::make_environment(HostControl& host) const {
    const bool is_venv = wanted_.virtualenv_command.find("-m venv") != std::string::npos ||
                         wanted_.virtualenv_command.find("pyvenv") != std::string::npos;
    if (is_venv && wanted_.virtualenv_python)
        throw Failure("virtualenv_python should not be used when using the venv module or pyvenv as "
                      "virtualenv_command");
    std::vector<std::string> words = words_of_arguments(wanted_.virtualenv_command);
    if (wanted_.virtualenv_site_packages) words.emplace_back("--system-site-packages");
    if (wanted_.virtualenv_python) words.push_back("-p" + *wanted_.virtualenv_python);
    words.push_back(*environment_);
    Command make{.program = words.front(), .arguments = {words.begin() + 1, words.end()}};
    make.directory = wanted_.chdir.value_or("/tmp");
    const ProcessResult result = host.run(make);
    if (!result.ok()) fail_of_pip(make, result);
}

std::optional<std::string> PipCall::program(const HostView& host) const {
    if (environment_) {
        for (const char* const name : {"bin/pip3", "bin/pip"})
            if (const std::string path = joined(*environment_, name); host.exists(path)) return path;
        return std::nullopt;
    }
    if (wanted_.executable) return host.find_program(*wanted_.executable);
    if (std::optional<std::string> path = host.find_program("pip3")) return path;
    return host.find_program("pip");
}

std::string PipCall::missing_program() const {
    if (environment_)
        return fmt::format(
            "Unable to find pip in the virtualenv, {}, under any of these names: pip3, pip. Make sure "
            "pip is present in the virtualenv.",
            *environment_);
    return fmt::format("Unable to find any of {} to use.  pip needs to be installed.",
                       wanted_.executable.value_or("pip3, pip"));
}

Command PipCall::command(const HostView& host, std::vector<std::string> arguments) const {
    Command command{.program = program(host).value_or("pip3"), .arguments = std::move(arguments)};
    command.environment = {
        {"LC_ALL", "C.UTF-8"}, {"PIP_DISABLE_PIP_VERSION_CHECK", "1"}, {"PIP_NO_INPUT", "1"}};
    if (wanted_.break_system_packages) command.environment["PIP_BREAK_SYSTEM_PACKAGES"] = "1";
    if (environment_)
        command.environment["PATH"] =
            fmt::format("{}:{}", joined(*environment_, "bin"),
                        host.environment("PATH").value_or("/usr/sbin:/usr/bin:/sbin:/bin"));
    command.directory = wanted_.chdir.value_or("/tmp");
    return command;
}

PipCall::Versions PipCall::installed(const HostView& host) const {
    const Command list = command(host, {"list", "--format=freeze"});
    const ProcessResult result = host.query(list);
    if (!result.ok()) fail_of_pip(list, result);
    Versions versions;
    for (const std::string& line : lines_of(result.output))
        if (const std::size_t place = line.find("=="); place != std::string::npos)
            versions[python_name(line.substr(0, place))] = trimmed(line.substr(place + 2));
    return versions;
}

std::vector<std::string> PipCall::what() const {
    std::vector<std::string> words = words_of_arguments(wanted_.extra_args.value_or(""));
    if (wanted_.state == PipState::latest || wanted_.state == PipState::forcereinstall)
        words.emplace_back("--upgrade");
    if (wanted_.state == PipState::forcereinstall) words.emplace_back("--force-reinstall");
    if (wanted_.requirements) words.insert(words.end(), {"-r", *wanted_.requirements});
    for (const PythonRequirement& requirement : requirements_) {
        if (wanted_.editable && wanted_.state != PipState::absent) words.emplace_back("-e");
        words.push_back(requirement.written);
    }
    return words;
}

std::optional<PipCall::Versions> PipCall::resolved(const HostView& host) const {
    std::vector<std::string> words{"install", "--dry-run", "--quiet", "--report", "-"};
    const std::vector<std::string> more = what();
    words.insert(words.end(), more.begin(), more.end());
    const ProcessResult result = host.query(command(host, words));
    if (!result.ok()) return std::nullopt;
    Versions versions;
    try {
        const Value report = from_json(result.output);
        const Value installs = report.get("install").value_or(List{});
        for (const Value& item : installs.as_list()) {
            const Value metadata = item.get("metadata").value_or(Value());
            versions[python_name(metadata.text_of("name"))] = metadata.text_of("version");
        }
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
    return versions;
}

Outcome PipCall::run(HostControl& host) const {
    const bool removes = wanted_.state == PipState::absent;
    std::vector<std::string> words =
        removes ? std::vector<std::string>{"uninstall", "-y"} : std::vector<std::string>{"install"};
    const std::vector<std::string> more = what();
    words.insert(words.end(), more.begin(), more.end());
    Command call = command(host, words);
    List shown{call.program};
    for (const std::string& word : words)
        shown.emplace_back(word);
    if (wanted_.umask) {
        call.arguments.insert(
            call.arguments.begin(),
            {"-c", fmt::format("umask {} && exec \"$0\" \"$@\"", *wanted_.umask), call.program});
        call.program = "sh";
    }
    const ProcessResult result = host.run(call);
    if (!result.ok()) fail_of_pip(call, result);
    return Outcome{Map{{"cmd", shown}, {"stdout", result.output}, {"stderr", result.error}}, {}, {}};
}

}  // namespace modules

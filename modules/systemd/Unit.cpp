#include "modules/systemd/Unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace modules {

namespace {

/// Is it "name@.service", which can be enabled but not run?
bool names_template(const std::string& name) {
    const std::size_t at = name.find('@');
    return at != std::string::npos && at + 1 < name.size() && name[at + 1] == '.';
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

Command systemctl(UnitScope scope, const HostView& host, std::vector<std::string> arguments) {
    Command command{.program = "systemctl", .arguments = std::move(arguments)};
    command.environment = {{"LC_ALL", "C"}, {"SYSTEMD_COLORS", "0"}};
    if (scope == UnitScope::global) command.arguments.insert(command.arguments.begin(), "--global");
    if (scope == UnitScope::user) {
        command.arguments.insert(command.arguments.begin(), "--user");
        if (!host.environment("XDG_RUNTIME_DIR"))
            command.environment["XDG_RUNTIME_DIR"] = fmt::format("/run/user/{}", host.effective_user());
    }
    return command;
}

Map properties_in(std::string_view output) {
    Map properties;
    std::string key;
    std::string value;
    bool continued = false;
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        const std::string_view line = output.substr(0, end);
        output.remove_prefix(std::min(end + 1, output.size()));
        if (continued) {
            value += '\n';
            value += line;
        } else {
            const std::size_t equals = line.find('=');
            if (equals == std::string_view::npos) continue;
            key = line.substr(0, equals);
            value = line.substr(equals + 1);
        }
        // Commands alone may stretch over several lines.
        continued = key.starts_with("Exec") && value.starts_with('{') && !line.ends_with('}');
        if (!continued) properties.set(key, value);
    }
    return properties;
}

Unit::Unit(const std::string& name, UnitScope scope, const HostView& host)
    : name_(name), id_(name), scope_(scope), is_template_(names_template(name)) {
    if (is_template_ || scope == UnitScope::global) {
        ask_for_file_state(host);
        return;
    }
    const ProcessResult shown = host.query(systemctl(scope, host, {"show", name}));
    if (shown.status == 127) throw Failure("systemctl is not installed: only systemd can be managed");
    if (!shown.ok() || shown.output.find('=') == std::string::npos) {
        ask_for_file_state(host);
        return;
    }
    properties_ = properties_in(shown.output);
    if (property("LoadState") == "loaded" && !property("Id").empty()) id_ = property("Id");
    if (found() && property("LoadState") != "loaded" && !masked() && !property("LoadError").empty())
        throw Failure(fmt::format("Error loading unit file '{}': {}", name, property("LoadError")));
    boot_ = boot_by_file(property("UnitFileState"), host);
}

void Unit::ask_for_file_state(const HostView& host) {
    const ProcessResult asked = host.query(systemctl(scope_, host, {"is-enabled", name_}));
    const std::string state = first_line(asked.output);
    properties_ = Map{{"Id", name_},
                      {"LoadState", state.empty() || state == "not-found" ? "not-found" : "loaded"},
                      {"UnitFileState", state}};
    boot_ = boot_by_file(state, host);
}

Boot Unit::boot_by_file(const std::string& state, const HostView& host) const {
    if (state == "enabled" || state == "enabled-runtime") return Boot::enabled;
    if (state == "static" || state == "transient") return Boot::fixed;
    if (state == "generated") {
        if (!property("SourcePath").starts_with("/etc/init.d/")) return Boot::fixed;
        return has_start_link(host) ? Boot::enabled : Boot::disabled;
    }
    if (state == "indirect" || state == "alias") {
        // What it stands for may be enabled: then its links follow the word.
        const ProcessResult asked = host.query(systemctl(scope_, host, {"is-enabled", "-l", id_}));
        return asked.ok() && asked.output.find('\n') + 1 < asked.output.size() ? Boot::enabled
                                                                               : Boot::disabled;
    }
    return Boot::disabled;
}

bool Unit::has_start_link(const HostView& host) const {
    const std::string path = property("SourcePath");
    const std::string script = path.substr(path.rfind('/') + 1);
    for (const char level : std::string_view("2345")) {
        const std::string directory = fmt::format("/etc/rc{}.d", level);
        if (!host.is_directory(directory)) continue;
        for (const std::string& name : host.list(directory))
            if (name.size() > 3 && name.front() == 'S' && name.substr(3) == script) return true;
    }
    return false;
}

std::string Unit::property(std::string_view name) const {
    const Value* found = properties_.find(name);
    return found != nullptr ? found->as_text() : std::string();
}

bool Unit::found() const {
    const std::string state = property("LoadState");
    return !state.empty() && state != "not-found";
}

bool Unit::masked() const {
    return property("LoadState") == "masked" || property("UnitFileState").starts_with("masked");
}

bool Unit::running() const {
    const std::string state = property("ActiveState");
    return state == "active" || state == "activating" || state == "reloading" || state == "refreshing";
}

bool files_newer_than_loaded(const HostView& host) {
    static constexpr std::array directories{"/etc/systemd/system",           "/run/systemd/system",
                                            "/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
                                            "/lib/systemd/system",           "/etc/init.d"};
    static constexpr std::array generator_sources{"/etc/fstab", "/etc/crypttab", "/etc/systemd/system.conf"};
    // systemd touches it whenever it loads its units.
    const std::optional<FileStatus> loaded = host.status("/run/systemd/systemd-units-load", Follow::links);
    if (!loaded) return true;
    const auto newer = [&](const std::string& path) {
        const std::optional<FileStatus> status = host.status(path, Follow::nothing);
        // A package brings files with old times: what counts is when they came to be here.
        return status && std::max(status->changed, status->modified) > loaded->modified;
    };
    if (std::any_of(generator_sources.begin(), generator_sources.end(), newer)) return true;
    for (const std::string directory : directories) {
        const std::optional<FileStatus> itself = host.status(directory, Follow::nothing);
        // /lib is a link to /usr/lib on today's systems: once is enough.
        if (!itself || itself->type != FileType::directory || host.real_path(directory) != directory)
            continue;
        if (newer(directory)) return true;
        for (const std::string& name : host.list(directory)) {
            const std::string path = directory + "/" + name;
            if (newer(path)) return true;
            if (!name.ends_with(".d") || !host.is_directory(path)) continue;
            for (const std::string& below : host.list(path))
                if (newer(path + "/" + below)) return true;
        }
    }
    return false;
}

}  // namespace modules

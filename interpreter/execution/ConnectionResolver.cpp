#include "interpreter/execution/ConnectionResolver.hpp"

#include "interpreter/expression/Expression.hpp"
#include "modules/module/Argument.hpp"

#include <cstdlib>
#include <initializer_list>

namespace interpreter {

namespace {

// The first of these variables that is set, rendered.
std::optional<Value> variable(std::initializer_list<std::string_view> names, const Evaluation& evaluation) {
    for (const std::string_view name : names)
        if (const std::optional<VariableScope::Found> found = evaluation.scope.find(name))
            return rendered(found->value, evaluation);
    return std::nullopt;
}

std::string text(std::initializer_list<std::string_view> names, const Evaluation& evaluation, std::string fallback) {
    const std::optional<Value> value = variable(names, evaluation);
    return value && !value->is_null() ? to_python_text(*value) : std::move(fallback);
}

std::string expanded(std::string path) {
    if (!path.starts_with("~/")) return path;
    const char* home = std::getenv("HOME");
    return (home != nullptr ? home : "") + path.substr(1);
}

// Words as a POSIX shell splits them; enough for ssh options: quotes and backslashes.
void add_words(std::vector<std::string>& words, const std::string& line) {
    std::string word;
    bool inside = false;
    char quote = 0;
    for (std::size_t index = 0; index < line.size(); ++index) {
        const char next = line[index];
        if (quote != 0) {
            if (next == quote) {
                quote = 0;
            } else if (next == '\\' && quote == '"' && index + 1 < line.size()) {
                word += line[++index];
            } else {
                word += next;
            }
        } else if (next == '\'' || next == '"') {
            quote = next;
            inside = true;
        } else if (next == '\\' && index + 1 < line.size()) {
            word += line[++index];
            inside = true;
        } else if (next == ' ' || next == '\t' || next == '\n') {
            if (inside) words.push_back(std::exchange(word, {}));
            inside = false;
        } else {
            word += next;
            inside = true;
        }
    }
    if (inside) words.push_back(word);
}

}  // namespace

ConnectionSettings connection_settings(const Host& host, const TaskKeywords& keywords, const Evaluation& evaluation,
                                       const RunOptions& options) {
    ConnectionSettings settings;
    settings.host_name = host.name;
    const std::string fallback =
        keywords.text("connection").value_or(options.connection.empty() ? "ssh" : options.connection);
    const std::string kind = text({"ansible_connection"}, evaluation, host.implicit ? "local" : fallback);
    if (kind != "local" && kind != "ssh" && kind != "smart" && kind != "paramiko" &&
        kind != "ansible.builtin.local" && kind != "ansible.builtin.ssh")
        throw DiagnosticError("connection '" + kind + "' of host " + host.name + " is not supported", {},
                              "use ssh or local");
    settings.kind = kind.ends_with("local") ? ConnectionKind::local : ConnectionKind::ssh;
    settings.address = text({"ansible_host", "ansible_ssh_host"}, evaluation, host.name);
    if (settings.kind == ConnectionKind::local) return settings;

    if (const std::optional<Value> port = variable({"ansible_port", "ansible_ssh_port"}, evaluation)) {
        modules::Argument argument;
        argument.name = "ansible_port";
        argument.type = modules::ArgumentType::integer;
        if (const std::optional<std::string> wrong = modules::mismatch(argument, *port))
            throw DiagnosticError(*wrong, port->position());
        settings.port = static_cast<std::uint16_t>(modules::converted(argument, *port).as_integer());
    } else if (const std::optional<std::int64_t> keyword = keywords.number("port")) {
        settings.port = static_cast<std::uint16_t>(*keyword);
    } else {
        settings.port = options.remote_port;
    }
    settings.user = text({"ansible_user", "ansible_ssh_user"}, evaluation,
                         keywords.text("remote_user").value_or(options.remote_user));
    settings.password = variable({"ansible_password", "ansible_ssh_pass", "ansible_ssh_password"}, evaluation)
                            .value_or(options.connection_password);
    settings.private_key_file = expanded(
        text({"ansible_ssh_private_key_file", "ansible_private_key_file"}, evaluation, options.private_key_file));
    settings.private_key_passphrase = variable({"ansible_private_key_passphrase"}, evaluation).value_or(Value());
    add_words(settings.ssh_arguments, text({"ansible_ssh_args"}, evaluation, options.ssh_arguments));
    add_words(settings.ssh_arguments, text({"ansible_ssh_common_args"}, evaluation, options.ssh_common_arguments));
    add_words(settings.ssh_arguments, text({"ansible_ssh_extra_args"}, evaluation, options.ssh_extra_arguments));
    const std::optional<Value> checking =
        variable({"ansible_ssh_host_key_checking", "ansible_host_key_checking"}, evaluation);
    const bool check = checking ? as_flag(*checking, "ansible_host_key_checking", checking->position())
                                : options.check_host_keys;
    settings.host_key_checking = check ? HostKeyChecking::refuse_unknown : HostKeyChecking::accept_any;
    settings.connect_limit = options.connect_limit;
    return settings;
}

Identity task_identity(const TaskKeywords& keywords, const Evaluation& evaluation, const RunOptions& options) {
    Identity identity;
    const std::optional<Value> become = variable({"ansible_become"}, evaluation);
    identity.become = become ? as_flag(*become, "ansible_become", become->position())
                             : keywords.flag("become").value_or(options.become);
    if (!identity.become) return {};
    const auto keyword = [&](std::string_view name, const std::string& from_options, const char* fallback) {
        return keywords.text(name).value_or(from_options.empty() ? fallback : from_options);
    };
    identity.user = text({"ansible_become_user"}, evaluation, keyword("become_user", options.become_user, "root"));
    identity.method =
        text({"ansible_become_method"}, evaluation, keyword("become_method", options.become_method, "sudo"));
    if (identity.method.starts_with("ansible.builtin."))
        identity.method = identity.method.substr(std::string_view("ansible.builtin.").size());
    if (identity.method != "sudo" && identity.method != "su")
        throw DiagnosticError("become method '" + identity.method + "' is not supported", {}, "use sudo or su");
    identity.executable = text({"ansible_become_exe"}, evaluation, keyword("become_exe", options.become_executable, ""));
    identity.password =
        variable({"ansible_become_password", "ansible_become_pass", "ansible_sudo_pass"}, evaluation)
            .value_or(options.become_password);
    add_words(identity.flags, text({"ansible_become_flags"}, evaluation, keyword("become_flags", options.become_flags, "")));
    return identity;
}

}  // namespace interpreter

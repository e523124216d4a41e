#include "modules/rabbitmq/Rabbitmqctl.hpp"

#include "modules/value/Json.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

namespace modules::rabbitmq {

namespace {

constexpr const char* real_program = "/usr/lib/rabbitmq/bin/rabbitmqctl";
constexpr const char* home = "/var/lib/rabbitmq";

// EX_DATAERR of sysexits(3): what authenticate_user ends with where the password is wrong.
constexpr int bad_data = 65;

/// What rabbitmqctl said, without "Error:" and without its advice; of its diagnostics the findings.
std::string said_by(const ProcessResult& result) {
    std::vector<std::string> lines;
    std::istringstream text(result.error + '\n' + result.output);
    bool advice = false;
    for (std::string line; std::getline(text, line);) {
        std::string_view words = trimmed(line);
        if (words.starts_with("Error:")) words = trimmed(words.substr(6));
        if (words.starts_with("Most common reasons")) advice = true;
        if (words.starts_with("Arguments given:")) break;
        if (words == "DIAGNOSTICS") advice = false;
        if (words.starts_with("Current node details")) break;
        const bool frame =
            words == "DIAGNOSTICS" || words.starts_with("===") || words.starts_with("attempted to contact");
        if (words.empty() || advice || frame) continue;
        constexpr std::string_view pointer = " Please see diagnostics information and suggestions below.";
        if (words.ends_with(pointer)) words.remove_suffix(pointer.size());
        lines.emplace_back(words);
    }
    return fmt::format("{}", fmt::join(lines, " "));
}

[[noreturn]] void fail(const std::string& name, const ProcessResult& result) {
    const std::string said = said_by(result);
    if (result.error.find("unable to perform an operation on node") != std::string::npos ||
        result.error.find("requires the 'rabbit' app to be running") != std::string::npos)
        throw BrokerUnreachable("RabbitMQ does not run: " + said);
    throw Failure(fmt::format("rabbitmqctl {} failed (status {}): {}", name, result.status, said));
}

}  // namespace

Rabbitmqctl::Rabbitmqctl(const HostView& host, std::optional<std::string> node) : node_(std::move(node)) {
    if (host.exists(real_program)) {
        if (host.effective_user() == 0) words_ = {"runuser", "-u", "rabbitmq", "--"};
        words_.emplace_back(real_program);
        return;
    }
    if (!host.find_program("rabbitmqctl"))
        throw BrokerUnreachable("rabbitmqctl is not installed here; Debian's package is rabbitmq-server");
    words_ = {"rabbitmqctl"};
}

Command Rabbitmqctl::command(const BrokerCommand& wanted) const {
    Command command{.program = words_.front(), .input = wanted.input, .directory = "/"};
    std::vector<std::string>& arguments = command.arguments;
    arguments.assign(words_.begin() + 1, words_.end());
    arguments.push_back(wanted.name);
    arguments.insert(arguments.end(), wanted.options.begin(), wanted.options.end());
    arguments.emplace_back("-q");
    if (node_) arguments.insert(arguments.end(), {"-n", *node_});
    if (!wanted.names.empty()) {
        arguments.emplace_back("--");
        arguments.insert(arguments.end(), wanted.names.begin(), wanted.names.end());
    }
    // Where the cookie is that opens the broker.
    if (words_.back() == real_program) command.environment = {{"HOME", home}};
    return command;
}

Value Rabbitmqctl::look(const HostView& host, const BrokerCommand& wanted) const {
    const ProcessResult result = host.query(command(wanted));
    if (!result.ok()) fail(wanted.name, result);
    try {
        return from_json(result.output);
    } catch (const std::runtime_error& error) {
        throw Failure(fmt::format("rabbitmqctl {} did not answer with JSON: {}", wanted.name, error.what()));
    }
}

bool Rabbitmqctl::accepts(const HostView& host, const std::string& user, const std::string& password) const {
    const ProcessResult result =
        host.query(command({.name = "authenticate_user", .names = {user}, .input = password + '\n'}));
    if (result.ok()) return true;
    if (result.status != bad_data) fail("authenticate_user", result);
    return false;
}

void Rabbitmqctl::change(HostControl& control, const BrokerCommand& wanted) const {
    const ProcessResult result = control.run(command(wanted));
    if (!result.ok()) fail(wanted.name, result);
}

Plan plan_without_broker(const BrokerUnreachable& reason, const CallOptions& options) {
    if (!options.check_mode) throw reason;
    Plan plan;
    plan.unknown = reason.what();
    return plan;
}

}  // namespace modules::rabbitmq

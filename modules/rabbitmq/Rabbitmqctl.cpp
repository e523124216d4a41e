#include "modules/rabbitmq/Rabbitmqctl.hpp"

#include "modules/rabbitmq/ErlangNode.hpp"
#include "modules/system/BrokerQuestion.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <sstream>

namespace modules::rabbitmq {

namespace {

constexpr const char* real_program = "/usr/lib/rabbitmq/bin/rabbitmqctl";
constexpr const char* home = "/var/lib/rabbitmq";

// Where Erlang's own programs are, where they are not in PATH.
constexpr std::array erl_call_places{"/usr/lib/erlang/bin/erl_call", "/usr/lib64/erlang/bin/erl_call"};

// A broker that takes longer has other troubles; rabbitmqctl tells them.
constexpr std::chrono::seconds direct_limit{10};

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

std::optional<std::string> erl_call(const HostView& host) {
    if (std::optional<std::string> program = host.find_program("erl_call")) return program;
    for (const char* const place : erl_call_places)
        if (host.exists(place)) return place;
    return std::nullopt;
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
        environment_ = {{"HOME", home}};
        return;
    }
    if (!host.find_program("rabbitmqctl"))
        throw BrokerUnreachable("rabbitmqctl is not installed here; Debian's package is rabbitmq-server");
    words_ = {"rabbitmqctl"};
}

Command Rabbitmqctl::command(const BrokerCommand& wanted) const {
    Command command{
        .program = words_.front(), .input = wanted.input, .environment = environment_, .directory = "/"};
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
    return command;
}

Value Rabbitmqctl::look(const HostView& host) const {
    if (std::optional<Value> answer = asked_directly(host)) return *answer;
    const ProcessResult result = host.query(command({.name = "eval", .input = std::string(broker_question)}));
    if (!result.ok()) fail("eval", result);
    std::optional<Value> answer = broker_answer(result.output);
    if (!answer) throw Failure("rabbitmqctl eval gave no answer: " + said_by(result));
    return *answer;
}

std::optional<Value> Rabbitmqctl::asked_directly(const HostView& host) const {
    const std::optional<std::string> program = erl_call(host);
    std::optional<ErlangNode> node = erlang_node(host);
    if (!program || !node) return std::nullopt;
    if (node_) node->name = *node_;
    Command command{.program = *program,
                    .arguments = {"-R", "-e", node->has_domain ? "-name" : "-sname", node->name},
                    .input = std::string(broker_question),
                    .environment = environment_,
                    .limit = direct_limit};
    const ProcessResult result = host.query(command);
    // Why it did not come through rabbitmqctl says better.
    return result.ok() ? broker_answer(result.output) : std::nullopt;
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

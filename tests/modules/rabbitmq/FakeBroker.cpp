#include "tests/modules/rabbitmq/FakeBroker.hpp"

#include "modules/system/Digest.hpp"
#include "modules/value/Base64.hpp"
#include "modules/value/Json.hpp"

#include <algorithm>

namespace modules {

namespace {

std::string without_newline(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

ProcessResult failed(int status, std::string error) {
    ProcessResult result;
    result.status = status;
    result.error = std::move(error);
    return result;
}

// As RabbitMQ 3.10 says it of a node that is not there.
constexpr const char* not_running =
    R"(Error: unable to perform an operation on node 'rabbit@c1'. Please see diagnostics information and suggestions below.

Most common reasons for this are:

 * Target node is unreachable (e.g. due to hostname resolution, TCP connection or firewall issues)
 * Target node is not running

In addition to the diagnostics info below:

 * Consult server logs on node rabbit@c1

DIAGNOSTICS
===========

attempted to contact: [rabbit@c1]

rabbit@c1:
  * connected to epmd (port 4369) on c1
  * epmd reports: node 'rabbit' not running at all
  * suggestion: start the node

Current node details:
 * node name: 'rabbitmqcli-188-rabbit@c1'
)";

}  // namespace

std::string broker_hash(const std::string& password) {
    const std::string digest = digest_of(DigestKind::sha256, "salt" + password);
    std::string bytes = "salt";
    for (std::size_t place = 0; place < digest.size(); place += 2)
        bytes += static_cast<char>(std::stoi(digest.substr(place, 2), nullptr, 16));
    return to_base64(bytes);
}

FakeBroker::FakeBroker(FakeHost& host) {
    host.add_file("/usr/lib/rabbitmq/bin/rabbitmqctl", "", {.mode = 0755});
    host.on_run("runuser", {"-u", "rabbitmq", "--", "/usr/lib/rabbitmq/bin/rabbitmqctl"},
                [this](const Command& command) { return run(command); });
}

FakeBroker& FakeBroker::install_erl_call(FakeHost& host) {
    host.on_run("erl_call", {"-R", "-e"}, [this](const Command& command) {
        asked.push_back(command.arguments);
        if (!running)
            return failed(1, "erl_call: failed to connect to node " + command.arguments.at(3) + "\n");
        ProcessResult result;
        result.output = is_stopped ? "{ok, stopped}" : "{ok, " + answer() + "}";
        return result;
    });
    return *this;
}

std::string FakeBroker::answer() const {
    List vhost_list;
    for (const auto& [name, traced] : vhosts)
        vhost_list.emplace_back(Map{{"name", name}, {"tracing", traced}});
    Map all = cluster;
    all.set("definitions", definitions());
    all.set("vhosts", vhost_list);
    const std::string text = to_base64(to_json(all));
    // As Erlang prints a long text.
    return "[\"" + text.substr(0, 40) + "\"\n  \"" + text.substr(40) + "\"]";
}

Map FakeBroker::definitions() const {
    List user_list;
    for (const auto& [name, user] : users) {
        List tags;
        for (const std::string& tag : user.tags)
            tags.emplace_back(tag);
        user_list.emplace_back(Map{{"hashing_algorithm", user.algorithm},
                                   {"name", name},
                                   {"password_hash", user.password.empty() ? "" : broker_hash(user.password)},
                                   {"tags", tags}});
    }
    List permission_list;
    for (const auto& [place, words] : permissions)
        permission_list.emplace_back(Map{{"user", place.first},
                                         {"vhost", place.second},
                                         {"configure", words.at(0)},
                                         {"write", words.at(1)},
                                         {"read", words.at(2)}});
    List policy_list;
    for (const auto& [place, policy] : policies)
        policy_list.emplace_back(policy);
    return {{"users", user_list}, {"permissions", permission_list}, {"policies", policy_list}};
}

ProcessResult FakeBroker::run(const Command& command) {
    if (!running) return failed(69, not_running);
    const std::vector<std::string> words(command.arguments.begin() + 4, command.arguments.end());
    commands.push_back(words);
    const auto dashes = std::find(words.begin(), words.end(), "--");
    const std::vector<std::string> names(dashes == words.end() ? dashes : dashes + 1, words.end());
    const auto option = std::find(words.begin(), words.end(), "-p");
    const std::string vhost = option == words.end() ? "/" : option[1];
    ProcessResult result;
    if (words.front() == "eval") {
        result.output = is_stopped ? "stopped\n" : answer() + "\n";
    } else if (words.front() == "authenticate_user") {
        if (users[names.at(0)].password != without_newline(command.input))
            return failed(65, "Error:\nError: failed to authenticate user \"" + names.at(0) + "\"\n");
    } else {
        return change(words, vhost, names, without_newline(command.input));
    }
    return result;
}

ProcessResult FakeBroker::change(const std::vector<std::string>& words, const std::string& vhost,
                                 const std::vector<std::string>& names, const std::string& input) {
    const std::string& command = words.front();
    if (command == "add_user") users[names.at(0)] = {.password = input, .tags = {}};
    if (command == "change_password") users[names.at(0)].password = input;
    if (command == "clear_password") users[names.at(0)].password.clear();
    if (command == "set_user_tags") users[names.at(0)].tags = {names.begin() + 1, names.end()};
    if (command == "set_permissions") permissions[{names.at(0), vhost}] = {names.begin() + 1, names.end()};
    if (command == "clear_permissions") permissions.erase({names.at(0), vhost});
    if (command == "delete_user") {
        users.erase(names.at(0));
        std::erase_if(permissions, [&](const auto& entry) { return entry.first.first == names.at(0); });
    }
    if (command == "add_vhost") vhosts[names.at(0)] = false;
    if (command == "delete_vhost") vhosts.erase(names.at(0));
    if (command == "trace_on" || command == "trace_off") vhosts[vhost] = command == "trace_on";
    if (command == "clear_policy") policies.erase({vhost, names.at(0)});
    if (command == "set_policy") {
        if (names.at(2).find("nope") != std::string::npos)
            return failed(69, "Error:\nValidation failed\n\n[{<<\"nope\">>,<<\"all\">>}] are not recognised "
                              "policy settings\n\n");
        const auto after = [&](const char* name) { return std::find(words.begin(), words.end(), name)[1]; };
        policies[{vhost, names.at(0)}] = {{"vhost", vhost},
                                          {"name", names.at(0)},
                                          {"pattern", names.at(1)},
                                          {"apply-to", after("--apply-to")},
                                          {"definition", from_json(names.at(2))},
                                          {"priority", std::stoi(after("--priority"))}};
    }
    return {};
}

}  // namespace modules

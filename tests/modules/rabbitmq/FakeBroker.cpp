#include "tests/modules/rabbitmq/FakeBroker.hpp"

#include "modules/system/Digest.hpp"
#include "modules/value/Json.hpp"

#include <algorithm>

namespace modules {

namespace {

std::string in_base64(const std::string& bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t place = 0; place < bytes.size(); place += 3) {
        unsigned bits = 0;
        for (std::size_t index = place; index < place + 3; ++index)
            bits = bits << 8U | (index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0U);
        for (unsigned digit = 0; digit < 4; ++digit)
            out += place + digit <= bytes.size() ? alphabet[bits >> (18U - 6U * digit) & 63U] : '=';
    }
    return out;
}

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
    return in_base64(bytes);
}

FakeBroker::FakeBroker(FakeHost& host) {
    host.add_file("/usr/lib/rabbitmq/bin/rabbitmqctl", "", {.mode = 0755});
    host.on_run("runuser", {"-u", "rabbitmq", "--", "/usr/lib/rabbitmq/bin/rabbitmqctl"},
                [this](const Command& command) { return run(command); });
}

std::string FakeBroker::definitions() const {
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
    return to_json(Map{{"users", user_list}, {"permissions", permission_list}});
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
    if (words.front() == "export_definitions") {
        result.output = definitions();
    } else if (words.front() == "cluster_status") {
        result.output = cluster;
    } else if (words.front() == "list_vhosts") {
        List list;
        for (const auto& [name, traced] : vhosts)
            list.emplace_back(Map{{"name", name}, {"tracing", traced}});
        result.output = to_json(list);
    } else if (words.front() == "list_policies") {
        if (!vhosts.contains(vhost)) return failed(65, "Virtual host '" + vhost + "' does not exist\n");
        List list;
        for (const auto& [place, policy] : policies)
            if (place.first == vhost) list.emplace_back(policy);
        result.output = to_json(list);
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
                                          {"definition", names.at(2)},
                                          {"priority", std::stoi(after("--priority"))}};
    }
    return {};
}

}  // namespace modules

#include "modules/rabbitmq/ErlangNode.hpp"

#include "modules/value/Text.hpp"

#include <sstream>

namespace modules::rabbitmq {

namespace {

constexpr const char* settings_file = "/etc/rabbitmq/rabbitmq-env.conf";

/// What the file sets, by name without RABBITMQ_.
std::map<std::string, std::string> settings_in(const std::string& text) {
    std::map<std::string, std::string> settings;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::string_view words = trimmed(line);
        constexpr std::string_view exported = "export ";
        if (words.starts_with(exported)) words = trimmed(words.substr(exported.size()));
        constexpr std::string_view prefix = "RABBITMQ_";
        if (words.starts_with(prefix)) words.remove_prefix(prefix.size());
        const std::size_t equals = words.find('=');
        if (words.starts_with('#') || equals == std::string_view::npos) continue;
        std::string_view value = words.substr(equals + 1);
        const bool quoted = value.size() > 1 && value.front() == value.back() &&
                            (value.front() == '"' || value.front() == '\'');
        if (quoted) value = value.substr(1, value.size() - 2);
        settings[std::string(words.substr(0, equals))] = value;
    }
    return settings;
}

std::string short_host_name(const HostView& host) {
    const std::string name(trimmed(host.read_if_there("/proc/sys/kernel/hostname").value_or("localhost")));
    return name.substr(0, name.find('.'));
}

}  // namespace

std::optional<ErlangNode> erlang_node(const HostView& host) {
    std::map<std::string, std::string> settings = settings_in(host.read_if_there(settings_file).value_or(""));
    ErlangNode node{settings.contains("NODENAME") ? settings["NODENAME"] : "rabbit",
                    settings["USE_LONGNAME"] == "true"};
    if (node.name.find_first_of("$`\"' ") != std::string::npos) return std::nullopt;
    if (node.name.find('@') != std::string::npos) return node;
    if (node.has_domain) return std::nullopt;
    node.name += '@' + short_host_name(host);
    return node;
}

}  // namespace modules::rabbitmq

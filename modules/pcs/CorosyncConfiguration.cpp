#include "modules/pcs/CorosyncConfiguration.hpp"

#include "modules/system/HostView.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <sstream>

namespace modules::pcs {

namespace {

CorosyncNode node_of(const Attributes& entries) {
    CorosyncNode node;
    for (int link = 0; link < 8; ++link) {
        const auto address = entries.find(fmt::format("ring{}_addr", link));
        if (address != entries.end()) node.addresses.push_back(address->second);
    }
    const auto name = entries.find("name");
    if (name != entries.end()) {
        node.name = name->second;
    } else if (!node.addresses.empty()) {
        node.name = node.addresses.front();
    }
    return node;
}

}  // namespace

CorosyncConfiguration CorosyncConfiguration::parsed(std::string_view text) {
    CorosyncConfiguration configuration;
    std::vector<std::string> sections;
    Attributes entries;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) {
        const std::string_view content = trimmed(line);
        if (content.empty() || content.front() == '#') continue;
        if (content.back() == '{') {
            sections.emplace_back(trimmed(content.substr(0, content.size() - 1)));
            if (sections.back() == "node") entries.clear();
            continue;
        }
        if (content == "}") {
            if (!sections.empty() && sections.back() == "node")
                configuration.nodes.push_back(node_of(entries));
            if (!sections.empty()) sections.pop_back();
            continue;
        }
        const std::size_t colon = content.find(':');
        if (colon == std::string_view::npos || sections.empty()) continue;
        const std::string key(trimmed(content.substr(0, colon)));
        const std::string value(trimmed(content.substr(colon + 1)));
        if (sections.back() == "node") entries[key] = value;
        if (sections.size() != 1) continue;
        if (sections.back() == "totem") configuration.totem[key] = value;
        if (sections.back() == "quorum") configuration.quorum[key] = value;
    }
    const auto name = configuration.totem.find("cluster_name");
    if (name != configuration.totem.end()) configuration.cluster_name = name->second;
    return configuration;
}

std::optional<CorosyncConfiguration> CorosyncConfiguration::read(const HostView& host) {
    const std::optional<std::string> text = host.read_if_there(path);
    if (!text) return std::nullopt;
    return parsed(*text);
}

bool CorosyncConfiguration::is_debian_default() const {
    return cluster_name == "debian" && nodes == std::vector<CorosyncNode>{{"node1", {"127.0.0.1"}}};
}

std::vector<std::string> CorosyncConfiguration::names() const {
    std::vector<std::string> names;
    for (const CorosyncNode& node : nodes)
        names.push_back(node.name);
    return names;
}

}  // namespace modules::pcs

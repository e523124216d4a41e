#include "tests/modules/pcs/TestCluster.hpp"

#include "modules/value/Json.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace modules::pcs {

namespace {

void write_canonical(pugi::xml_node element, const std::string& indent, std::string& text) {
    const std::string_view tag = element.name();
    if (std::string_view(element.parent().name()) == "configuration" && !element.first_child()) return;
    std::vector<std::string> attributes;
    for (pugi::xml_attribute attribute : element.attributes())
        if (tag != "cib") attributes.push_back(std::string(attribute.name()) + "=" + attribute.value());
    std::sort(attributes.begin(), attributes.end());
    text += indent + element.name();
    for (const std::string& attribute : attributes)
        text += " " + attribute;
    text += "\n";
    std::vector<pugi::xml_node> children(element.begin(), element.end());
    // Sections stand in the order in which they were first needed.
    if (tag == "configuration")
        std::sort(children.begin(), children.end(), [](pugi::xml_node left, pugi::xml_node right) {
            return std::string_view(left.name()) < right.name();
        });
    for (const pugi::xml_node child : children)
        if (child.type() == pugi::node_element) write_canonical(child, indent + "  ", text);
}

Map map_of(const Value& arguments, const char* key) {
    const std::optional<Value> value = arguments.get(key);
    return value ? value->as_map() : Map{};
}

List list_of(const Value& arguments, const char* key) {
    const std::optional<Value> value = arguments.get(key);
    return value ? value->as_list() : List{};
}

}  // namespace

std::string test_folder() {
    return "tests/modules/pcs/";
}

std::string file_text(const std::string& path) {
    std::ifstream stream(path);
    if (!stream) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::optional<AgentMetadata> TestAgents::find(const AgentName& agent) {
    if (agent.standard == "systemd") return systemd_metadata();
    std::string name = agent.text();
    std::replace(name.begin(), name.end(), ':', '_');
    const std::string path = test_folder() + "agents/" + name + ".xml";
    if (!std::filesystem::exists(path)) return std::nullopt;
    return AgentMetadata::parsed(file_text(path));
}

std::optional<AgentMetadata> InstalledAgents::find(const AgentName& agent) {
    const std::string command = "crm_resource --show-metadata " + agent.text() + " 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string text;
    std::array<char, 4096> part{};
    while (pipe && fgets(part.data(), part.size(), pipe.get()) != nullptr)
        text += part.data();
    return AgentMetadata::parsed(text);
}

WantedCluster wanted_from(const Value& arguments) {
    return wanted_cluster({map_of(arguments, "properties"), map_of(arguments, "resource_defaults"),
                           map_of(arguments, "operation_defaults"), map_of(arguments, "node_attributes"),
                           list_of(arguments, "stonith"), list_of(arguments, "stonith_levels"),
                           list_of(arguments, "resources"), list_of(arguments, "groups"),
                           list_of(arguments, "order"), list_of(arguments, "colocation"),
                           list_of(arguments, "location")});
}

std::string canonical(const std::string& xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size()))
        throw std::runtime_error("no XML: " + xml.substr(0, 200));
    std::string text;
    write_canonical(document.child("cib"), "", text);
    return text;
}

std::string unlike(const std::string& made, const std::string& expected) {
    const std::string left = canonical(made);
    const std::string right = canonical(expected);
    if (left == right) return {};
    const auto lines = [](const std::string& text) {
        std::vector<std::string> all;
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);)
            all.push_back(line);
        return all;
    };
    const auto only = [](const std::vector<std::string>& here, const std::vector<std::string>& there,
                         char mark) {
        std::string text;
        for (const std::string& line : here)
            if (std::find(there.begin(), there.end(), line) == there.end())
                text += std::string(1, mark) + line + "\n";
        return text;
    };
    const std::string differing = only(lines(left), lines(right), '-') + only(lines(right), lines(left), '+');
    return differing.empty() ? "the same lines in another order:\n" + left + "\nexpected:\n" + right
                             : differing;
}

std::vector<std::string> subjects(const std::vector<Difference>& differences) {
    std::vector<std::string> names;
    for (const Difference& difference : differences)
        names.push_back(difference.subject);
    return names;
}

Composition composed(const std::string& json, const std::string& cib) {
    TestAgents agents;
    return compose(cib.empty() ? file_text(test_folder() + "golden/empty.xml") : cib,
                   wanted_from(from_json(json)), agents);
}

std::string composing_fails_with(const std::string& json, const std::string& cib) {
    try {
        static_cast<void>(composed(json, cib));
    } catch (const Failure& failure) {
        return failure.what();
    }
    return {};
}

}  // namespace modules::pcs

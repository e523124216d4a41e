#include "modules/pcs/AgentMetadata.hpp"

#include <pugixml.hpp>

#include <sstream>

namespace modules::pcs {

namespace {

bool is_set(pugi::xml_attribute attribute) {
    const std::string_view text = attribute.value();
    return text == "1" || text == "true";
}

void put(pugi::xml_node element, const char* name, const std::string& value) {
    if (!value.empty()) element.append_attribute(name).set_value(value.c_str());
}

}  // namespace

std::optional<AgentMetadata> AgentMetadata::parsed(const std::string& xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) return std::nullopt;
    const pugi::xml_node agent = document.child("resource-agent");
    if (!agent) return std::nullopt;
    AgentMetadata metadata;
    for (pugi::xml_node action : agent.child("actions").children("action"))
        metadata.actions.push_back(
            {action.attribute("name").value(), action.attribute("interval").value(),
             action.attribute("timeout").value(), action.attribute("role").value(),
             action.attribute("depth").value(), action.attribute("start-delay").value(),
             is_set(action.attribute("automatic")), is_set(action.attribute("on_target"))});
    for (pugi::xml_node parameter : agent.child("parameters").children("parameter"))
        metadata.parameters.push_back(
            {parameter.attribute("name").value(), is_set(parameter.attribute("required"))});
    return metadata;
}

std::string AgentMetadata::text() const {
    pugi::xml_document document;
    pugi::xml_node agent = document.append_child("resource-agent");
    pugi::xml_node all_parameters = agent.append_child("parameters");
    for (const AgentParameter& parameter : parameters) {
        pugi::xml_node element = all_parameters.append_child("parameter");
        put(element, "name", parameter.name);
        if (parameter.required) put(element, "required", "1");
    }
    pugi::xml_node all_actions = agent.append_child("actions");
    for (const AgentAction& action : actions) {
        pugi::xml_node element = all_actions.append_child("action");
        put(element, "name", action.name);
        put(element, "interval", action.interval);
        put(element, "timeout", action.timeout);
        put(element, "role", action.role);
        put(element, "depth", action.depth);
        put(element, "start-delay", action.start_delay);
        if (action.automatic) put(element, "automatic", "1");
        if (action.on_target) put(element, "on_target", "1");
    }
    std::ostringstream stream;
    document.save(stream, "  ", pugi::format_indent | pugi::format_no_declaration);
    return stream.str();
}

AgentMetadata systemd_metadata() {
    AgentMetadata metadata;
    for (const char* name : {"start", "stop", "status"})
        metadata.actions.push_back({name, "", "100", "", "", "", false, false});
    metadata.actions.push_back({"monitor", "60", "100", "", "", "", false, false});
    return metadata;
}

}  // namespace modules::pcs

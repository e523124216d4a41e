#include "modules/pcs/ClusterStatus.hpp"

#include "modules/pcs/CibAccess.hpp"
#include "modules/system/HostView.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

namespace modules::pcs {

namespace {

bool is_true(pugi::xml_node element, const char* name) {
    return std::string_view(element.attribute(name).value()) == "true";
}

ResourceInstance instance_of(pugi::xml_node element, const std::string& clone, const std::string& group) {
    ResourceInstance instance;
    instance.id = element.attribute("id").value();
    // Copies of a clone with unique instances are called "id:0".
    if (!clone.empty()) instance.id = instance.id.substr(0, instance.id.find(':'));
    instance.clone = clone;
    instance.group = group.substr(0, group.find(':'));
    instance.agent = element.attribute("resource_agent").value();
    instance.role = element.attribute("role").value();
    if (instance.role == "Master") instance.role = "Promoted";
    if (instance.role == "Slave") instance.role = "Unpromoted";
    instance.pending = element.attribute("pending").value();
    instance.active = is_true(element, "active");
    instance.failed = is_true(element, "failed");
    instance.blocked = is_true(element, "blocked");
    instance.managed = is_true(element, "managed");
    instance.orphaned = is_true(element, "orphaned");
    for (pugi::xml_node node : element.children("node"))
        instance.nodes.emplace_back(node.attribute("name").value());
    return instance;
}

void collect(pugi::xml_node parent, const std::string& clone, const std::string& group,
             std::vector<ResourceInstance>& instances) {
    for (pugi::xml_node element : parent.children()) {
        const std::string_view tag = element.name();
        const std::string id = element.attribute("id").value();
        if (tag == "resource") instances.push_back(instance_of(element, clone, group));
        if (tag == "clone") collect(element, id, group, instances);
        if (tag == "group") collect(element, clone, id, instances);
        if (tag == "bundle" || tag == "replica") collect(element, clone, group, instances);
    }
}

FencingEvent event_of(pugi::xml_node element) {
    return {element.attribute("action").value(),   element.attribute("target").value(),
            element.attribute("status").value(),   element.attribute("delegate").value(),
            element.attribute("origin").value(),   element.attribute("exit-reason").value(),
            element.attribute("completed").value()};
}

List texts(const std::vector<std::string>& items) {
    List list;
    for (const std::string& item : items)
        list.push_back(item);
    return list;
}

}  // namespace

std::vector<FencingEvent> fencing_events(const std::string& xml) {
    pugi::xml_document document;
    std::vector<FencingEvent> events;
    if (!document.load_buffer(xml.data(), xml.size())) return events;
    for (const pugi::xpath_node found : document.select_nodes("//fence_event"))
        events.push_back(event_of(found.node()));
    return events;
}

ClusterStatus ClusterStatus::parsed(const std::string& xml) {
    pugi::xml_document document;
    const pugi::xml_parse_result loaded = document.load_buffer(xml.data(), xml.size());
    pugi::xml_node root = document.child("pacemaker-result");
    if (!root) root = document.child("crm_mon");
    if (!loaded || !root) throw Failure("crm_mon gave no status: " + xml.substr(0, 200));
    ClusterStatus status;
    const pugi::xml_node summary = root.child("summary");
    status.dc = summary.child("current_dc").attribute("name").value();
    status.quorate = is_true(summary.child("current_dc"), "with_quorum");
    status.stonith_enabled = is_true(summary.child("cluster_options"), "stonith-enabled");
    status.maintenance = is_true(summary.child("cluster_options"), "maintenance-mode");
    for (pugi::xml_node node : root.child("nodes").children("node"))
        status.nodes.push_back({node.attribute("name").value(), node.attribute("type").value(),
                                is_true(node, "online"), is_true(node, "standby"),
                                is_true(node, "maintenance"), is_true(node, "pending"),
                                is_true(node, "unclean"), is_true(node, "is_dc"),
                                node.attribute("resources_running").as_llong()});
    collect(root.child("resources"), "", "", status.resources);
    for (pugi::xml_node failure : root.child("failures").children("failure"))
        status.failed_actions.push_back(
            {failure.attribute("op_key").value(), failure.attribute("node").value(),
             failure.attribute("exitstatus").value(), failure.attribute("exitreason").value(),
             failure.attribute("last-rc-change").value()});
    for (pugi::xml_node event : root.child("fence_history").children("fence_event"))
        status.fencing.push_back(event_of(event));
    return status;
}

ClusterStatus ClusterStatus::read(const HostView& host) {
    const ProcessResult answer =
        host.query({"crm_mon", {"--one-shot", "--output-as=xml", "--fence-history=3"}, {}, {}, {}, {}, {}});
    if (answer.status == 127) throw ClusterNotRunning("Pacemaker is not installed here: there is no crm_mon");
    if (answer.status == 102) throw ClusterNotRunning("the cluster does not run here");
    // While Pacemaker starts or stops crm_mon ends with this and that.
    if (!answer.ok())
        throw ClusterNotRunning(fmt::format("crm_mon ended with {}: {}", answer.status, answer.error));
    return parsed(answer.output);
}

std::vector<std::string> ClusterStatus::failures() const {
    std::vector<std::string> lines;
    for (const FailedAction& failure : failed_actions)
        lines.push_back(
            fmt::format("{} on {}: {}{}", failure.operation, failure.node, failure.exit_status,
                        failure.exit_reason.empty() ? "" : fmt::format(" ({})", failure.exit_reason)));
    return lines;
}

Map ClusterStatus::data() const {
    List all_nodes;
    for (const NodeStatus& node : nodes)
        all_nodes.push_back(Map{{"name", node.name},
                                {"type", node.type},
                                {"online", node.online},
                                {"standby", node.standby},
                                {"maintenance", node.maintenance},
                                {"pending", node.pending},
                                {"unclean", node.unclean},
                                {"dc", node.is_dc},
                                {"resources_running", node.resources_running}});
    List all_resources;
    for (const ResourceInstance& instance : resources)
        all_resources.push_back(Map{{"id", instance.id},
                                    {"clone", instance.clone},
                                    {"group", instance.group},
                                    {"agent", instance.agent},
                                    {"role", instance.role},
                                    {"pending", instance.pending},
                                    {"active", instance.active},
                                    {"failed", instance.failed},
                                    {"blocked", instance.blocked},
                                    {"managed", instance.managed},
                                    {"orphaned", instance.orphaned},
                                    {"nodes", texts(instance.nodes)}});
    List all_failures;
    for (const FailedAction& failure : failed_actions)
        all_failures.push_back(Map{{"operation", failure.operation},
                                   {"node", failure.node},
                                   {"exit_status", failure.exit_status},
                                   {"exit_reason", failure.exit_reason},
                                   {"when", failure.when}});
    List events;
    for (const FencingEvent& event : fencing)
        events.push_back(Map{{"action", event.action},
                             {"target", event.target},
                             {"status", event.status},
                             {"delegate", event.delegate},
                             {"origin", event.origin},
                             {"exit_reason", event.exit_reason},
                             {"completed", event.completed}});
    return Map{{"dc", dc},
               {"quorate", quorate},
               {"stonith_enabled", stonith_enabled},
               {"maintenance", maintenance},
               {"nodes", all_nodes},
               {"resources", all_resources},
               {"failed_actions", all_failures},
               {"fencing_history", events}};
}

}  // namespace modules::pcs

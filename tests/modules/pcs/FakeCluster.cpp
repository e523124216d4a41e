#include "tests/modules/pcs/FakeCluster.hpp"

#include "modules/pcs/AgentName.hpp"
#include "modules/pcs/CibDocument.hpp"
#include "tests/modules/pcs/TestCluster.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules::pcs {

namespace {

std::string version_of(const std::string& cib) {
    return fmt::format(R"(admin_epoch="0" epoch="{}" num_updates="3")", CibDocument(cib).epoch());
}

}  // namespace

FakeCluster::FakeCluster(std::string text) : cib(std::move(text)) {
    if (cib.empty()) cib = file_text(test_folder() + "golden/empty.xml");
    host.on_run("cibadmin", {"--query"}, [this](const Command&) { return ProcessResult{0, cib, {}, false}; });
    host.on_run("crm_verify", {}, [this](const Command&) {
        return complaint.empty() ? ProcessResult{} : ProcessResult{78, {}, complaint, false};
    });
    host.on_run("crm_diff", {"--original"}, [this](const Command& command) {
        composed_ = host.content(command.arguments.at(3));
        const std::string patch =
            fmt::format(R"(<diff format="2"><version><source {}/><target {}/></version></diff>)",
                        version_of(host.content(command.arguments.at(1))), version_of(composed_));
        return ProcessResult{1, patch, {}, false};
    });
    host.on_run("cibadmin", {"--patch"}, [this](const Command& command) {
        if (before_patch) before_patch();
        ++patches;
        const std::string made_against =
            fmt::format(R"(<source admin_epoch="0" epoch="{}"/>)", CibDocument(cib).epoch());
        std::string patch = command.input;
        if (patch.find(made_against) == std::string::npos &&
            patch.find(made_against.substr(0, made_against.size() - 2) + " />") == std::string::npos)
            return ProcessResult{
                103, {}, "Call failed: Update was older than existing configuration\n", false};
        cib = composed_;
        return ProcessResult{};
    });
    host.on_run("crm_mon", {"--one-shot"}, [this](const Command&) {
        return ProcessResult{0, status, {}, false};
    });
    host.answer("crm_resource", {"--wait"}, "");
    host.add_directory("/var/cache");
    for (const char* agent : {"ocf:heartbeat:IPaddr2", "ocf:heartbeat:Dummy", "ocf:heartbeat:galera",
                              "ocf:heartbeat:redis", "stonith:fence_ipmilan"}) {
        const AgentName name = AgentName::parsed(agent, "test");
        host.add_file(name.standard == "stonith"
                          ? "/usr/sbin/" + name.type
                          : "/usr/lib/ocf/resource.d/" + name.provider + "/" + name.type,
                      "#!/bin/sh\n");
        std::string file = name.text();
        std::replace(file.begin(), file.end(), ':', '_');
        host.answer("crm_resource", {"--show-metadata", agent},
                    file_text(test_folder() + "agents/" + file + ".xml"));
    }
}

void FakeCluster::changed_by_another() {
    CibDocument document(cib);
    document.advance_epoch();
    cib = document.text();
}

std::string crm_mon(const std::string& nodes, const std::string& resources, const std::string& rest,
                    bool quorate) {
    return fmt::format(
        R"(<pacemaker-result><summary><current_dc present="true" name="controller1" with_quorum="{}"/>)"
        R"(<cluster_options stonith-enabled="true" maintenance-mode="false"/></summary>)"
        R"(<nodes>{}</nodes><resources>{}</resources>{}</pacemaker-result>)",
        quorate, nodes, resources, rest);
}

std::string online_nodes(std::initializer_list<const char*> names) {
    std::string nodes;
    for (const char* name : names)
        nodes += fmt::format(
            R"(<node name="{}" id="{}" online="true" standby="false" pending="false" type="member"/>)", name,
            name);
    return nodes;
}

std::string running(const std::string& id, const std::string& role, const std::string& node) {
    return fmt::format(
        R"(<resource id="{}" resource_agent="ocf:heartbeat:Dummy" role="{}" active="{}" managed="true" )"
        R"(failed="false" blocked="false">{}</resource>)",
        id, role, !node.empty(), node.empty() ? "" : fmt::format(R"(<node name="{}"/>)", node));
}

}  // namespace modules::pcs

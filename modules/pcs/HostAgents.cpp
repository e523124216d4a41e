#include "modules/pcs/HostAgents.hpp"

#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

namespace modules::pcs {

namespace {

std::string program_of(const AgentName& agent) {
    if (agent.standard == "ocf")
        return fmt::format("/usr/lib/ocf/resource.d/{}/{}", agent.provider, agent.type);
    if (agent.standard == "stonith") return fmt::format("/usr/sbin/{}", agent.type);
    return fmt::format("/etc/init.d/{}", agent.type);
}

}  // namespace

std::optional<AgentMetadata> HostAgents::find(const AgentName& agent) {
    if (agent.standard == "systemd") return systemd_metadata();
    const auto [place, is_new] = known_.try_emplace(agent.text());
    if (is_new) place->second = asked(agent);
    return place->second;
}

std::optional<AgentMetadata> HostAgents::asked(const AgentName& agent) {
    const std::optional<FileStatus> program = host_.status(program_of(agent), Follow::links);
    if (!program) return std::nullopt;
    const std::string stamp = fmt::format("<!-- {:.0f} {} -->\n", program->modified, program->size);
    const std::string file = fmt::format("{}/{}", folder, agent.text());
    if (const std::optional<std::string> kept = host_.read_if_there(file); kept && kept->starts_with(stamp))
        return AgentMetadata::parsed(*kept);
    const ProcessResult answer =
        host_.query({"crm_resource", {"--show-metadata", agent.text()}, {}, {}, {}, {}, {}});
    if (!answer.ok()) return std::nullopt;
    std::optional<AgentMetadata> metadata = AgentMetadata::parsed(answer.output);
    if (metadata) new_files_[file] = stamp + metadata->text();
    return metadata;
}

void HostAgents::remember(HostControl& host) const {
    if (new_files_.empty()) return;
    try {
        for (const char* directory : {"/var/cache/understudy", folder})
            if (!host.exists(directory)) host.make_directory(directory, 0755);
        for (const auto& [file, content] : new_files_)
            host.write(file, content, {{}, {}, 0644});
    } catch (const Failure& failure) {
        // Only a cache: the agents are asked again next time.
        host.tell(fmt::format("agents' metadata could not be kept: {}", failure.what()));
    }
}

}  // namespace modules::pcs

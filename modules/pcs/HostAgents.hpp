#pragma once

#include "modules/pcs/AgentMetadata.hpp"

#include <map>
#include <string>

namespace modules {
class HostControl;
class HostView;
}  // namespace modules

namespace modules::pcs {

/// The agents of a host, asked by `crm_resource --show-metadata`. An answer is kept in a file (the facts
/// only, with the agent's time and size), so that later looks start no process for it; it is written when
/// something is changed anyway, never by a look.
class HostAgents final : public AgentLibrary {
  public:
    explicit HostAgents(const HostView& host) : host_(host) {}

    std::optional<AgentMetadata> find(const AgentName& agent) override;
    /// Keeps what had to be asked for.
    void remember(HostControl& host) const;

    static constexpr const char* folder = "/var/cache/understudy/agents";

  private:
    [[nodiscard]] std::optional<AgentMetadata> asked(const AgentName& agent);

    const HostView& host_;
    std::map<std::string, std::optional<AgentMetadata>> known_;
    /// Files to be written: path and content.
    std::map<std::string, std::string> new_files_;
};

}  // namespace modules::pcs

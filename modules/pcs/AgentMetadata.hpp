#pragma once

#include "modules/pcs/AgentName.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules::pcs {

/// An action that an agent says it has (OCF resource agent API 1.1).
struct AgentAction {
    std::string name;
    std::string interval;
    std::string timeout;
    std::string role;
    std::string depth;
    std::string start_delay;
    bool automatic = false;
    bool on_target = false;
};

struct AgentParameter {
    std::string name;
    bool required = false;
};

/// What of an agent's metadata decides on the configuration of its resources.
struct AgentMetadata {
    std::vector<AgentAction> actions;
    std::vector<AgentParameter> parameters;

    /// Nothing where the text is no metadata.
    static std::optional<AgentMetadata> parsed(const std::string& xml);
    /// The same document, of these facts only.
    [[nodiscard]] std::string text() const;
};

/// Pacemaker makes up the metadata of a systemd unit; it is the same for every unit.
AgentMetadata systemd_metadata();

/// Where agents' metadata comes from.
class AgentLibrary {
  public:
    virtual ~AgentLibrary() = default;
    /// Nothing where the agent is not installed.
    virtual std::optional<AgentMetadata> find(const AgentName& agent) = 0;
};

}  // namespace modules::pcs

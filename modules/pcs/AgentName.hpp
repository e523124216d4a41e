#pragma once

#include <string>
#include <string_view>

namespace modules::pcs {

/// What runs a resource: "ocf:heartbeat:IPaddr2", "systemd:haproxy", "stonith:fence_ipmilan".
struct AgentName {
    std::string standard;
    /// Of ocf agents only.
    std::string provider;
    std::string type;

    /// Throws Failure, beginning with `where`, for what is no agent's name.
    static AgentName parsed(std::string_view text, const std::string& where);
    [[nodiscard]] std::string text() const;
    friend bool operator==(const AgentName&, const AgentName&) = default;
};

}  // namespace modules::pcs

#pragma once

#include "modules/pcs/NameValues.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {
class HostView;
}

namespace modules::pcs {

struct CorosyncNode {
    std::string name;
    /// ring0_addr, ring1_addr, … in order.
    std::vector<std::string> addresses;
    friend bool operator==(const CorosyncNode&, const CorosyncNode&) = default;
};

/// What /etc/corosync/corosync.conf says (corosync.conf(5)), as far as a cluster's members and options go.
struct CorosyncConfiguration {
    std::string cluster_name;
    Attributes totem;
    Attributes quorum;
    std::vector<CorosyncNode> nodes;

    static constexpr const char* path = "/etc/corosync/corosync.conf";

    static CorosyncConfiguration parsed(std::string_view text);
    /// Nothing where there is no file.
    static std::optional<CorosyncConfiguration> read(const HostView& host);

    /// The one-node cluster that Debian's package starts when it is installed ("debian", node1 on 127.0.0.1).
    /// It serves nobody, and while it is there pcs saves no authentication and sets up no cluster.
    [[nodiscard]] bool is_debian_default() const;
    [[nodiscard]] std::vector<std::string> names() const;
};

}  // namespace modules::pcs

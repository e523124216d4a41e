#pragma once

#include "modules/system/HostView.hpp"

namespace modules::rabbitmq {

/// The Erlang node of a host's broker.
struct ErlangNode {
    /// rabbit@controller1
    std::string name;
    /// Whether the part after the @ is a full name with its domain (RABBITMQ_USE_LONGNAME).
    bool has_domain = false;
};

/// What /etc/rabbitmq/rabbitmq-env.conf says of it, else the default. Nothing where that file, a script of
/// the shell, computes it. https://www.rabbitmq.com/configure.html#customise-environment
std::optional<ErlangNode> erlang_node(const HostView& host);

}  // namespace modules::rabbitmq

#pragma once

#include "modules/module/ModuleResult.hpp"

#include <optional>
#include <string_view>

namespace modules::rabbitmq {

/// There is no broker to be asked: it does not run, is starting or stopping, or is not installed.
class BrokerUnreachable : public Failure {
  public:
    using Failure::Failure;
};

/// What a broker answered to broker_question, as erl_call or rabbitmqctl print it; nothing where that is no
/// answer. A mapping:
///   definitions    users, permissions and policies, as `rabbitmqctl export_definitions` gives them
///   vhosts         a list of mappings (name, tracing)
///   cluster_name   text
///   nodes, running_nodes   lists of names (rabbit@controller1)
///   partitions     a mapping of a node to a list of those that it lost
///   alarms         a list of mappings (type, resource, node)
///   versions       a mapping of a running node to its version
/// Throws BrokerUnreachable where the Erlang node is up but the broker in it is not.
std::optional<Value> broker_answer(std::string_view printed);

/// What stands at a key of it; empty where there is no list.
List list_in(const Value& answer, std::string_view key);

}  // namespace modules::rabbitmq

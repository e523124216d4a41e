#pragma once

#include "modules/rabbitmq/RabbitmqPresence.hpp"

namespace modules {

enum class RabbitmqApplyTo { all, classic_queues, exchanges, queues, quorum_queues, streams };
template <>
struct Words<RabbitmqApplyTo> {
    static constexpr std::array words{std::pair{"all", RabbitmqApplyTo::all},
                                      std::pair{"classic_queues", RabbitmqApplyTo::classic_queues},
                                      std::pair{"exchanges", RabbitmqApplyTo::exchanges},
                                      std::pair{"queues", RabbitmqApplyTo::queues},
                                      std::pair{"quorum_queues", RabbitmqApplyTo::quorum_queues},
                                      std::pair{"streams", RabbitmqApplyTo::streams}};
};

struct RabbitmqPolicyArguments {
    std::string name;
    std::string vhost = "/";
    RabbitmqApplyTo apply_to = RabbitmqApplyTo::all;
    std::optional<std::string> pattern;
    std::optional<Map> tags;
    std::int64_t priority = 0;
    std::optional<std::string> node;
    RabbitmqPresence state = RabbitmqPresence::present;
};

/// Policies of a RabbitMQ broker.
/// https://docs.ansible.com/ansible/latest/collections/community/rabbitmq/rabbitmq_policy_module.html
class RabbitmqPolicy final : public TypedModule<RabbitmqPolicyArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "rabbitmq_policy"; }
    [[nodiscard]] std::string_view summary() const override { return "Policies of a RabbitMQ broker"; }
    [[nodiscard]] ArgumentList<RabbitmqPolicyArguments> table() const override;
    [[nodiscard]] Plan check(const RabbitmqPolicyArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

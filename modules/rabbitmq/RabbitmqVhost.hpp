#pragma once

#include "modules/rabbitmq/RabbitmqPresence.hpp"

namespace modules {

struct RabbitmqVhostArguments {
    std::string name;
    bool tracing = false;
    std::optional<std::string> node;
    RabbitmqPresence state = RabbitmqPresence::present;
};

/// Virtual hosts of a RabbitMQ broker.
/// https://docs.ansible.com/ansible/latest/collections/community/rabbitmq/rabbitmq_vhost_module.html
class RabbitmqVhost final : public TypedModule<RabbitmqVhostArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "rabbitmq_vhost"; }
    [[nodiscard]] std::string_view summary() const override { return "Virtual hosts of a RabbitMQ broker"; }
    [[nodiscard]] ArgumentList<RabbitmqVhostArguments> table() const override;
    [[nodiscard]] Plan check(const RabbitmqVhostArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/rabbitmq/RabbitmqPresence.hpp"

namespace modules {

enum class RabbitmqPasswordUpdate { always, on_create };
template <>
struct Words<RabbitmqPasswordUpdate> {
    static constexpr std::array words{std::pair{"always", RabbitmqPasswordUpdate::always},
                                      std::pair{"on_create", RabbitmqPasswordUpdate::on_create}};
};

struct RabbitmqUserArguments {
    std::string user;
    std::optional<SecretText> password;
    std::optional<std::string> tags;
    std::vector<Map> permissions;
    std::string vhost = "/";
    std::string configure_priv = "^$";
    std::string write_priv = "^$";
    std::string read_priv = "^$";
    std::optional<std::string> node;
    bool force = false;
    RabbitmqPresence state = RabbitmqPresence::present;
    RabbitmqPasswordUpdate update_password = RabbitmqPasswordUpdate::on_create;
};

/// Users of a RabbitMQ broker. One look tells all that is known of a user, the salted hash of the password
/// included, with which the wanted one is compared here.
/// https://docs.ansible.com/ansible/latest/collections/community/rabbitmq/rabbitmq_user_module.html
class RabbitmqUser final : public TypedModule<RabbitmqUserArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "rabbitmq_user"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Users of a RabbitMQ broker, their passwords, tags and permissions";
    }
    [[nodiscard]] ArgumentList<RabbitmqUserArguments> table() const override;
    [[nodiscard]] Plan check(const RabbitmqUserArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/module/Module.hpp"
#include "modules/system/HostControl.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules::rabbitmq {

/// There is no broker to be asked: it does not run, is starting or stopping, or is not installed.
class BrokerUnreachable : public Failure {
  public:
    using Failure::Failure;
};

/// One command of rabbitmqctl: options come before `--`, what is named after it, so that no name is taken for
/// an option.
struct BrokerCommand {
    std::string name;
    std::vector<std::string> options = {};
    std::vector<std::string> names = {};
    /// For passwords, which rabbitmqctl reads from its standard input.
    std::string input = {};
};

/// rabbitmqctl, asked as few times as can be: each call starts an Erlang machine, which takes a second or
/// three. https://www.rabbitmq.com/rabbitmqctl.8.html
///
/// Debian's rabbitmqctl is a script that pastes its arguments into a shell command, where a $ in a pattern
/// means something: where the real one is found it is called past that script, as the broker's own user.
class Rabbitmqctl {
  public:
    /// `node`: an Erlang node other than the host's own. Throws BrokerUnreachable where rabbitmqctl is not
    /// installed.
    Rabbitmqctl(const HostView& host, std::optional<std::string> node);

    /// A command of the table in ReadOnlyPrograms.cpp; its JSON. Throws BrokerUnreachable, or Failure with
    /// what it said.
    [[nodiscard]] Value look(const HostView& host, const BrokerCommand& wanted) const;
    /// Does the broker let this user in?
    [[nodiscard]] bool accepts(const HostView& host, const std::string& user,
                               const std::string& password) const;
    void change(HostControl& control, const BrokerCommand& wanted) const;

  private:
    [[nodiscard]] Command command(const BrokerCommand& wanted) const;

    std::vector<std::string> words_;
    std::optional<std::string> node_;
};

/// What the look of a module is in check mode where no broker runs: an earlier task may be what would start
/// it. Outside of check mode throws the reason.
Plan plan_without_broker(const BrokerUnreachable& reason, const CallOptions& options);

}  // namespace modules::rabbitmq

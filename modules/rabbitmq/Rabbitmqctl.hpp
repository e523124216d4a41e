#pragma once

#include "modules/module/Module.hpp"
#include "modules/rabbitmq/BrokerAnswer.hpp"
#include "modules/system/HostControl.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace modules::rabbitmq {

/// One command of rabbitmqctl: options come before `--`, what is named after it, so that no name is taken for
/// an option.
struct BrokerCommand {
    std::string name;
    std::vector<std::string> options = {};
    std::vector<std::string> names = {};
    /// For passwords, which rabbitmqctl reads from its standard input.
    std::string input = {};
};

/// rabbitmqctl, asked as few times as can be: each call starts an Erlang machine, which takes half a second
/// of processor, or three. A look goes by Erlang's erl_call where that is there and comes through: a small C
/// program that asks the same in a hundredth of the time. https://www.rabbitmq.com/rabbitmqctl.8.html,
/// https://www.erlang.org/doc/man/erl_call
///
/// Debian's rabbitmqctl is a script that pastes its arguments into a shell command, where a $ in a pattern
/// means something: where the real one is found it is called past that script, as the broker's own user.
class Rabbitmqctl {
  public:
    /// `node`: an Erlang node other than the host's own. Throws BrokerUnreachable where rabbitmqctl is not
    /// installed.
    Rabbitmqctl(const HostView& host, std::optional<std::string> node);

    /// All that there is to know, as broker_answer() says. Throws BrokerUnreachable, or Failure with what
    /// rabbitmqctl said.
    [[nodiscard]] Value look(const HostView& host) const;
    /// Does the broker let this user in?
    [[nodiscard]] bool accepts(const HostView& host, const std::string& user,
                               const std::string& password) const;
    void change(HostControl& control, const BrokerCommand& wanted) const;

  private:
    [[nodiscard]] std::optional<Value> asked_directly(const HostView& host) const;
    [[nodiscard]] Command command(const BrokerCommand& wanted) const;

    std::vector<std::string> words_;
    // Where the cookie is that opens the broker.
    std::map<std::string, std::string> environment_;
    std::optional<std::string> node_;
};

/// What the look of a module is in check mode where no broker runs: an earlier task may be what would start
/// it. Outside of check mode throws the reason.
Plan plan_without_broker(const BrokerUnreachable& reason, const CallOptions& options);

}  // namespace modules::rabbitmq

#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

enum class WaitState { absent, drained, present, started, stopped };
template <>
struct Words<WaitState> {
    static constexpr std::array words{
        std::pair{"absent", WaitState::absent}, std::pair{"drained", WaitState::drained},
        std::pair{"present", WaitState::present}, std::pair{"started", WaitState::started},
        std::pair{"stopped", WaitState::stopped}};
};

struct WaitForArguments {
    std::string host = "127.0.0.1";
    std::optional<std::int64_t> port;
    std::optional<std::string> path;
    std::optional<std::string> search_regex;
    WaitState state = WaitState::started;
    // Seconds.
    std::int64_t timeout = 300;
    std::int64_t connect_timeout = 5;
    std::int64_t delay = 0;
    std::int64_t sleep = 1;
    std::vector<std::string> active_connection_states = {"ESTABLISHED", "FIN_WAIT1", "FIN_WAIT2",
                                                         "SYN_RECV",    "SYN_SENT",  "TIME_WAIT"};
    std::vector<std::string> exclude_hosts;
    std::optional<std::string> message;
};

/// Waits until a port or a file is as it should be (ansible.builtin.wait_for). It changes nothing. In check
/// mode it looks once and does not wait: what it waits for may be the work of a task that check mode did not
/// do.
class WaitFor final : public TypedModule<WaitForArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "wait_for"; }
    [[nodiscard]] std::string_view summary() const override { return "Waits for a port or a file"; }
    [[nodiscard]] ArgumentList<WaitForArguments> table() const override;
    [[nodiscard]] Plan check(const WaitForArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

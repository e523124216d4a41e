#include "modules/network/WaitFor.hpp"

#include "modules/network/TcpConnections.hpp"
#include "modules/system/HostView.hpp"
#include "modules/system/Reach.hpp"
#include "modules/value/Pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace modules {

namespace {

using std::chrono::milliseconds;

std::vector<std::string> numeric_addresses(const HostView& host, const std::string& name) {
    std::vector<std::string> addresses =
        addresses_in_hosts(host.read_if_there("/etc/hosts").value_or(""), name);
    addresses.push_back(name);
    return addresses;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The condition that is waited for.
class Condition {
  public:
    Condition(const WaitForArguments& wanted, const HostView& host) : wanted_(wanted), host_(host) {
        if (!wanted.search_regex) return;
        try {
            pattern_.emplace(*wanted.search_regex, PatternOptions{.multiline = true});
        } catch (const BadPattern& bad) {
            throw Failure(fmt::format("Invalid regular expression: {}", bad.what()));
        }
    }

    [[nodiscard]] bool holds(double seconds_left) {
        switch (wanted_.state) {
        case WaitState::drained:
            return drained();
        case WaitState::absent:
        case WaitState::stopped:
            return wanted_.path ? !host_.exists(*wanted_.path) : !port_answers(seconds_left);
        case WaitState::present:
        case WaitState::started:
            break;
        }
        if (wanted_.path) return file_is_there();
        return pattern_ ? port_says_it(seconds_left) : port_answers(seconds_left);
    }

    [[nodiscard]] const List& groups() const { return groups_; }

    [[nodiscard]] std::string timed_out() const {
        if (wanted_.message) return *wanted_.message;
        const std::string place =
            wanted_.path ? *wanted_.path : fmt::format("{}:{}", wanted_.host, wanted_.port.value_or(0));
        switch (wanted_.state) {
        case WaitState::drained:
            return fmt::format("Timeout when waiting for {} to drain", place);
        case WaitState::absent:
        case WaitState::stopped:
            return fmt::format("Timeout when waiting for {} to {}.", place,
                               wanted_.path ? "be absent" : "stop");
        case WaitState::present:
        case WaitState::started:
            break;
        }
        if (wanted_.search_regex)
            return fmt::format("Timeout when waiting for search string {} in {}", *wanted_.search_regex,
                               place);
        return fmt::format("Timeout when waiting for {}{}", wanted_.path ? "file " : "", place);
    }

  private:
    [[nodiscard]] milliseconds connect_limit(double seconds_left) const {
        const double limit =
            std::min(static_cast<double>(wanted_.connect_timeout), std::ceil(std::max(seconds_left, 0.0)));
        return milliseconds(static_cast<std::int64_t>(limit * 1000));
    }
    [[nodiscard]] std::uint16_t port() const { return static_cast<std::uint16_t>(wanted_.port.value_or(0)); }

    [[nodiscard]] bool port_answers(double seconds_left) const {
        return host_.answers(wanted_.host, port(), connect_limit(seconds_left));
    }

    [[nodiscard]] bool matches(std::string_view text) {
        const std::optional<PatternMatch> match = pattern_->search(text);
        if (!match) return false;
        groups_.clear();
        for (std::size_t index = 1; index < match->groups.size(); ++index) {
            const std::optional<PatternMatch::Range>& group = match->groups[index];
            groups_.push_back(group ? Value(text.substr(group->start, group->end - group->start)) : Value());
        }
        return true;
    }

    [[nodiscard]] bool port_says_it(double seconds_left) {
        const auto enough = [this](std::string_view text) { return matches(text); };
        const std::optional<std::string> said =
            host_.greeting(wanted_.host, port(), connect_limit(seconds_left), enough);
        return said && matches(*said);
    }

    [[nodiscard]] bool file_is_there() {
        if (!host_.exists(*wanted_.path)) return false;
        if (!pattern_) return true;
        try {
            return matches(host_.read(*wanted_.path));
        } catch (const Failure&) {
            // It may go, or not be readable yet, between two looks.
            return false;
        }
    }

    [[nodiscard]] bool drained() const {
        const std::vector<std::string> local = numeric_addresses(host_, wanted_.host);
        const bool any_address = contains(local, "0.0.0.0") || contains(local, "::");
        std::vector<std::string> excluded;
        for (const std::string& name : wanted_.exclude_hosts)
            for (std::string& address : numeric_addresses(host_, name))
                excluded.push_back(std::move(address));
        for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (const TcpConnection& found : tcp_connections(host_.read_if_there(table).value_or(""))) {
                const bool here =
                    found.local_port == port() && (any_address || contains(local, found.local_address));
                if (here && contains(wanted_.active_connection_states, found.state) &&
                    !contains(excluded, found.remote_address))
                    return false;
            }
        }
        return true;
    }

    const WaitForArguments& wanted_;
    const HostView& host_;
    std::optional<Pattern> pattern_;
    List groups_;
};

void require_sense(const WaitForArguments& wanted) {
    const auto refuse = [](const char* message) { throw Failure(message, Map{{"elapsed", 0}}); };
    if (wanted.port && wanted.path) refuse("port and path parameter can not both be passed to wait_for");
    if (wanted.path && wanted.state == WaitState::stopped)
        refuse("state=stopped should only be used for checking a port in the wait_for module");
    if (wanted.path && wanted.state == WaitState::drained)
        refuse("state=drained should only be used for checking a port in the wait_for module");
    if (!wanted.exclude_hosts.empty() && wanted.state != WaitState::drained)
        refuse("exclude_hosts should only be with state=drained");
    if (wanted.port && (*wanted.port < 1 || *wanted.port > 65535)) refuse("port must be between 1 and 65535");
}

template <class Type>
Value or_null(const std::optional<Type>& held) {
    return held ? Value(*held) : Value();
}

Map result_of(const WaitForArguments& wanted, const List& groups, double elapsed) {
    return {{"state", Field<WaitState>::to(wanted.state)},
            {"port", or_null(wanted.port)},
            {"path", or_null(wanted.path)},
            {"search_regex", or_null(wanted.search_regex)},
            {"match_groups", groups},
            {"match_groupdict", Map{}},
            {"elapsed", static_cast<std::int64_t>(elapsed)}};
}

}  // namespace

ArgumentList<WaitForArguments> WaitFor::table() const {
    ArgumentList<WaitForArguments> list;
    list.add("host", &WaitForArguments::host, "whose port: a name or an address, as the host itself knows it")
        .add("port", &WaitForArguments::port, "the TCP port")
        .add("path", &WaitForArguments::path, "the file", {.path = true})
        .add("search_regex", &WaitForArguments::search_regex, "what the file must hold, or the port must say")
        .add("state", &WaitForArguments::state, "what to wait for")
        .add("timeout", &WaitForArguments::timeout, "how long at most, in seconds")
        .add("connect_timeout", &WaitForArguments::connect_timeout,
             "how long one connection may take, in seconds")
        .add("delay", &WaitForArguments::delay, "how long before the first look, in seconds")
        .add("sleep", &WaitForArguments::sleep, "how long between two looks, in seconds")
        .add("active_connection_states", &WaitForArguments::active_connection_states,
             "connections in these states are not drained")
        .add("exclude_hosts", &WaitForArguments::exclude_hosts,
             "whose connections do not count when draining")
        .add("msg", &WaitForArguments::message, "what to say when the time is over");
    return list;
}

Plan WaitFor::check(const WaitForArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense(wanted);
    Plan plan;
    Condition condition(wanted, host);
    const double start = host.now();
    const bool waits_for_time_only = !wanted.port && !wanted.path && wanted.state != WaitState::drained;
    if (options.check_mode) {
        if (!waits_for_time_only && !condition.holds(static_cast<double>(wanted.timeout))) {
            plan.skipped = true;
            plan.unknown =
                "it is not so now, and check mode does not wait for what other tasks may bring about";
        }
        plan.data = result_of(wanted, condition.groups(), 0);
        return plan;
    }
    host.pause(std::chrono::seconds(wanted.delay));
    const double end = start + static_cast<double>(wanted.timeout);
    if (waits_for_time_only) host.pause(std::chrono::seconds(wanted.timeout));
    while (!waits_for_time_only && !condition.holds(end - host.now())) {
        host.pause(std::chrono::seconds(wanted.sleep));
        if (host.now() >= end)
            throw Failure(condition.timed_out(),
                          Map{{"elapsed", static_cast<std::int64_t>(host.now() - start)}});
    }
    plan.data = result_of(wanted, condition.groups(), host.now() - start);
    return plan;
}

}  // namespace modules

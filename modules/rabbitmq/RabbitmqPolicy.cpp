#include "modules/rabbitmq/RabbitmqPolicy.hpp"

#include "modules/rabbitmq/Rabbitmqctl.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

using namespace rabbitmq;

/// A policy in the words of the broker: pattern, apply-to, priority, definition.
Map wanted_policy(const RabbitmqPolicyArguments& wanted) {
    return {{"pattern", *wanted.pattern},
            {"apply-to", Field<RabbitmqApplyTo>::to(wanted.apply_to)},
            {"priority", wanted.priority},
            {"definition", *wanted.tags}};
}

bool has_vhost(const Value& answer, const std::string& name) {
    const List vhosts = list_in(answer, "vhosts");
    return std::any_of(vhosts.begin(), vhosts.end(),
                       [&](const Value& vhost) { return vhost.text_of("name") == name; });
}

std::optional<Map> present_policy(const Value& answer, const RabbitmqPolicyArguments& wanted) {
    for (const Value& policy : list_in(answer.get("definitions").value_or(Value()), "policies"))
        if (policy.text_of("name") == wanted.name && policy.text_of("vhost") == wanted.vhost)
            return Map{{"pattern", policy.text_of("pattern")},
                       {"apply-to", policy.text_of("apply-to")},
                       {"priority", policy.get("priority").value_or(Value(0))},
                       {"definition", policy.get("definition").value_or(Value())}};
    return std::nullopt;
}

BrokerCommand setting(const RabbitmqPolicyArguments& wanted) {
    return {.name = "set_policy",
            .options = {"-p", wanted.vhost, "--priority", std::to_string(wanted.priority), "--apply-to",
                        Field<RabbitmqApplyTo>::to(wanted.apply_to).as_text()},
            .names = {wanted.name, *wanted.pattern, to_json(*wanted.tags)}};
}

Plan planned(const Rabbitmqctl& broker, const std::optional<Map>& present,
             const RabbitmqPolicyArguments& wanted) {
    Plan plan;
    plan.data = {{"name", wanted.name}, {"state", Field<RabbitmqPresence>::to(wanted.state)}};
    const std::string subject = fmt::format("policy {} of {}", wanted.name, wanted.vhost);
    const auto add = [&](Value before, Value after, BrokerCommand command) {
        plan.change({subject, std::move(before), std::move(after)},
                    [broker, command = std::move(command)](HostControl& control) {
                        broker.change(control, command);
                        return Outcome{};
                    });
    };
    if (wanted.state == RabbitmqPresence::absent) {
        if (present)
            add(*present, {},
                {.name = "clear_policy", .options = {"-p", wanted.vhost}, .names = {wanted.name}});
        return plan;
    }
    const Map asked = wanted_policy(wanted);
    if (!present || Value(*present) != Value(asked))
        add(present ? Value(*present) : Value(), asked, setting(wanted));
    return plan;
}

Plan plan_without_vhost(const std::string& vhost, const CallOptions& options) {
    const std::string reason = fmt::format("there is no virtual host {}", vhost);
    if (!options.check_mode) throw Failure(reason);
    // An earlier task may be what would make it.
    Plan plan;
    plan.unknown = reason;
    return plan;
}

}  // namespace

ArgumentList<RabbitmqPolicyArguments> RabbitmqPolicy::table() const {
    using A = RabbitmqPolicyArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the policy's name", {.need = Need::required})
        .add("vhost", &A::vhost, "its virtual host")
        .add("apply_to", &A::apply_to, "what it is about")
        .add("pattern", &A::pattern,
             "the names it is about, a regular expression; needed where it is present")
        .add("tags", &A::tags, "what it sets: a mapping (ha-mode: all); needed where it is present",
             {.aliases = {"definition"}})
        .add("priority", &A::priority, "which of several policies counts: the highest")
        .add("node", &A::node, "the Erlang node; else the host's own")
        .add("state", &A::state, "whether it is to be there");
    return list;
}

Plan RabbitmqPolicy::check(const RabbitmqPolicyArguments& wanted, const HostView& host,
                           const CallOptions& options) const {
    if (wanted.state == RabbitmqPresence::present && (!wanted.pattern || !wanted.tags))
        throw Failure("pattern and tags are required for state=present");
    try {
        const Rabbitmqctl broker(host, wanted.node);
        const Value answer = broker.look(host);
        if (wanted.state == RabbitmqPresence::present && !has_vhost(answer, wanted.vhost))
            return plan_without_vhost(wanted.vhost, options);
        return planned(broker, present_policy(answer, wanted), wanted);
    } catch (const BrokerUnreachable& reason) {
        return plan_without_broker(reason, options);
    }
}

}  // namespace modules

#include "modules/rabbitmq/RabbitmqPolicy.hpp"

#include "modules/rabbitmq/Rabbitmqctl.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

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

std::optional<Map> present_policy(const Rabbitmqctl& broker, const HostView& host,
                                  const RabbitmqPolicyArguments& wanted) {
    const Value policies =
        broker.look(host, {.name = "list_policies", .options = {"--formatter", "json", "-p", wanted.vhost}});
    for (const Value& policy : policies.as_list()) {
        if (policy.text_of("name") != wanted.name) continue;
        const Value definition = policy.get("definition").value_or(Value());
        return Map{{"pattern", policy.text_of("pattern")},
                   {"apply-to", policy.text_of("apply-to")},
                   {"priority", policy.get("priority").value_or(Value(0))},
                   // The broker's list holds it as text.
                   {"definition", definition.is_text() ? from_json(definition.as_text()) : definition}};
    }
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

bool lacks_vhost(const Failure& failure, const std::string& vhost) {
    return std::string_view(failure.what()).find(fmt::format("Virtual host '{}' does not exist", vhost)) !=
           std::string_view::npos;
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
        return planned(broker, present_policy(broker, host, wanted), wanted);
    } catch (const BrokerUnreachable& reason) {
        return plan_without_broker(reason, options);
    } catch (const Failure& failure) {
        if (!lacks_vhost(failure, wanted.vhost)) throw;
        if (wanted.state == RabbitmqPresence::absent) return {};
        if (!options.check_mode) throw;
        // An earlier task may be what would make it.
        Plan plan;
        plan.unknown = failure.what();
        return plan;
    }
}

}  // namespace modules

#include "modules/rabbitmq/RabbitmqVhost.hpp"

#include "modules/rabbitmq/Rabbitmqctl.hpp"

namespace modules {

namespace {

using namespace rabbitmq;

/// Whether the virtual host is traced; nothing where it is not there.
std::optional<bool> tracing_of(const Rabbitmqctl& broker, const HostView& host, const std::string& name) {
    const Value answer = broker.look(host);
    for (const Value& vhost : list_in(answer, "vhosts"))
        if (vhost.text_of("name") == name) return vhost.flag("tracing");
    return std::nullopt;
}

void add(Plan& plan, const RabbitmqVhostArguments& wanted, const Rabbitmqctl& broker, Difference difference,
         BrokerCommand command) {
    difference.subject = "virtual host " + wanted.name;
    plan.change(std::move(difference), [broker, command = std::move(command)](HostControl& control) {
        broker.change(control, command);
        return Outcome{};
    });
}

}  // namespace

ArgumentList<RabbitmqVhostArguments> RabbitmqVhost::table() const {
    using A = RabbitmqVhostArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the virtual host", {.need = Need::required, .aliases = {"vhost"}})
        .add("tracing", &A::tracing, "whether its messages are traced", {.aliases = {"trace"}})
        .add("node", &A::node, "the Erlang node; else the host's own")
        .add("state", &A::state, "whether it is to be there");
    return list;
}

Plan RabbitmqVhost::check(const RabbitmqVhostArguments& wanted, const HostView& host,
                          const CallOptions& options) const {
    try {
        const Rabbitmqctl broker(host, wanted.node);
        const std::optional<bool> present = tracing_of(broker, host, wanted.name);
        Plan plan;
        plan.data = {{"name", wanted.name}, {"state", Field<RabbitmqPresence>::to(wanted.state)}};
        const Map there{{"state", "present"}};
        const Map gone{{"state", "absent"}};
        if (wanted.state == RabbitmqPresence::absent) {
            if (present)
                add(plan, wanted, broker, {{}, there, gone},
                    {.name = "delete_vhost", .names = {wanted.name}});
            return plan;
        }
        if (!present)
            add(plan, wanted, broker, {{}, gone, there}, {.name = "add_vhost", .names = {wanted.name}});
        if (present.value_or(false) != wanted.tracing)
            add(plan, wanted, broker,
                {{}, Map{{"tracing", present.value_or(false)}}, Map{{"tracing", wanted.tracing}}},
                {.name = wanted.tracing ? "trace_on" : "trace_off", .options = {"-p", wanted.name}});
        return plan;
    } catch (const BrokerUnreachable& reason) {
        return plan_without_broker(reason, options);
    }
}

}  // namespace modules

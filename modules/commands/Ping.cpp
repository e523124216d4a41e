#include "modules/commands/Ping.hpp"

namespace modules {

ArgumentList<PingArguments> Ping::table() const {
    ArgumentList<PingArguments> list;
    list.add("data", &PingArguments::data, "what to answer; crash: fail");
    return list;
}

Plan Ping::check(const PingArguments& wanted, const HostView&, const CallOptions&) const {
    if (wanted.data == "crash") throw Failure("boom");
    Plan plan;
    plan.data.set("ping", wanted.data);
    return plan;
}

}  // namespace modules

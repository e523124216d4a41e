#include "interpreter/actions/actions.hpp"

namespace interpreter {

ActionResult run_set_fact(const ActionCall& call) {
    if (!call.arguments.is_map() || call.arguments.as_map().empty())
        throw modules::Failure("No key/value pairs provided, at least one is required for this action to succeed");
    ActionResult answer;
    for (const Map::Entry& entry : call.arguments.as_map())
        if (entry.first != "cacheable") answer.variables.set(entry.first, entry.second);
    answer.are_facts = call.arguments.flag("cacheable");
    answer.cacheable = answer.are_facts;
    answer.result.data.set("ansible_facts", answer.variables);
    return answer;
}

}  // namespace interpreter

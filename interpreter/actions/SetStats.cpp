#include "interpreter/actions/actions.hpp"
#include "interpreter/variables/VariableName.hpp"

namespace interpreter {

ActionResult run_set_stats(const ActionCall& call) {
    const Value data = call.arguments.get("data").value_or(Map{});
    for (const Map::Entry& entry : data.as_map())
        if (!is_variable_name(entry.first))
            throw modules::Failure("'" + entry.first + "' cannot be the name of a statistic: " +
                                   std::string(variable_name_hint));
    ActionResult answer;
    answer.result.data.set("ansible_stats",
                           Map{{"data", data},
                               {"per_host", call.arguments.flag("per_host")},
                               {"aggregate", call.arguments.get("aggregate").value_or(true)}});
    return answer;
}

}  // namespace interpreter

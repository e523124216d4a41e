#include "interpreter/actions/actions.hpp"
#include "interpreter/expression/Expression.hpp"

namespace interpreter {

ActionResult run_fail(const ActionCall& call) {
    const Value message = call.arguments.get("msg").value_or(Value("Failed as requested from task"));
    ActionResult answer;
    answer.result.failure = to_python_text(message);
    return answer;
}

}  // namespace interpreter

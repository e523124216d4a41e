#include "interpreter/actions/actions.hpp"
#include "interpreter/expression/Expression.hpp"

namespace interpreter {

namespace {

Value message(const ActionCall& call, const char* name, const char* fallback) {
    const std::optional<Value> written = call.arguments.get(name);
    return written ? rendered(*written, call.evaluation) : Value(fallback);
}

}  // namespace

ActionResult run_assert(const ActionCall& call) {
    const Value that = call.arguments.get("that").value_or(Value(List{}));
    const List conditions = that.is_list() ? that.as_list() : List{that};
    ActionResult answer;
    answer.always_shown = !call.arguments.flag("quiet");
    for (const Value& condition : conditions) {
        if (holds(condition, call.evaluation)) continue;
        answer.result.data.set("assertion", condition.is_text() ? Value(condition.as_text()) : condition);
        answer.result.data.set("evaluated_to", false);
        const Value said = message(call, "fail_msg", "Assertion failed");
        answer.result.failure = said.is_text() ? said.as_text() : to_python_text(said);
        if (!said.is_text()) answer.result.data.set("msg", said);
        return answer;
    }
    answer.result.data.set("msg", message(call, "success_msg", "All assertions passed"));
    return answer;
}

}  // namespace interpreter

#include "interpreter/actions/actions.hpp"
#include "interpreter/expression/Expression.hpp"

namespace interpreter {

namespace {

// debug shows an undefined variable instead of failing, as Ansible does.
Value shown_variable(const Value& variable, const Evaluation& evaluation) {
    if (!variable.is_text()) return variable;
    try {
        // As between braces: what is more than a bare name becomes text, as Ansible has it.
        return rendered(Value::written("{{" + variable.as_text() + "}}", variable.position()), evaluation);
    } catch (const DiagnosticError& error) {
        return "VARIABLE IS NOT DEFINED!: " + error.diagnostic().message;
    }
}

}  // namespace

ActionResult run_debug(const ActionCall& call) {
    const std::optional<Value> verbosity = call.arguments.get("verbosity");
    ActionResult answer;
    if (verbosity && verbosity->is_integer() && verbosity->as_integer() > call.verbosity) {
        answer.result.skipped = true;
        answer.result.data.set("skipped_reason", "Verbosity threshold not met.");
        return answer;
    }
    answer.always_shown = true;
    const std::optional<Value> variable = call.arguments.get("var");
    if (!variable) {
        answer.result.data.set("msg", call.arguments.get("msg").value_or(Value("Hello world!")));
        return answer;
    }
    if (call.arguments.get("msg")) throw modules::Failure("'msg' and 'var' are incompatible options");
    answer.result.data.set(variable->is_text() ? variable->as_text() : std::string("value"),
                           shown_variable(*variable, call.evaluation));
    return answer;
}

}  // namespace interpreter

#include "interpreter/actions/Terminal.hpp"
#include "interpreter/actions/actions.hpp"

#include <chrono>
#include <string>

namespace interpreter {

ActionResult run_pause(const ActionCall& call) {
    const std::optional<Value> seconds = call.arguments.get("seconds");
    const std::optional<Value> minutes = call.arguments.get("minutes");
    if (seconds && minutes) throw modules::Failure("'seconds' and 'minutes' exclude each other");
    ActionResult answer;
    answer.result.data.set("user_input", "");
    if (seconds || minutes) {
        const std::int64_t time = seconds ? seconds->as_integer() : minutes->as_integer() * 60;
        const bool whole = call.wait(std::chrono::seconds(time));
        answer.result.data.set("delta", time);
        if (!whole) answer.result.failure = "the pause was interrupted";
        return answer;
    }
    const std::string prompt = call.arguments.text_of("prompt", "Press enter to continue, Ctrl+C to interrupt");
    if (!has_terminal()) {
        answer.result.warnings.emplace_back("pause: there is no terminal to ask on, going on at once");
        return answer;
    }
    const bool echo = call.arguments.get("echo").value_or(Value(true)) == Value(true);
    const std::string typed = typed_answer(prompt + ":\n", echo ? Echo::shown : Echo::hidden,
                                           [&] { return call.wait(std::chrono::milliseconds(0)); });
    answer.result.data.set("user_input", echo ? Value(typed) : Value::secret(typed));
    return answer;
}

}  // namespace interpreter

#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"

namespace interpreter {

ActionResult run_raw(const ActionCall& call) {
    ActionResult answer;
    if (call.arguments.text_of("_raw_params").empty()) throw modules::Failure("no command given");
    if (call.mode == RunMode::check) {
        answer.result.skipped = true;
        answer.result.unknown = "a command is not run in check mode";
        return answer;
    }
    Map arguments = call.arguments.as_map();
    arguments.set("strip_empty_ends", false);
    answer.result = call.call_module("shell", arguments, {});
    // The command was run as it was written: when it ran and how long, nobody asked.
    for (const char* name : {"cmd", "start", "end", "delta", "msg"}) answer.result.data.erase(name);
    return answer;
}

}  // namespace interpreter

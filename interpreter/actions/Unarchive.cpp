#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"
#include "interpreter/connection/HostSession.hpp"

namespace interpreter {

ActionResult run_unarchive(const ActionCall& call) {
    ActionResult answer;
    // `copy: no` is the old name of `remote_src: yes`.
    const bool on_host = flag_of(call.arguments, "remote_src", !flag_of(call.arguments, "copy", true));
    Map arguments = arguments_without(call.arguments, {"copy", "decrypt"});
    arguments.set("remote_src", on_host);
    if (on_host) {
        answer.result = call.call_module("unarchive", arguments, {});
        return answer;
    }
    // What need not be unpacked need not be sent either.
    if (const std::optional<Value> creates = call.arguments.get("creates")) {
        const modules::ModuleResult found = call.call_module("stat", Map{{"path", *creates}}, {});
        const Value* there = found.data.find("stat");
        if (there != nullptr && there->flag("exists")) {
            answer.result.skipped = true;
            answer.result.data.set("msg", "skipped, since " + creates->as_text() + " exists");
            return answer;
        }
    }
    const std::string path = find_file(call.arguments.text_of("src"), "files", call.evaluation);
    FileContent content = content_of_file(path, call);
    arguments.set("src", path);
    arguments.set("_content_hash", content_hash(content.bytes));
    answer.result = call.call_module("unarchive", arguments, {std::move(content.bytes)});
    return answer;
}

}  // namespace interpreter

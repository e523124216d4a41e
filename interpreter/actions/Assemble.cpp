#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

ActionResult run_assemble(const ActionCall& call) {
    ActionResult answer;
    if (flag_of(call.arguments, "remote_src", true)) {
        answer.result = call.call_module("assemble", arguments_without(call.arguments, {"decrypt"}), {});
        return answer;
    }
    const std::string directory = find_file(call.arguments.text_of("src"), "files", call.evaluation);
    if (!std::filesystem::is_directory(directory))
        throw modules::Failure("Source (" + directory + ") is not a directory");
    std::vector<std::filesystem::path> paths;
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(directory))
        if (entry.is_regular_file()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    List fragments;
    for (const std::filesystem::path& path : paths) {
        FileContent content = content_of_file(path.string(), call);
        fragments.emplace_back(Map{{"name", path.filename().string()},
                                   {"content", make_text(std::move(content.bytes), content.secret)}});
    }
    Map arguments = arguments_without(call.arguments, {"decrypt"});
    arguments.set("src", directory);
    arguments.set("_fragments", fragments);
    answer.result = call.call_module("assemble", arguments, {});
    return answer;
}

}  // namespace interpreter

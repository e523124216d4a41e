#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/arguments.hpp"
#include "interpreter/connection/HostSession.hpp"
#include "interpreter/expression/python_json.hpp"
#include "modules/value/Json.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <sys/stat.h>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

// mode: preserve means the control side's bits.
void preserve_mode(Map& arguments, const std::string& path) {
    const Value* mode = arguments.find("mode");
    if (mode == nullptr || !mode->is_text() || mode->as_text() != "preserve") return;
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) throw modules::Failure("cannot read " + path);
    arguments.set("mode", static_cast<std::int64_t>(status.st_mode & 07777));
}

modules::ModuleResult send_file(const ActionCall& call, const std::string& path, const std::string& destination,
                                const std::string& base_name) {
    Map arguments = arguments_without(call.arguments, {"src", "content", "remote_src", "directory_mode", "local_follow", "decrypt"});
    FileContent content = content_of_file(path, call);
    preserve_mode(arguments, path);
    arguments.set("dest", destination);
    arguments.set("_content_hash", content_hash(content.bytes));
    arguments.set("_content_secret", content.secret);
    arguments.set("_original_basename", base_name);
    return call.call_module("copy", arguments, {std::move(content.bytes)});
}

modules::ModuleResult make_directory(const ActionCall& call, const std::string& destination) {
    Map arguments{{"path", destination}, {"state", "directory"}};
    for (const char* name : {"owner", "group"})
        if (const std::optional<Value> value = call.arguments.get(name)) arguments.set(name, *value);
    if (const std::optional<Value> mode = call.arguments.get("directory_mode")) arguments.set("mode", *mode);
    return call.call_module("file", arguments, {});
}

void merge(modules::ModuleResult& whole, modules::ModuleResult part) {
    whole.changed = whole.changed || part.changed;
    std::move(part.differences.begin(), part.differences.end(), std::back_inserter(whole.differences));
    if (part.failure) {
        whole.failure = part.failure;
        whole.data = part.data;
    }
}

ActionResult send_tree(const ActionCall& call, const std::string& root, bool contents_only) {
    const filesystem::path source = filesystem::path(root).lexically_normal();
    filesystem::path destination = call.arguments.text_of("dest");
    if (!contents_only) destination /= source.filename();
    ActionResult answer;
    merge(answer.result, make_directory(call, destination.string()));
    std::vector<filesystem::directory_entry> entries{filesystem::recursive_directory_iterator(source),
                                                     filesystem::recursive_directory_iterator()};
    std::sort(entries.begin(), entries.end());
    for (const filesystem::directory_entry& entry : entries) {
        if (answer.result.failure) return answer;
        const std::string target = (destination / entry.path().lexically_relative(source)).string();
        merge(answer.result, entry.is_directory() ? make_directory(call, target)
                                                  : send_file(call, entry.path().string(), target, {}));
    }
    answer.result.data.set("dest", destination.string());
    answer.result.data.set("src", root);
    return answer;
}

}  // namespace

ActionResult run_copy(const ActionCall& call) {
    ActionResult answer;
    const std::optional<Value> content = call.arguments.get("content");
    const std::string source = call.arguments.text_of("src");
    if (content && !source.empty()) throw modules::Failure("src and content are mutually exclusive");
    if (!content && source.empty()) throw modules::Failure("src (or content) is required");
    if (content) {
        Map arguments = arguments_without(call.arguments, {"content", "remote_src", "local_follow", "decrypt"});
        const bool structured = content->is_list() || content->is_map();
        arguments.set("content", structured           ? Value(to_python_json(*content, {}))
                                 : content->is_text() ? *content
                                                      : Value(modules::to_json(*content, 0, modules::SecretStyle::revealed)));
        answer.result = call.call_module("copy", arguments, {});
        return answer;
    }
    if (call.arguments.flag("remote_src")) {
        answer.result = call.call_module("copy", arguments_without(call.arguments, {"decrypt"}), {});
        return answer;
    }
    const bool contents_only = source.ends_with('/');
    const std::string path = find_file(source, "files", call.evaluation);
    if (filesystem::is_directory(path)) return send_tree(call, path, contents_only);
    answer.result = send_file(call, path, call.arguments.text_of("dest"), filesystem::path(path).filename().string());
    return answer;
}

}  // namespace interpreter

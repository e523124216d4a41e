#include "interpreter/template/Template.hpp"

#include "interpreter/actions/actions.hpp"
#include "interpreter/connection/HostSession.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace {

// Names that a template may use to say where it came from.
Variables template_variables(const std::string& path, const Value& arguments) {
    auto variables = std::make_shared<VariableMap>();
    variables->set("template_path", arguments.text_of("src"));
    variables->set("template_fullpath", std::filesystem::absolute(path).string());
    variables->set("template_destpath", arguments.text_of("dest"));
    return variables;
}

TemplateStyle style_of(const Value& arguments) {
    TemplateStyle style = template_file_style();
    if (arguments.get("trim_blocks")) style.trim_blocks = arguments.flag("trim_blocks");
    if (arguments.get("lstrip_blocks")) style.lstrip_blocks = arguments.flag("lstrip_blocks");
    const auto take = [&](const char* name, std::string& mark) {
        mark = arguments.text_of(name, mark);
        if (mark.empty()) throw modules::Failure(std::string(name) + " must not be empty");
    };
    take("variable_start_string", style.marks.variable_start);
    take("variable_end_string", style.marks.variable_end);
    take("block_start_string", style.marks.block_start);
    take("block_end_string", style.marks.block_end);
    take("comment_start_string", style.marks.comment_start);
    take("comment_end_string", style.marks.comment_end);
    return style;
}

// What `newline_sequence` says stands for every line end, also where it was written as backslash and letter.
std::string with_line_ends(const std::string& text, std::string sequence) {
    if (sequence == "\\n") sequence = "\n";
    if (sequence == "\\r") sequence = "\r";
    if (sequence == "\\r\\n") sequence = "\r\n";
    if (sequence != "\n" && sequence != "\r" && sequence != "\r\n")
        throw modules::Failure("newline_sequence needs to be one of: \n, \r or \r\n");
    if (sequence == "\n") return text;
    std::string written;
    for (const char character : text)
        if (character == '\n')
            written += sequence;
        else
            written += character;
    return written;
}

}  // namespace

ActionResult run_template(const ActionCall& call) {
    const std::string path = find_file(call.arguments.text_of("src"), "templates", call.evaluation);
    VariableScope scope = call.evaluation.scope;
    scope.add(Layer::task_vars, template_variables(path, call.arguments));
    Evaluation evaluation{scope, call.evaluation.surroundings, call.evaluation.search_path};
    // Partials and includes are looked for beside the template first.
    evaluation.search_path.insert(evaluation.search_path.begin(),
                                  std::filesystem::path(path).parent_path().string());
    const std::string encoding = call.arguments.text_of("output_encoding", "utf-8");
    if (encoding != "utf-8") throw modules::Failure("output_encoding '" + encoding + "' is not supported, only utf-8");
    RenderedFile file = render_template_file(path, call.files, evaluation, style_of(call.arguments));
    const std::string line_end = call.arguments.text_of("newline_sequence", "\n");
    file.text = with_line_ends(file.text, line_end);

    Map arguments;
    for (const Map::Entry& entry : call.arguments.as_map()) {
        static constexpr std::string_view own[] = {
            "src", "lstrip_blocks", "trim_blocks", "newline_sequence", "output_encoding", "variable_start_string",
            "variable_end_string", "block_start_string", "block_end_string", "comment_start_string", "comment_end_string"};
        if (std::find(std::begin(own), std::end(own), entry.first) == std::end(own))
            arguments.set(entry.first, entry.second);
    }
    std::vector<std::string> contents;
    if (file.secret) {
        // Sent ahead, not as an argument: what is plain of it need not be hidden from then on.
        arguments.set("_content_hash", content_hash(file.text));
        arguments.set("_content_shown", with_line_ends(file.shown, line_end));
        arguments.set("_content_secret", true);
        contents.push_back(std::move(file.text));
    } else {
        arguments.set("content", std::move(file.text));
    }
    std::string name = std::filesystem::path(path).filename().string();
    // As in Ansible a directory gets the name as it is; a .mustache is ours.
    if (constexpr std::string_view suffix = ".mustache"; name.ends_with(suffix)) name.erase(name.size() - suffix.size());
    arguments.set("_original_basename", name);
    ActionResult answer;
    answer.result = call.call_module("copy", arguments, std::move(contents));
    return answer;
}

}  // namespace interpreter

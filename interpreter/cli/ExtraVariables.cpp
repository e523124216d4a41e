#include "interpreter/cli/ExtraVariables.hpp"

namespace interpreter {

namespace {

struct Assignment {
    std::string name;
    std::string value;
    std::uint32_t column = 0;
};

// Words "k=v" with quotes as a shell has them. False when some word is no assignment.
bool assignments(const std::string& text, std::vector<Assignment>& found) {
    std::size_t at = 0;
    while (at < text.size()) {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n')) ++at;
        if (at == text.size()) break;
        Assignment next;
        next.column = static_cast<std::uint32_t>(at + 1);
        while (at < text.size() && text[at] != '=' && text[at] != ' ') next.name += text[at++];
        if (at == text.size() || text[at] != '=' || next.name.empty()) return false;
        ++at;
        char quote = 0;
        for (; at < text.size() && (quote != 0 || text[at] != ' '); ++at) {
            if (quote == 0 && (text[at] == '\'' || text[at] == '"')) {
                quote = text[at];
            } else if (quote != 0 && text[at] == quote) {
                quote = 0;
            } else if (text[at] == '\\' && quote != '\'' && at + 1 < text.size()) {
                next.value += text[++at];
            } else {
                next.value += text[at];
            }
        }
        found.push_back(next);
    }
    return true;
}

}  // namespace

Variables extra_variables(const std::vector<std::string>& written, VariableFiles& files, HashBehaviour mappings,
                          Diagnostics& diagnostics) {
    auto variables = std::make_shared<VariableMap>();
    const auto add_all = [&](const Variables& more) {
        for (const auto& [name, variable] : *more) {
            const Variable* before = variables->find(name);
            variables->set(name, before != nullptr ? over(before->value, variable.value, mappings) : variable.value,
                           variable.position);
        }
    };
    for (const std::string& text : written) {
        if (text.starts_with('@')) {
            add_all(files.load(text.substr(1), diagnostics));
            continue;
        }
        const std::uint32_t file = files.files().add("command line (-e)", text);
        if (text.starts_with('{') || text.starts_with('[')) {
            for (const YamlNode& node : load_yaml(files.files(), file, diagnostics))
                add_all(files.from_node(node, diagnostics));
            continue;
        }
        std::vector<Assignment> found;
        if (!assignments(text, found)) {
            diagnostics.error("extra variables must be k=v, a mapping in JSON or YAML, or @file", {file, 1, 1},
                              "quote a value that holds blanks: -e \"name='a b'\"");
            continue;
        }
        for (const Assignment& assignment : found) {
            const Position position{file, 1, assignment.column};
            variables->set(assignment.name, Value::written(assignment.value, position), position);
        }
    }
    return variables;
}

}  // namespace interpreter

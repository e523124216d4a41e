#include "interpreter/playbook/LoopKeywords.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/variables/VariableName.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace interpreter {

namespace {

const std::vector<std::string>& loop_kinds() {
    static const std::vector<std::string> kinds{"cartesian",
                                                "csvfile",
                                                "dict",
                                                "env",
                                                "file",
                                                "fileglob",
                                                "first_found",
                                                "flattened",
                                                "indexed_items",
                                                "ini",
                                                "inventory_hostnames",
                                                "items",
                                                "lines",
                                                "list",
                                                "nested",
                                                "password",
                                                "pipe",
                                                "random_choice",
                                                "sequence",
                                                "subelements",
                                                "template",
                                                "together",
                                                "unvault",
                                                "url",
                                                "varnames",
                                                "vars"};
    return kinds;
}

bool is_boolean(const Value& value) {
    static constexpr std::array<std::string_view, 8> words{"yes", "no",  "true", "false",
                                                           "on",  "off", "True", "False"};
    return value.is_boolean() ||
           (value.is_text() && std::find(words.begin(), words.end(), value.as_text()) != words.end());
}

std::string expected_for(const std::string& name, const YamlNode& node) {
    if (node.is_text() && is_template(node.scalar)) return {};
    if (name == "label") return {};
    if (name == "extended") return node.is_scalar() && is_boolean(node.scalar) ? "" : "a boolean (yes or no)";
    if (name == "pause")
        return node.is_scalar() && (node.scalar.is_integer() || node.scalar.is_real()) ? "" : "a number";
    return node.is_text() && is_variable_name(node.scalar.as_text()) ? "" : "a variable's name";
}

}  // namespace

bool is_loop_kind(std::string_view kind) {
    const std::vector<std::string>& kinds = loop_kinds();
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::string loop_kind_hint(const std::string& keyword) {
    std::vector<std::string> keywords;
    for (const std::string& kind : loop_kinds())
        keywords.push_back("with_" + kind);
    return did_you_mean(keyword, keywords);
}

void check_loop_control(const YamlEntry& entry, Diagnostics& diagnostics) {
    static const std::vector<std::string> names{"extended", "index_var", "label", "loop_var", "pause"};
    if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
        diagnostics.error("unknown keyword '" + entry.key + "' in loop_control", entry.key_position,
                          did_you_mean(entry.key, names));
        return;
    }
    if (const std::string expected = expected_for(entry.key, entry.value); !expected.empty())
        diagnostics.error("'" + entry.key + "' must be " + expected + ", found " +
                              std::string(shape_name(entry.value)),
                          entry.value.position);
}

}  // namespace interpreter

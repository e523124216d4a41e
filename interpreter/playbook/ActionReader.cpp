#include "interpreter/playbook/ActionReader.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ActionName.hpp"
#include "interpreter/playbook/KeyValueText.hpp"
#include "interpreter/playbook/OwnModule.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace interpreter {

namespace {

/// Modules of the loader's own that the catalogue does not list.
const std::vector<std::string>& construct_names() {
    static const std::vector<std::string> names{"import_role", "import_tasks", "include_role",
                                                "include_tasks", "meta"};
    return names;
}

/// Names of a foreign collection are no slips.
std::string hint_for_module(const std::string& name, const std::vector<std::string>& names) {
    const std::string canonical = canonical_action(name);
    const std::size_t dot = canonical.rfind('.');
    if (dot == std::string::npos) return did_you_mean(canonical, names);
    return "the collection " + canonical.substr(0, dot) + " is not built in";
}

/// Is it a whole template and nothing else? Then it may become a mapping.
bool is_one_template(const Value& text) {
    const std::string& characters = text.as_text();
    const std::size_t first = characters.find_first_not_of(" \n");
    const std::size_t last = characters.find_last_not_of(" \n");
    return is_template(text) && first != std::string::npos && characters.compare(first, 2, "{{") == 0 &&
           last > 2 && characters.compare(last - 1, 2, "}}") == 0;
}

/// The argument that takes what stands behind the module's name; empty where none does.
std::string free_form_argument(const std::string& canonical, const ActionCatalogue& catalogue) {
    switch (construct_of(canonical)) {
    case Construct::meta:
        return "_raw_params";
    case Construct::include_tasks:
    case Construct::import_tasks:
    case Construct::include:
        return "file";
    case Construct::include_role:
    case Construct::import_role:
        return "name";
    case Construct::none:
        break;
    }
    const modules::ModuleDeclaration* declaration = catalogue.find(canonical);
    if (declaration == nullptr) return {};
    for (const modules::Argument& argument : declaration->arguments) {
        if (argument.free_form) return argument.name;
    }
    return takes_command_line(canonical) ? "_raw_params" : "";
}

}  // namespace

const WrittenArgument* WrittenAction::find(std::string_view argument) const {
    const auto found = std::find_if(arguments.begin(), arguments.end(),
                                    [&](const WrittenArgument& written) { return written.name == argument; });
    return found != arguments.end() ? &*found : nullptr;
}

Value WrittenAction::as_value() const {
    if (!from_variable.is_null()) return from_variable;
    Map map;
    for (const WrittenArgument& argument : arguments)
        map.set(argument.name, argument.value);
    return map;
}

std::optional<WrittenAction> ActionReader::read(const YamlNode& task, Certainty run) {
    const YamlEntry* chosen = nullptr;
    bool conflict = false;
    const auto choose = [&](const YamlEntry& entry) {
        if (chosen != nullptr) report_two(*chosen, entry);
        conflict = conflict || chosen != nullptr;
        if (chosen == nullptr) chosen = &entry;
    };
    for (const char* old_style : {"action", "local_action"}) {
        if (const YamlEntry* entry = task.find(old_style)) choose(*entry);
    }
    std::vector<const YamlEntry*> unknown;
    for (const YamlEntry* entry : foreign_keys(task)) {
        if (is_known(canonical_action(entry->key)))
            choose(*entry);
        else
            unknown.push_back(entry);
    }
    if (chosen == nullptr && run == Certainty::depends && unknown.size() == 1 && may_be_elsewhere(unknown[0]->key))
        return read_elsewhere(*unknown[0]);
    if (chosen == nullptr) {
        report_unknown_action(task, unknown);
        return std::nullopt;
    }
    for (const YamlEntry* entry : unknown)
        keywords_.report_unknown(*entry);
    if (conflict) return std::nullopt;

    std::optional<WrittenAction> action;
    if (chosen->key == "action" || chosen->key == "local_action") {
        action = read_old_style(*chosen);
    } else {
        action.emplace();
        if (!name_action(*action, chosen->key, chosen->key_position)) return std::nullopt;
        add_arguments(*action, chosen->value);
    }
    if (const YamlEntry* args = task.find("args"); args != nullptr && action) merge_args(*action, *args);
    return action;
}

std::vector<const YamlEntry*> ActionReader::foreign_keys(const YamlNode& task) const {
    std::vector<const YamlEntry*> foreign;
    for (const YamlEntry& entry : task.entries) {
        const bool loop = entry.key.starts_with("with_");
        if (!loop && keywords_.keyword(entry.key) == nullptr) foreign.push_back(&entry);
    }
    return foreign;
}

void ActionReader::report_two(const YamlEntry& first, const YamlEntry& second) {
    Diagnostic finding;
    finding.message = "two actions in one task: '" + first.key + "' and '" + second.key + "'";
    finding.position = second.key_position;
    finding.notes.push_back({"the first action stands here", first.key_position});
    finding.hint = "make two tasks of it";
    loading_.diagnostics.add(std::move(finding));
}

WrittenAction ActionReader::read_elsewhere(const YamlEntry& entry) {
    loading_.diagnostics.warning("unknown module '" + entry.key + "'", entry.key_position,
                                 "the task fails if it is reached: the module is not built in");
    WrittenAction action;
    action.name = entry.key;
    action.canonical = canonical_action(entry.key);
    action.position = entry.key_position;
    if (entry.value.is_map()) add_mapping(action, entry.value);
    return action;
}

void ActionReader::report_unknown_action(const YamlNode& task, const std::vector<const YamlEntry*>& foreign) {
    if (foreign.empty()) {
        loading_.diagnostics.error("no action in this task", task.position,
                                   "a task names one module: '- copy: …', '- ansible.builtin.command: …'");
        return;
    }
    // The likeliest slip of a module's name is taken for the action, the others for keywords.
    std::vector<std::string> names = loading_.catalogue.names;
    names.insert(names.end(), construct_names().begin(), construct_names().end());
    const auto is_near = [&](const YamlEntry* entry) {
        return closest(canonical_action(entry->key), names).has_value();
    };
    auto likeliest = std::find_if(foreign.begin(), foreign.end(), is_near);
    if (likeliest == foreign.end()) likeliest = foreign.begin();
    for (auto entry = foreign.begin(); entry != foreign.end(); ++entry) {
        if (entry == likeliest)
            loading_.diagnostics.error("unknown module '" + (*entry)->key + "'", (*entry)->key_position,
                                       hint_for_module((*entry)->key, names));
        else
            keywords_.report_unknown(**entry);
    }
}

std::string ActionReader::own_module(const std::string& canonical) const {
    if (construct_of(canonical) != Construct::none) return {};
    const std::string path = find_own_module(canonical, libraries_);
    if (path.empty() || loading_.catalogue.find(canonical) == nullptr) return path;
    std::ifstream stream(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return refusal_of_own_module(content).empty() ? path : std::string();
}

bool ActionReader::is_known(const std::string& canonical) const {
    return is_action(canonical, loading_.catalogue) || !own_module(canonical).empty();
}

bool ActionReader::name_action(WrittenAction& action, std::string name, Position position) {
    action.canonical = canonical_action(name);
    action.name = std::move(name);
    action.position = position;
    action.own_module = own_module(action.canonical);
    if (is_known(action.canonical)) return true;
    loading_.diagnostics.error("unknown module '" + action.name + "'", position,
                               hint_for_module(action.name, loading_.catalogue.names));
    return false;
}

// action: copy src=a dest=b, or action: {module: copy, src: a, dest: b}.
std::optional<WrittenAction> ActionReader::read_old_style(const YamlEntry& entry) {
    WrittenAction action;
    action.is_local = entry.key == "local_action";
    const YamlNode& node = entry.value;
    const YamlEntry* module = node.find("module");
    const YamlNode& text = module != nullptr ? module->value : node;
    if (!text.is_text() || text.scalar.as_text().empty()) {
        keywords_.report_type(entry, "'MODULE ARGUMENTS' or a mapping with 'module'");
        return std::nullopt;
    }
    const std::string& line = text.scalar.as_text();
    const std::size_t end = std::min(line.find_first_of(" \n"), line.size());
    if (!name_action(action, line.substr(0, end), text.scalar.position())) return std::nullopt;
    const std::size_t rest = line.find_first_not_of(" \n", end);
    if (rest != std::string::npos)
        add_text(action, Value::written(line.substr(rest), advanced(text.scalar.position(), line, rest)));
    if (module != nullptr) add_mapping(action, node, module);
    return action;
}

void ActionReader::add_arguments(WrittenAction& action, const YamlNode& node) {
    if (node.is_null()) return;
    if (node.is_map()) return add_mapping(action, node);
    if (node.is_text()) return add_text(action, loading_.value_of(node));
    if (node.is_scalar() && !free_form_argument(action.canonical, loading_.catalogue).empty())
        return add_free_form(action, Value::written(node.source, node.position));
    action.incomplete = true;
    loading_.diagnostics.error("'" + action.name + "' takes a mapping of arguments or text, found " +
                                   std::string(shape_name(node)),
                               node.position);
}

void ActionReader::add_mapping(WrittenAction& action, const YamlNode& node, const YamlEntry* module) {
    const std::string free_form = free_form_argument(action.canonical, loading_.catalogue);
    for (const YamlEntry& entry : node.entries) {
        if (&entry == module) continue;
        const std::string name = entry.key == "_raw_params" && !free_form.empty() ? free_form : entry.key;
        const std::string source =
            entry.value.is_scalar() && !entry.value.is_text() ? entry.value.source : "";
        action.arguments.push_back(
            {name, loading_.value_of(entry.value), entry.key_position, entry.value.position, source});
    }
}

void ActionReader::add_text(WrittenAction& action, const Value& text) {
    const bool line = takes_command_line(action.canonical);
    KeyValueText parsed;
    try {
        parsed = parse_key_values(text, line ? PairWords::options_of_commands : PairWords::all);
    } catch (const DiagnosticError& error) {
        loading_.report(error);
        action.incomplete = true;
        return;
    }
    for (const KeyValueText::Pair& pair : parsed.pairs)
        action.arguments.push_back({pair.key, pair.value, pair.position, pair.value.position(), {}});
    if (!parsed.rest.is_null()) add_free_form(action, parsed.rest);
}

void ActionReader::add_free_form(WrittenAction& action, const Value& text) {
    const std::string name = free_form_argument(action.canonical, loading_.catalogue);
    if (!name.empty()) {
        action.arguments.push_back({name, text, text.position(), text.position(), {}});
        return;
    }
    if (is_one_template(text) && action.arguments.empty()) {
        action.from_variable = text;
        return;
    }
    action.incomplete = true;
    loading_.diagnostics.error("'" + action.name + "' takes no text beside its arguments", text.position(),
                               "write 'name=value', or the arguments as a mapping below the module");
}

void ActionReader::merge_args(WrittenAction& action, const YamlEntry& args) {
    if (args.value.is_null()) return;
    if (args.value.is_text() && is_template(args.value.scalar)) {
        if (action.arguments.empty() && action.from_variable.is_null()) {
            action.from_variable = args.value.scalar;
            return;
        }
        loading_.diagnostics.error("'args' from a variable beside other arguments is not supported",
                                   args.value.position,
                                   "put all arguments into the variable, or all into the task");
        return;
    }
    if (!args.value.is_map()) {
        action.incomplete = true;
        return keywords_.report_type(args, "a mapping");
    }
    WrittenAction further = action;
    further.arguments.clear();
    add_mapping(further, args.value);
    for (WrittenArgument& argument : further.arguments) {
        if (action.find(argument.name) == nullptr) action.arguments.push_back(std::move(argument));
    }
}

}  // namespace interpreter

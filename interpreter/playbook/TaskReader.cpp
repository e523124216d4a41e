#include "interpreter/playbook/TaskReader.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ActionName.hpp"
#include "interpreter/playbook/Certainty.hpp"
#include "interpreter/playbook/LoopKeywords.hpp"
#include "interpreter/playbook/OwnModule.hpp"
#include "interpreter/playbook/TaskCheck.hpp"
#include "interpreter/variables/VariableName.hpp"

#include <algorithm>

namespace interpreter {

namespace {

/// `rescue` beside a module is a task with a keyword too many.
bool is_block(const YamlNode& node, const ActionCatalogue& catalogue) {
    if (node.find("block") != nullptr) return true;
    if (node.find("rescue") == nullptr && node.find("always") == nullptr) return false;
    return std::none_of(node.entries.begin(), node.entries.end(), [&](const YamlEntry& entry) {
        return is_action(canonical_action(entry.key), catalogue);
    });
}

std::string hint_for_text(const YamlNode& node) {
    if (!node.is_text()) return "a task is a mapping: '- name: …' with a module below it";
    const std::string& text = node.scalar.as_text();
    const std::string word = text.substr(0, text.find_first_of(" \n"));
    return "did you mean '- " + word + ": …'?";
}

}  // namespace

const YamlNode* task_list(const YamlNode& document, const std::string& path, Diagnostics& diagnostics) {
    if (document.is_list() || document.is_null()) return &document;
    diagnostics.error("a file of tasks must be a list, found " + std::string(shape_name(document)),
                      document.position,
                      document.find("hosts") != nullptr || document.find("tasks") != nullptr
                          ? path + " looks like a play: import it with import_playbook"
                          : "begin each task with '- '");
    return nullptr;
}

TaskReader::TaskReader(Loading& loading, Scene scene)
    : loading_(loading), scene_(std::move(scene)),
      place_(scene_.place == TaskPlace::handlers ? in_handler : in_task), keywords_(loading, place_) {}

void TaskReader::read(const YamlNode& list, const Element& parent, std::vector<BlockItem>& items) {
    for (const YamlNode& node : list.items)
        read_item(node, parent, items);
}

void TaskReader::read_handlers(const YamlNode& list, const Element& parent,
                               std::vector<std::unique_ptr<Task>>& handlers) {
    std::vector<BlockItem> items;
    read(list, parent, items);
    for (BlockItem& item : items) {
        if (auto* task = std::get_if<std::unique_ptr<Task>>(&item)) {
            handlers.push_back(std::move(*task));
            continue;
        }
        std::unique_ptr<Block>& block = std::get<std::unique_ptr<Block>>(item);
        for (BlockItem& inner : block->body)
            handlers.push_back(std::move(std::get<std::unique_ptr<Task>>(inner)));
        block->body.clear();
        scene_.handler_imports->push_back(std::move(block));
    }
}

void TaskReader::read_item(const YamlNode& node, const Element& parent, std::vector<BlockItem>& items) {
    if (!node.is_map()) {
        loading_.diagnostics.error(std::string(place_name(place_)) + " must be a mapping, found " +
                                       std::string(shape_name(node)),
                                   node.position, hint_for_text(node));
        return;
    }
    if (node.find("hosts") != nullptr && node.find("action") == nullptr) {
        loading_.diagnostics.error("a play stands where a task is expected", node.position,
                                   "import its file with import_playbook, beside the plays");
        return;
    }
    if (!is_block(node, loading_.catalogue)) return read_task(node, parent, items);
    if (scene_.place == TaskPlace::handlers) {
        loading_.diagnostics.error("a block cannot be a handler", node.position,
                                   "give each task a name, or let several 'listen' to one");
        return;
    }
    items.emplace_back(read_block(node, parent));
}

std::unique_ptr<Block> TaskReader::read_block(const YamlNode& node, const Element& parent) {
    auto block = std::make_unique<Block>();
    block->parent = &parent;
    block->position = node.position;
    block->role = scene_.role;
    const KeywordReader keywords(loading_, in_block);
    for (const YamlEntry& entry : node.entries) {
        const Keyword* keyword = keywords.keyword(entry.key);
        if (keyword == nullptr) {
            keywords.report_unknown(entry);
        } else if (entry.key != "block" && entry.key != "rescue" && entry.key != "always") {
            keywords.read(entry, *keyword, *block);
        }
    }
    if (node.find("block") == nullptr)
        loading_.diagnostics.error("'rescue' and 'always' need a 'block'", node.position,
                                   "put the tasks that they belong to below 'block:'");
    check_element(*block, scene_, loading_);
    Scene guarded = scene_;
    guarded.failure_is_caught = scene_.failure_is_caught || node.find("rescue") != nullptr;
    if (const YamlEntry* body = node.find("block")) read_section(*body, *block, block->body, guarded);
    if (const YamlEntry* rescue = node.find("rescue")) read_section(*rescue, *block, block->rescue, guarded);
    if (const YamlEntry* always = node.find("always")) read_section(*always, *block, block->always, scene_);
    return block;
}

void TaskReader::read_section(const YamlEntry& entry, Block& block, std::vector<BlockItem>& items,
                              Scene scene) {
    const KeywordReader keywords(loading_, in_block);
    if (const YamlNode* list = keywords.list(entry))
        TaskReader(loading_, std::move(scene)).read(*list, block, items);
}

void TaskReader::read_task(const YamlNode& node, const Element& parent, std::vector<BlockItem>& items) {
    std::unique_ptr<Task> task = make_task(node, parent);
    std::optional<WrittenAction> action =
        ActionReader(loading_, keywords_, library_directories(scene_)).read(node, certainty_of_run(*task, scene_));
    if (!action) {
        // Nothing runs after that error, but whoever notifies it made no mistake.
        if (task->is_handler) items.emplace_back(std::move(task));
        return;
    }
    switch (construct_of(action->canonical)) {
    case Construct::import_tasks:
        return import_tasks(*task, *action, items);
    case Construct::import_role:
        return import_role(*task, *action, items);
    case Construct::include:
        loading_.diagnostics.error(
            "'include' is not supported", action->position,
            "write import_tasks (read before the play runs) or include_tasks (when it is reached)");
        return;
    default:
        break;
    }
    settle(*task, std::move(*action));
    items.emplace_back(std::move(task));
}

std::unique_ptr<Task> TaskReader::make_task(const YamlNode& node, const Element& parent) {
    auto task = std::make_unique<Task>();
    task->parent = &parent;
    task->position = node.position;
    task->role = scene_.role;
    task->variables_layer = Layer::task_vars;
    task->directory = scene_.directory;
    task->is_handler = scene_.place == TaskPlace::handlers;
    read_keywords(node, *task);
    read_register(*task);
    return task;
}

void TaskReader::read_keywords(const YamlNode& node, Task& task) {
    for (const YamlEntry& entry : node.entries) {
        const Keyword* keyword = keywords_.keyword(entry.key);
        if (entry.key == "loop" || entry.key.starts_with("with_")) {
            read_loop(entry, task);
        } else if (entry.key == "loop_control") {
            read_loop_control(entry, task);
        } else if (entry.key == "listen" && keyword != nullptr) {
            read_listen(entry, task);
        } else if (keyword != nullptr && entry.key != "action" && entry.key != "local_action" &&
                   entry.key != "args") {
            keywords_.read(entry, *keyword, task);
        }
    }
}

void TaskReader::read_loop(const YamlEntry& entry, Task& task) {
    const bool plain = entry.key == "loop";
    const std::string kind = plain ? entry.key : entry.key.substr(5);
    if (!plain && !is_loop_kind(kind)) {
        loading_.diagnostics.error("unknown loop '" + entry.key + "'", entry.key_position,
                                   loop_kind_hint(entry.key));
        return;
    }
    if (!task.loop.empty()) {
        Diagnostic finding;
        finding.message = "a second loop in one task: '" + entry.key + "'";
        finding.position = entry.key_position;
        finding.notes.push_back({"the first stands here", task.loop.front().position});
        finding.hint = "join the lists, or put the inner loop into a file for include_tasks";
        loading_.diagnostics.add(std::move(finding));
        return;
    }
    if (entry.value.is_null()) {
        loading_.diagnostics.error("'" + entry.key + "' needs a value", entry.key_position);
        return;
    }
    if (plain && !entry.value.is_list() && !is_templated(entry.value)) {
        keywords_.report_type(entry, "a list, or an expression in {{ }} that gives one");
        return;
    }
    task.loop.push_back({kind, loading_.value_of(entry.value), entry.key_position});
}

void TaskReader::read_loop_control(const YamlEntry& entry, Task& task) {
    if (!entry.value.is_map()) return keywords_.report_type(entry, "a mapping");
    for (const YamlEntry& control : entry.value.entries)
        check_loop_control(control, loading_.diagnostics);
    task.keywords["loop_control"] = {loading_.value_of(entry.value), entry.key_position,
                                     entry.value.position};
}

void TaskReader::read_listen(const YamlEntry& entry, Task& task) {
    const Value topics = loading_.value_of(entry.value);
    for (const Value& topic : topics.is_list() ? topics.as_list() : List{topics}) {
        if (!topic.is_text()) return keywords_.report_type(entry, "text or a list of texts");
        task.listen.push_back(topic.as_text());
    }
}

void TaskReader::read_register(const Task& task) {
    const Written* name = task.own("register");
    if (name == nullptr || is_template(name->value)) return;
    const std::string text = name->value.is_text() ? name->value.as_text() : to_python_text(name->value);
    if (is_variable_name(text)) return;
    const bool certain = certainty_of_run(task, scene_) == Certainty::certain;
    loading_.diagnostics.add({certain ? Severity::error : Severity::warning,
                              "'" + text + "' is no name for a variable",
                              name->position,
                              {},
                              std::string(variable_name_hint)});
}

void TaskReader::settle(Task& task, WrittenAction action) {
    task.action = action.canonical;
    task.written_action = action.name;
    task.action_position = action.position;
    task.own_module = action.own_module;
    switch (construct_of(action.canonical)) {
    case Construct::meta:
        task.kind = TaskKind::meta;
        break;
    case Construct::include_tasks:
        task.kind = TaskKind::include_tasks;
        break;
    case Construct::include_role:
        task.kind = TaskKind::include_role;
        break;
    default:
        task.kind =
            task.own_module.empty() && loading_.catalogue.runs_on_control_side(action.canonical) ? TaskKind::action : TaskKind::module;
    }
    if (action.is_local)
        task.keywords["delegate_to"] = {Value("localhost"), action.position, action.position};
    task.arguments = action.as_value();
    check_task(task, action, scene_, loading_);
}

}  // namespace interpreter

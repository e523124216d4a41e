#include "interpreter/playbook/PlayReader.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ActionName.hpp"
#include "interpreter/playbook/PlayCheck.hpp"
#include "interpreter/playbook/PromptCheck.hpp"
#include "interpreter/playbook/RoleReader.hpp"
#include "interpreter/playbook/TaskCheck.hpp"
#include "interpreter/playbook/TaskReader.hpp"

#include <algorithm>

namespace interpreter {

namespace {

bool is_structural(std::string_view key) {
    return key == "hosts" || key == "vars_files" || key == "pre_tasks" || key == "roles" || key == "tasks" ||
           key == "post_tasks" || key == "handlers" || key == "user";
}

/// The variables of the import win over the play's own.
Variables with_import(const Variables& own, const Element* import) {
    if (import == nullptr || !import->variables) return own;
    auto joined = own ? std::make_shared<VariableMap>(*own) : std::make_shared<VariableMap>();
    for (const auto& [name, variable] : *import->variables)
        joined->set(name, variable.value, variable.position);
    return joined;
}

bool looks_like_task(const YamlNode& node, const ActionCatalogue& catalogue) {
    return std::any_of(node.entries.begin(), node.entries.end(), [&](const YamlEntry& entry) {
        return find_keyword(entry.key) == nullptr && is_action(canonical_action(entry.key), catalogue);
    });
}

}  // namespace

PlayReader::PlayReader(Loading& loading, std::string directory, std::shared_ptr<Element> import,
                       const ImportStep* imports)
    : loading_(loading), keywords_(loading, in_play), imports_(imports), play_(std::make_unique<Play>()) {
    play_->directory = std::move(directory);
    play_->import = std::move(import);
    play_->parent = play_->import.get();
    play_->variables_layer = Layer::play_vars;
}

Scene PlayReader::scene() {
    Scene scene;
    scene.play = play_.get();
    scene.directory = play_->directory;
    scene.playbook_directory = play_->directory;
    scene.roles = &pool_;
    scene.handler_imports = &play_->handler_imports;
    scene.imports = imports_;
    return scene;
}

std::unique_ptr<Play> PlayReader::read(const YamlNode& node) {
    play_->position = node.position;
    if (node.find("hosts") == nullptr && looks_like_task(node, loading_.catalogue)) {
        loading_.diagnostics.error("a task stands where a play is expected", node.position,
                                   "put it below 'tasks:' of a play, or import this file with import_tasks");
        return nullptr;
    }
    read_keywords(node);
    check_words();
    check_prompts(*play_, loading_);
    check_element(*play_, scene(), loading_);
    // In the order of running: a dependency that was met before does not run again.
    play_->pre_tasks = read_section(node, "pre_tasks");
    read_roles(node);
    play_->tasks = read_section(node, "tasks");
    play_->post_tasks = read_section(node, "post_tasks");
    read_handlers(node);
    add_needs();
    check_play(*play_, place_roles(), loading_);
    return std::move(play_);
}

void PlayReader::read_keywords(const YamlNode& node) {
    for (const YamlEntry& entry : node.entries) {
        const Keyword* keyword = keywords_.keyword(entry.key);
        if (keyword == nullptr)
            keywords_.report_unknown(entry);
        else if (!is_structural(entry.key))
            keywords_.read(entry, *keyword, *play_);
    }
    play_->variables = with_import(play_->variables, play_->import.get());
    if (const YamlEntry* hosts = node.find("hosts"))
        read_hosts(*hosts);
    else
        loading_.diagnostics.error("a play needs 'hosts'", node.position, "name a host or a group, or 'all'");
    if (const YamlEntry* files = node.find("vars_files")) read_vars_files(*files);
    read_user(node);
}

void PlayReader::read_hosts(const YamlEntry& entry) {
    const YamlNode& node = entry.value;
    const std::vector<YamlNode> one{node};
    const std::vector<YamlNode>& parts = node.is_list() ? node.items : one;
    std::string pattern;
    for (const YamlNode& part : parts) {
        if (part.is_null() || (part.is_text() && part.scalar.as_text().empty())) continue;
        if (!part.is_scalar()) return keywords_.report_type(entry, "a pattern of hosts, or a list of them");
        if (!pattern.empty()) pattern += ',';
        pattern += part.is_text() ? part.scalar.as_text() : part.source;
    }
    if (pattern.empty()) {
        loading_.diagnostics.error("'hosts' is empty", entry.key_position,
                                   "name a host or a group, or 'all'");
        return;
    }
    const YamlNode& first = parts.front();
    play_->hosts = Value::written(pattern, first.is_text() ? first.scalar.position() : first.position);
}

void PlayReader::read_vars_files(const YamlEntry& entry) {
    const std::vector<YamlNode> one{entry.value};
    const std::vector<YamlNode>& files = entry.value.is_list() ? entry.value.items : one;
    for (const YamlNode& file : files) {
        if (file.is_null()) continue;
        const bool fits =
            file.is_text() ||
            (file.is_list() && std::all_of(file.items.begin(), file.items.end(),
                                           [](const YamlNode& item) { return item.is_text(); }));
        if (!fits) return keywords_.report_type(entry, "a list of file names");
        play_->vars_files.push_back({loading_.value_of(file), entry.key_position, file.position});
    }
}

void PlayReader::read_user(const YamlNode& node) {
    const YamlEntry* user = node.find("user");
    if (user == nullptr) return;
    if (const YamlEntry* remote_user = node.find("remote_user")) {
        Diagnostic finding;
        finding.message = "'user' and 'remote_user' in one play";
        finding.position = user->key_position;
        finding.notes.push_back({"the other stands here", remote_user->key_position});
        finding.hint = "they mean the same: leave 'user' out";
        loading_.diagnostics.add(std::move(finding));
        return;
    }
    keywords_.read({"remote_user", user->key_position, user->value}, *find_keyword("remote_user"), *play_);
}

void PlayReader::check_words() {
    const auto literal = [&](const char* keyword) -> const Written* {
        const Written* written = play_->own(keyword);
        return written != nullptr && written->value.is_text() && !is_template(written->value) ? written
                                                                                              : nullptr;
    };
    if (const Written* strategy = literal("strategy")) {
        const std::string name = canonical_action(strategy->value.as_text());
        static const std::vector<std::string> strategies{"free", "graph", "host_pinned", "linear"};
        if (name == "debug")
            loading_.diagnostics.error("strategy 'debug' is not supported", strategy->position,
                                       "leave it out: 'linear' runs each task on all hosts at once");
        else if (std::find(strategies.begin(), strategies.end(), name) == strategies.end())
            loading_.diagnostics.error("unknown strategy '" + name + "'", strategy->position,
                                       did_you_mean(name, strategies));
    }
    if (const Written* order = literal("order")) {
        static const std::vector<std::string> orders{"inventory", "reverse_inventory", "reverse_sorted",
                                                     "shuffle", "sorted"};
        const std::string& name = order->value.as_text();
        if (std::find(orders.begin(), orders.end(), name) == orders.end())
            loading_.diagnostics.error("unknown order '" + name + "'", order->position,
                                       did_you_mean(name, orders));
    }
}

std::unique_ptr<Block> PlayReader::read_section(const YamlNode& node, const char* name) {
    auto block = std::make_unique<Block>();
    block->parent = play_.get();
    block->position = node.position;
    const YamlEntry* entry = node.find(name);
    if (entry == nullptr) return block;
    block->position = entry->key_position;
    if (const YamlNode* list = keywords_.list(*entry))
        TaskReader(loading_, scene()).read(*list, *block, block->body);
    return block;
}

void PlayReader::read_roles(const YamlNode& node) {
    play_->role_tasks = std::make_unique<Block>();
    play_->role_tasks->parent = play_.get();
    play_->role_tasks->position = node.position;
    const YamlEntry* entry = node.find("roles");
    const YamlNode* list = entry != nullptr ? keywords_.list(*entry) : nullptr;
    if (list == nullptr) return;
    play_->role_tasks->position = entry->key_position;
    const Scene here = scene();
    RoleReader reader(loading_, here);
    for (const YamlNode& item : list->items) {
        if (std::unique_ptr<RoleUse> use = reader.read_entry(item, *play_))
            reader.load(std::move(*use), *play_, nullptr);
    }
}

void PlayReader::read_handlers(const YamlNode& node) {
    const YamlEntry* entry = node.find("handlers");
    const YamlNode* list = entry != nullptr ? keywords_.list(*entry) : nullptr;
    if (list == nullptr) return;
    Scene here = scene();
    here.place = TaskPlace::handlers;
    TaskReader(loading_, here).read_handlers(*list, *play_, play_->handlers);
}

// With the linear strategy `needs:` between roles only moves a role behind what it needs.
void PlayReader::add_needs() {
    for (const std::unique_ptr<Role>& role : pool_.roles()) {
        if (role->tasks == nullptr) continue;
        for (const NamedNeed& need : needs_of(*role)) {
            const Role* needed = pool_.named(need.name);
            if (needed != nullptr && needed->tasks != nullptr && needed != role.get())
                pool_.add_edge(*needed, *role, EdgeKind::needs, "needs: " + need.name, need.position);
        }
    }
}

RoleOrder PlayReader::place_roles() {
    Diagnostics cycles;
    play_->roles = pool_.take_in_order(cycles);
    for (const Diagnostic& cycle : cycles.all())
        loading_.diagnostics.add(cycle);
    for (const std::unique_ptr<Role>& role : play_->roles) {
        if (role->tasks != nullptr) play_->role_tasks->body.emplace_back(std::move(role->tasks));
    }
    return cycles.has_errors() ? RoleOrder::cyclic : RoleOrder::known;
}

}  // namespace interpreter

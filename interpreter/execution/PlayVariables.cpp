#include "interpreter/execution/PlayVariables.hpp"

#include "interpreter/execution/HostVariables.hpp"
#include "interpreter/expression/Expression.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <random>
#include <unordered_set>

namespace interpreter {

namespace {

template <class State>
Value names_of(const std::vector<State*>& hosts) {
    List names;
    for (const HostState* host : hosts) names.emplace_back(host->name());
    return names;
}

Variables named_play_hosts(const std::vector<const HostState*>& living, const std::vector<HostState*>& active) {
    const Value active_names = names_of(active);
    auto variables = std::make_shared<VariableMap>();
    variables->set("ansible_play_hosts", names_of(living));
    variables->set("ansible_play_batch", active_names);
    variables->set("play_hosts", active_names);
    return variables;
}

Value group_members(const Inventory& inventory) {
    Map groups;
    for (const Group* group : inventory.groups()) {
        List members;
        for (const Host* host : inventory.hosts_of(*group)) members.emplace_back(host->name);
        groups.set(group->name, members);
    }
    return groups;
}

Value texts(const std::vector<std::string>& words) {
    List list;
    for (const std::string& word : words) list.emplace_back(word);
    return list;
}

std::string pattern_text(const Value& pattern) {
    std::string text;
    for (const Value& part : pattern.is_list() ? pattern.as_list() : List{pattern})
        text += (text.empty() ? "" : ",") + to_python_text(part);
    return text;
}

std::string absolute(const std::string& path) {
    std::string full = std::filesystem::absolute(path.empty() ? "." : path).lexically_normal().string();
    while (full.size() > 1 && full.back() == '/') full.pop_back();
    return full;
}

}  // namespace

const std::string& omit_placeholder() {
    static const std::string placeholder = [] {
        std::random_device source;
        std::string text = "__omit_place_holder__";
        for (int word = 0; word < 4; ++word) text += std::to_string(source());
        return text;
    }();
    return placeholder;
}

Value without_omitted(const Value& value) {
    const auto omitted = [](const Value& part) { return part.is_text() && part.as_text() == omit_placeholder(); };
    if (value.is_list()) {
        List kept;
        for (const Value& item : value.as_list())
            if (!omitted(item)) kept.push_back(without_omitted(item));
        return kept;
    }
    if (!value.is_map() || value.is_lazy()) return value;
    Map kept;
    for (const Map::Entry& entry : value.as_map())
        if (!omitted(entry.second)) kept.set(entry.first, without_omitted(entry.second));
    return kept;
}

PlayVariables::PlayVariables(Run& run, const Play& play, std::vector<HostState*> all_hosts, PlayBesideOthers beside)
    : run_(run), play_(play), all_hosts_(std::move(all_hosts)), beside_(std::move(beside)),
      groups_(group_members(run.inventory)),
      hostvars_(Value::lazy(std::make_shared<AllHostVariables>(*this))), omit_(omit_placeholder()) {
    for (const std::unique_ptr<Role>& role : play.roles) roles_.push_back(role.get());
}

PlayVariables::~PlayVariables() = default;

HostState& PlayVariables::state(const Host& host) const { return beside_.state ? beside_.state(host) : run_.state(host); }

// Whatever a task may print, what a vault held is known before.
void PlayVariables::learn_secrets(const VariableScope& scope) const {
    const Vault* vault = run_.surroundings.vault;
    if (vault == nullptr || !vault->has_passwords()) return;
    for (const std::string& name : scope.names()) {
        const std::optional<VariableScope::Found> found = scope.find(name);
        if (found && found->layer != Layer::magic && found->layer != Layer::facts) run_.mask.learn(found->value);
    }
}

VariableScope PlayVariables::scope(const HostState& host, const Element& element) const {
    VariableScope scope(run_.options.mappings);
    scope.add(Layer::command_line_values, stand_ins(host, element));
    {
        const std::lock_guard lock(mutex_);
        for (const Role* role : roles_) {
            if (role->defaults) scope.add(Layer::role_defaults, role->defaults);
            if (role->vars) scope.add(Layer::role_vars, role->vars);
        }
    }
    for (const auto& [layer, variables] : inventory_layers(host)) scope.add(layer, variables);
    static const Variables no_facts = [] {
        auto map = std::make_shared<VariableMap>();
        map->set("ansible_facts", Map{});
        return map;
    }();
    scope.add(Layer::facts, no_facts);
    for (const auto& [layer, variables] : host.layers()) scope.add(layer, variables);
    if (run_.options.extra_variables) scope.add(Layer::extra_vars, run_.options.extra_variables);
    if (prompted_) scope.add(Layer::play_vars_prompt, prompted_);
    scope.add(Layer::magic, magic_of_all());
    scope.add(Layer::magic, magic_of(host));
    // There, too, a vertex sees what it and those before it learned, on its own host and on others.
    if (host.is_view())
        scope.set(Layer::magic, "hostvars", Value::lazy(std::make_shared<AllHostVariables>(*this, &host)));
    if (const Variables own = host.play_hosts()) {
        scope.add(Layer::magic, own);
    } else {
        const std::lock_guard lock(mutex_);
        if (active_) scope.add(Layer::magic, active_);
    }
    add_element(scope, element);
    add_vars_files(scope, host);
    learn_secrets(scope);
    return scope;
}

// The chain from the play down to the element: each level's `vars:`, and of each role on the way its files.
void PlayVariables::add_element(VariableScope& scope, const Element& element) const {
    std::vector<const Element*> chain;
    for (const Element* level = &element; level != nullptr; level = level->parent) chain.push_back(level);
    const Role* previous = nullptr;
    for (auto level = chain.rbegin(); level != chain.rend(); ++level) {
        const Role* role = (*level)->role;
        if (role != nullptr && role != previous) {
            for (const Role* dependency : role->dependencies) {
                if (dependency->defaults) scope.add(Layer::role_defaults, dependency->defaults);
                if (dependency->vars) scope.add(Layer::role_vars, dependency->vars);
            }
            if (role->defaults) scope.add(Layer::role_defaults, role->defaults);
            if (role->vars) scope.add(Layer::role_vars, role->vars);
            previous = role;
        }
        if ((*level)->variables && !(*level)->variables->empty())
            scope.add((*level)->variables_layer, (*level)->variables);
    }
    if (element.role != nullptr) scope.add(Layer::magic, role_magic(*element.role));
}

// Names of files may hold templates, so each host has its own; the files themselves are read once.
void PlayVariables::add_vars_files(VariableScope& scope, const HostState& host) const {
    for (const Written& written : play_.vars_files) {
        const List candidates = written.value.is_list() ? written.value.as_list() : List{written.value};
        Variables found;
        bool unknown_yet = false;
        std::string tried;
        for (const Value& candidate : candidates) {
            const Evaluation evaluation{scope, run_.surroundings, {}};
            std::string name;
            try {
                name = rendered_text(candidate, evaluation);
            } catch (const DiagnosticError&) {
                // A name made of facts cannot be known before they are gathered.
                if (host.has_facts()) throw;
                unknown_yet = true;
                continue;
            }
            std::filesystem::path path(name);
            if (path.is_relative()) path = std::filesystem::path(play_.directory) / name;
            tried += (tried.empty() ? "" : ", ") + path.string();
            if (!std::filesystem::exists(path)) continue;
            Diagnostics findings;
            found = run_.variable_files.load(path.string(), findings, written.position);
            for (const Diagnostic& finding : findings.all())
                if (finding.severity == Severity::error) throw DiagnosticError(finding);
            break;
        }
        if (found)
            scope.add(Layer::play_vars_files, found);
        else if (!unknown_yet)
            throw DiagnosticError("vars file not found: " + tried, written.position);
    }
}

PlayVariables::Layers PlayVariables::inventory_layers(const HostState& host) const {
    const std::lock_guard lock(mutex_);
    const auto known = inventory_layers_.find(&host.host());
    if (known != inventory_layers_.end()) return known->second;
    Diagnostics findings;
    Layers layers = run_.inventory.variables_of(host.host(), absolute(play_.directory), run_.variable_files, findings);
    for (const Diagnostic& finding : findings.all())
        if (finding.severity == Severity::error) throw DiagnosticError(finding);
    for (const auto& [layer, variables] : layers)
        for (const auto& [name, variable] : *variables) run_.mask.learn(variable.value);
    return inventory_layers_.emplace(&host.host(), std::move(layers)).first->second;
}

Variables PlayVariables::magic_of(const HostState& host) const {
    const std::lock_guard lock(mutex_);
    Variables& known = magic_[&host.host()];
    if (known) return known;
    auto magic = std::make_shared<VariableMap>();
    const std::string& name = host.name();
    magic->set("inventory_hostname", name);
    magic->set("inventory_hostname_short", name.substr(0, name.find('.')));
    List group_names;
    for (const Group* group : run_.inventory.groups_of(host.host()))
        if (group->name != "all") group_names.emplace_back(group->name);
    std::sort(group_names.begin(), group_names.end(),
              [](const Value& left, const Value& right) { return left.as_text() < right.as_text(); });
    magic->set("group_names", group_names);
    known = magic;
    return known;
}

// What is the same for each host is kept once: of a thousand hosts each would have a list of a thousand names.
Variables PlayVariables::magic_of_all() const {
    const std::lock_guard lock(mutex_);
    if (common_magic_) return common_magic_;
    auto magic = std::make_shared<VariableMap>();
    magic->set("groups", groups_);
    magic->set("hostvars", hostvars_);
    magic->set("omit", omit_);
    magic->set("playbook_dir", absolute(play_.directory));
    if (const std::vector<std::string>& sources = run_.inventory.sources(); !sources.empty()) {
        // A list of hosts is no file.
        const bool is_list = sources.back().find(',') != std::string::npos;
        const std::filesystem::path source(is_list ? sources.back() : absolute(sources.back()));
        const bool directory = std::filesystem::is_directory(source);
        magic->set("inventory_file", source.string());
        magic->set("inventory_dir", directory ? source.string() : source.parent_path().string());
        List named;
        for (const std::string& given : sources)
            named.emplace_back(given.find(',') != std::string::npos ? given : absolute(given));
        magic->set("ansible_inventory_sources", named);
    }
    const RunOptions& options = run_.options;
    magic->set("ansible_play_name", play_.name.empty() ? Value(pattern_text(play_.hosts)) : Value::written(play_.name, play_.name_position));
    magic->set("ansible_play_hosts_all", names_of(all_hosts_));
    magic->set("ansible_check_mode", options.mode == RunMode::check);
    magic->set("ansible_diff_mode", options.show_differences);
    magic->set("ansible_verbosity", options.verbosity);
    magic->set("ansible_forks", static_cast<std::int64_t>(options.forks));
    magic->set("ansible_run_tags", texts(options.tags.empty() ? std::vector<std::string>{"all"} : options.tags));
    magic->set("ansible_skip_tags", texts(options.skip_tags));
    if (!options.limit.empty()) magic->set("ansible_limit", options.limit);
    // The version of the language that is spoken here.
    magic->set("ansible_version", Map{{"full", language_version}, {"major", 2}, {"minor", 14}, {"revision", 18},
                                      {"string", language_version}});
    common_magic_ = magic;
    return common_magic_;
}

Variables PlayVariables::stand_ins(const HostState& host, const Element& element) const {
    const RunOptions& options = run_.options;
    auto magic = std::make_shared<VariableMap>();
    const auto set = [&](const char* name, std::string_view keyword, const Value& fallback) {
        if (const Written* written = element.find(keyword))
            magic->set(name, written->value, written->position);
        else if (!fallback.is_null())
            magic->set(name, fallback);
    };
    set("ansible_connection", "connection", host.host().implicit ? "local" : options.connection.empty() ? "ssh" : options.connection);
    set("ansible_user", "remote_user", options.remote_user.empty() ? Value() : Value(options.remote_user));
    set("ansible_port", "port", Value());
    magic->set("ansible_host", host.name());
    magic->set("ansible_managed", "Ansible managed");
    return magic;
}

Variables PlayVariables::role_magic(const Role& role) const {
    const std::lock_guard lock(mutex_);
    Variables& known = role_magic_[&role];
    if (known) return known;
    auto magic = std::make_shared<VariableMap>();
    magic->set("role_path", absolute(role.path));
    magic->set("role_name", role.role_name);
    magic->set("ansible_role_name", role.role_name);
    List parents;
    for (const Role* parent = role.parent_role; parent != nullptr; parent = parent->parent_role)
        parents.emplace_back(parent->role_name);
    magic->set("ansible_parent_role_names", parents);
    known = magic;
    return known;
}

// Asked for each task and host, of a few directories.
std::string PlayVariables::absolute_directory(const std::string& directory) const {
    const std::lock_guard lock(mutex_);
    std::string& known = absolute_directories_[directory];
    if (known.empty()) known = absolute(directory);
    return known;
}

std::vector<std::string> PlayVariables::search_path(const Element& element) const {
    std::vector<std::string> path;
    const auto add = [&](const std::string& directory) {
        const std::string entry = absolute_directory(directory);
        if (std::find(path.begin(), path.end(), entry) == path.end()) path.push_back(entry);
    };
    for (const Role* role = element.role; role != nullptr; role = role->parent_role) add(role->path);
    if (const Task* task = dynamic_cast<const Task*>(&element)) add(task->directory);
    add(play_.directory);
    return path;
}

std::vector<const HostState*> PlayVariables::living(const std::vector<HostState*>& batch,
                                                    const std::vector<HostState*>& active) const {
    const std::unordered_set<const HostState*> in_batch(batch.begin(), batch.end());
    const std::unordered_set<const HostState*> still_active(active.begin(), active.end());
    const auto lost = [&](const HostState* host) {
        if (host->is_lost()) return true;
        return in_batch.count(host) != 0 && still_active.count(host) == 0 && host->standing == Standing::active;
    };
    std::vector<const HostState*> living;
    std::copy_if(all_hosts_.begin(), all_hosts_.end(), std::back_inserter(living), std::not_fn(lost));
    return living;
}

void PlayVariables::set_active(const std::vector<HostState*>& batch, const std::vector<HostState*>& active) {
    std::vector<const HostState*> living = this->living(batch, active);
    const std::lock_guard lock(mutex_);
    // Between most tasks nothing changes.
    if (active_ && living == living_hosts_ && active == active_hosts_) return;
    active_ = named_play_hosts(living, active);
    living_hosts_ = std::move(living);
    active_hosts_ = active;
}

Variables PlayVariables::play_hosts(const std::vector<HostState*>& batch, const std::vector<HostState*>& active) const {
    return named_play_hosts(living(batch, active), active);
}

void PlayVariables::forget_inventory() {
    const Value groups = group_members(run_.inventory);
    const std::lock_guard lock(mutex_);
    groups_ = groups;
    inventory_layers_.clear();
    magic_.clear();
    common_magic_.reset();
}

void PlayVariables::add_role(const Role& role) {
    const std::lock_guard lock(mutex_);
    roles_.push_back(&role);
}

}  // namespace interpreter

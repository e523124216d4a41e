#include "interpreter/execution/DataEdges.hpp"

#include "interpreter/execution/TaskRunner.hpp"

#include <algorithm>

namespace interpreter {

namespace {

bool is_fact(const std::string& name) { return name.starts_with("ansible_"); }

bool reads_facts(const std::set<std::string>& names) { return std::any_of(names.begin(), names.end(), is_fact); }

std::set<std::string> plain_texts(const Written* written) {
    std::set<std::string> texts;
    if (written == nullptr) return texts;
    for (const Value& value : written->value.is_list() ? written->value.as_list() : List{written->value})
        if (value.is_text()) texts.insert(value.as_text());
    return texts;
}

}  // namespace

DataEdges::DataEdges(PlayVariables& variables, const std::vector<HostState*>& hosts)
    : variables_(variables), hosts_(hosts), tasks_(variables) {}

void DataEdges::add_to(PlayGraph& graph) {
    for (std::size_t vertex = 0; vertex < graph.size(); ++vertex) {
        surveys_.push_back(survey(graph.vertex(vertex)));
        const Survey& now = surveys_.back();
        for (const auto& [name, how] : now.sets.names) set_in_play_.insert(name);
        sets_unknown_ = sets_unknown_ || !now.unknown_setters.empty() || now.fact_setter != nullptr;
    }
    // Dependencies stand before what they are run for, and have their own by then.
    std::vector<Edge> edges = graph.graph().edges();
    std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.after < b.after; });
    for (const Edge& edge : edges) {
        if (edge.kind != EdgeKind::role_dependency) continue;
        const std::vector<Position>& of_dependency = surveys_[edge.before].setters;
        std::vector<Position>& setters = surveys_[edge.after].setters;
        setters.insert(setters.end(), of_dependency.begin(), of_dependency.end());
    }
    const std::vector<std::vector<bool>> order = graph.order_on_a_host();
    for (std::size_t after = 0; after < graph.size(); ++after) {
        if (graph.vertex(after).kind != PlayVertex::Kind::work) continue;
        for (std::size_t before = 0; before < after; ++before)
            if (graph.vertex(before).kind == PlayVertex::Kind::work &&
                graph.vertex(before).section == graph.vertex(after).section)
                add_edges(graph, before, after, order[before][after] ? Known::ordered : Known::not_ordered);
    }
}

DataEdges::Survey DataEdges::survey(const PlayVertex& vertex) {
    Survey made;
    std::set<std::string> notified;
    for (const BlockItem* item : vertex.items) {
        tasks_.walk_tasks(
            *item,
            [&](const Task& task) {
                add_task(task, made);
                for (const Written* names : task.collect("notify")) notified.merge(plain_texts(names));
            },
            [&](const Task& include) {
                // What it brings may read and set anything.
                made.reads.dynamic = made.reads.dynamic_of_hosts = true;
                made.unknown_setters.push_back(&include);
                made.setters.push_back(include.position);
            });
    }
    if (!notified.empty()) add_handlers(notified, made);
    for (const auto& [role, task] : made.of_roles) {
        if (role == nullptr || !role->argument_spec.is_map()) continue;
        const std::optional<Value> options = role->argument_spec.get("options");
        if (options && options->is_map())
            for (const std::string& name : options->keys())
                if (!made.certain.contains(name)) made.reads.names.insert(name);
    }
    close(made);
    return made;
}

void DataEdges::add_task(const Task& task, Survey& survey) {
    NamesRead read = tasks_.read_by(task);
    const NamesSet set = tasks_.set_by(task);
    for (const auto& [name, how] : set.names)
        if (how.position == task.position && read.names.contains(name)) survey.accumulated.insert(name);
    for (const Element* element = &task; element != nullptr && element != task.role; element = element->parent)
        if (element->variables)
            for (const auto& [name, variable] : *element->variables) survey.given.insert(name);
    // What it sets itself first, it reads from itself; on other hosts too, where the same vertex runs.
    for (const std::string& name : survey.certain) {
        read.names.erase(name);
        read.perhaps.erase(name);
        read.of_hosts.erase(name);
    }
    survey.reads.add(read);
    survey.of_roles.emplace(task.role, &task);
    if (!task.loop.empty()) {
        survey.given.insert({loop_variable(task), "ansible_loop", "ansible_loop_var", "ansible_index_var"});
        const Written* control = task.own("loop_control");
        if (control != nullptr) survey.given.insert(control->value.text_of("index_var"));
    }
    for (const auto& [name, how] : set.names) {
        survey.sets.names.try_emplace(name, how);
        survey.setters.push_back(how.position);
        if (how.certain) survey.certain.insert(name);
    }
    if (set.unknown) {
        survey.unknown_setters.push_back(&task);
        survey.setters.push_back(task.position);
    }
    if (set.facts) survey.fact_setter = &task;
}

void DataEdges::add_handlers(const std::set<std::string>& notified, Survey& survey) {
    const auto add = [&](const std::vector<std::unique_ptr<Task>>& handlers) {
        for (const std::unique_ptr<Task>& handler : handlers) {
            bool called = notified.contains(handler->name) ||
                          (handler->role != nullptr &&
                           notified.contains(handler->role->role_name + " : " + handler->name));
            for (const std::string& topic : handler->listen) called = called || notified.contains(topic);
            if (called) add_task(*handler, survey);
        }
    };
    for (const std::unique_ptr<Role>& role : variables_.play().roles) add(role->handlers);
    add(variables_.play().handlers);
}

void DataEdges::close(Survey& survey) {
    const NamesRead direct = survey.reads;
    std::set<std::string> explained;
    const auto close_for = [&](const HostState& host, const Task& task) {
        const VariableScope scope = variables_.scope(host, task);
        NamesRead read = survey.reads;
        tasks_.close(read, scope);
        survey.reads.add(read);
        for (const std::string& name : read.names)
            if (scope.find(name)) explained.insert(name);
    };
    for (const HostState* host : hosts_) {
        for (const auto& [role, task] : survey.of_roles) {
            try {
                close_for(*host, *task);
            } catch (const DiagnosticError&) {
                // A file of variables that is not there yet: an earlier play may make it. If not, the task says so.
            }
        }
    }
    for (const std::string& name : survey.certain) {
        if (!direct.names.contains(name)) survey.reads.names.erase(name);
        if (!direct.of_hosts.contains(name)) survey.reads.of_hosts.erase(name);
    }
    for (const std::string& name : survey.reads.names) {
        const bool known = explained.contains(name) || is_fact(name) || survey.given.contains(name) ||
                           survey.sets.names.contains(name) ||
                           std::any_of(tasks_.included().begin(), tasks_.included().end(), [&](const Variables& more) {
                               return more->find(name) != nullptr;
                           });
        if (!known) survey.unexplained.insert(name);
    }
    survey.reads.names.insert(survey.reads.perhaps.begin(), survey.reads.perhaps.end());
}

void DataEdges::add_edges(PlayGraph& graph, std::size_t before, std::size_t after, Known known) const {
    const Survey& earlier = surveys_[before];
    const Survey& later = surveys_[after];
    const bool sets_any =
        !earlier.sets.names.empty() || !earlier.unknown_setters.empty() || earlier.fact_setter != nullptr;
    const auto join = [&](std::string reason, Position position, bool across) {
        std::optional<std::string> from_hosts;
        if (across) from_hosts = "all";
        graph.add_edge({{before, after, EdgeKind::data, std::move(reason), position}, from_hosts});
    };
    // Set by the same task in both: a role's own variable, which each use of the role sets for itself.
    const auto sets_itself = [&](const Position& setter) {
        return std::find(later.setters.begin(), later.setters.end(), setter) != later.setters.end();
    };
    const auto is_private = [&](const auto& entry) {
        return sets_itself(entry.second.position) && !later.accumulated.contains(entry.first);
    };
    const auto unknown_setter =
        std::find_if_not(earlier.unknown_setters.begin(), earlier.unknown_setters.end(),
                         [&](const Task* setter) { return sets_itself(setter->position); });
    const auto first_shared = [&](const std::set<std::string>& names) {
        return std::find_if(earlier.sets.names.begin(), earlier.sets.names.end(),
                            [&](const auto& entry) { return names.contains(entry.first) && !is_private(entry); });
    };
    const std::string name = "'" + graph.name(before) + "'";
    // What is ordered on one host already needs no second reason, save across hosts.
    if (known == Known::not_ordered) {
        if (const auto shared = first_shared(later.reads.names); shared != earlier.sets.names.end())
            join(name + " " + shared->second.how + " " + shared->first, shared->second.position, false);
        else if (earlier.fact_setter != nullptr && reads_facts(later.reads.names))
            join(name + " gathers facts", earlier.fact_setter->position, false);
        else if (unknown_setter != earlier.unknown_setters.end() && !later.unexplained.empty())
            join(name + " may set " + *later.unexplained.begin(), (*unknown_setter)->position, false);
        else if (later.reads.dynamic && sets_any)
            join("'" + graph.name(after) + "' reads a computed name", graph.graph().position(after), false);
    }
    if (hosts_.size() < 2) return;
    if (const auto shared = first_shared(later.reads.of_hosts); shared != earlier.sets.names.end())
        join(name + " " + shared->second.how + " " + shared->first + " on other hosts", shared->second.position, true);
    else if (earlier.fact_setter != nullptr && reads_facts(later.reads.of_hosts))
        join(name + " gathers facts of other hosts", earlier.fact_setter->position, true);
    else if (later.reads.dynamic_of_hosts && sets_any)
        join("'" + graph.name(after) + "' reads hostvars by a computed name", graph.graph().position(after), true);
}

bool DataEdges::reads_of_hosts(const Task& task, const VariableScope& scope) const {
    NamesRead read = tasks_.read_by(task);
    tasks_.close(read, scope);
    if (read.dynamic_of_hosts) return sets_unknown_ || !set_in_play_.empty();
    return std::any_of(read.of_hosts.begin(), read.of_hosts.end(), [&](const std::string& name) {
        return set_in_play_.contains(name) || (sets_unknown_ && (is_fact(name) || !scope.find(name)));
    });
}

}  // namespace interpreter

#include "interpreter/execution/PlayRunner.hpp"

#include "interpreter/execution/SectionGraph.hpp"
#include "interpreter/execution/TaskKeywords.hpp"
#include "interpreter/expression/Expression.hpp"

#include <algorithm>

namespace interpreter {

Hosts still_active(const Hosts& hosts) {
    Hosts active;
    std::copy_if(hosts.begin(), hosts.end(), std::back_inserter(active),
                 [](const HostState* host) { return host->standing == Standing::active; });
    return active;
}

PlayRunner::PlayRunner(PlayVariables& variables, const Play& play, Hosts batch, Company* company)
    : variables_(variables), run_(variables.run()), play_(play), batch_(std::move(batch)), tasks_(variables),
      handlers_(play, [this](const Task& handler, const HostState& host) { return rendered_name(handler, host); }),
      tags_(run_.options.tags, run_.options.skip_tags), company_(company) {}

Hosts PlayRunner::active() const { return still_active(batch_); }

void PlayRunner::run() {
    if (company_ == nullptr) variables_.set_active(batch_, active());
    gather_facts();
    for (const Section& section : sections_in_order(play_)) {
        run_section(*section.items);
        if (section.ends_with_handlers) flush_handlers();
    }
}

void PlayRunner::run_section(const std::vector<BlockItem>& items) {
    for (const std::size_t vertex : items_in_order(items)) run_item(items[vertex], active(), Guard::none);
}

void PlayRunner::run_vertex(const PlayVertex& vertex) {
    if (vertex.validates != nullptr && (vertex.items.empty() || !run_.start.is_skipped(*vertex.items.front())))
        validate_role_arguments(*vertex.validates, active(), Guard::none);
    for (const BlockItem* item : vertex.items) run_item(*item, active(), Guard::none);
}

void PlayRunner::run_items(const std::vector<BlockItem>& items, const Hosts& hosts, Guard guard) {
    for (const BlockItem& item : items) run_item(item, still_active(hosts), guard);
}

void PlayRunner::run_item(const BlockItem& item, const Hosts& hosts, Guard guard) {
    if (hosts.empty() || play_ended_) return;
    if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item))
        run_task(**task, hosts, guard);
    else
        run_block(*std::get<std::unique_ptr<Block>>(item), hosts, guard);
}

void PlayRunner::run_block(const Block& block, const Hosts& hosts, Guard guard) {
    if (block.role != nullptr && block.parent == block.role && !run_.start.is_skipped(block.body))
        validate_role_arguments(*block.role, hosts, guard);
    run_items(block.body, hosts, block.rescue.empty() ? guard : Guard::rescue);
    const auto failed = [](const HostState* host) { return host->standing == Standing::failed; };
    if (!block.rescue.empty()) {
        Hosts broken;
        std::copy_if(hosts.begin(), hosts.end(), std::back_inserter(broken), failed);
        for (HostState* host : broken) host->standing = Standing::active;
        run_items(block.rescue, broken, guard);
    }
    if (block.always.empty()) return;
    Hosts broken;
    std::copy_if(hosts.begin(), hosts.end(), std::back_inserter(broken), failed);
    for (HostState* host : broken) host->standing = Standing::active;
    run_items(block.always, still_active(hosts), guard);
    for (HostState* host : broken)
        if (host->standing == Standing::active) host->standing = Standing::failed;
}

void PlayRunner::run_task(const Task& task, const Hosts& hosts, Guard guard, TagRule tags) {
    if (run_.start.is_skipped(task) || (tags == TagRule::filtered && !is_selected(task))) return;
    run_.check();
    if (company_ == nullptr)
        variables_.set_active(batch_, active());
    else if (!company_->goes_on())
        return;
    if (task.kind == TaskKind::meta) return run_meta(task, hosts);
    if (company_ != nullptr) company_->wait_for_others(task, *hosts.front());
    const TaskLabel label = label_of(task, *hosts.front());
    run_.reporter.task_started(label);
    if (task.kind == TaskKind::include_tasks || task.kind == TaskKind::include_role)
        run_include(task, label, hosts, guard);
    else
        run_on_hosts(task, hosts, guard);
    stop_all_if_asked(task, hosts, guard);
}

void PlayRunner::run_on_hosts(const Task& task, const Hosts& hosts, Guard guard) {
    const TaskLabel label = label_of(task, *hosts.front());
    const bool once = is_for_first_host_only(task, *hosts.front());
    if (once && company_ != nullptr) return run_with_company(task, label, *hosts.front(), guard);
    const std::size_t count = once ? 1 : hosts.size();
    std::vector<TaskResult> results(count);
    std::vector<std::uint8_t> done(count, 0);
    run_.workers.each(count, [&](std::size_t index) {
        try {
            results[index] = tasks_.run(task, label, *hosts[index]);
            done[index] = 1;
            run_.reporter.task_finished(label, hosts[index]->name(), results[index].outcome);
        } catch (const Interrupted&) {
            // The host simply did not run it; the strategy stops before the next task.
        }
    });
    for (std::size_t index = 0; index < count; ++index)
        if (done[index] != 0) record(task, *hosts[index], results[index], guard);
    run_.check();
    if (!once) return;
    for (HostState* host : hosts) {
        if (host == hosts.front()) continue;
        host->standing = hosts.front()->standing;
        for (const auto& [layer, variables] : results.front().published) host->set(layer, variables);
    }
}

void PlayRunner::run_with_company(const Task& task, const TaskLabel& label, HostState& host, Guard guard) {
    const std::optional<Company::Met> met = company_->meet(task, [&] {
        Company::Met done;
        done.result = tasks_.run(task, label, host);
        run_.reporter.task_finished(label, host.name(), done.result.outcome);
        record(task, host, done.result, guard);
        done.standing = host.standing;
        done.did_it = true;
        return done;
    });
    if (!met || met->did_it) return;
    host.standing = met->standing;
    if (host.standing != Standing::active) lost_at_[&host] = label;
    for (const auto& [layer, variables] : met->result.published) host.set(layer, variables);
}

bool PlayRunner::is_for_first_host_only(const Task& task, HostState& first) const {
    const Action* action = find_action(task.action);
    if (action != nullptr && action->once) return true;
    if (task.find("run_once") == nullptr) return false;
    const VariableScope scope = variables_.scope(first, task);
    return TaskKeywords(task, Evaluation{scope, run_.surroundings, {}}).flag("run_once").value_or(false);
}

const TaskLabel* PlayRunner::lost_at(const HostState& host) const {
    const auto found = lost_at_.find(&host);
    return found != lost_at_.end() ? &found->second : nullptr;
}

void PlayRunner::record(const Task& task, HostState& host, const TaskResult& result, Guard guard) {
    HostCounters& counters = host.counters;
    const Outcome& outcome = result.outcome;
    switch (outcome.status) {
    case Status::changed: ++counters.changed; [[fallthrough]];
    case Status::ok: ++counters.ok; break;
    case Status::skipped: ++counters.skipped; break;
    case Status::unreachable:
        if (outcome.ignored) {
            ++counters.ok;
            ++counters.ignored;
            break;
        }
        ++counters.unreachable;
        host.standing = Standing::unreachable;
        break;
    case Status::failed:
        if (outcome.ignored) {
            ++counters.ok;
            ++counters.ignored;
            if (outcome.result.flag("changed")) ++counters.changed;
            break;
        }
        ++(guard == Guard::rescue ? counters.rescued : counters.failed);
        host.standing = Standing::failed;
        host.set(Layer::set_facts, Map{{"ansible_failed_task", Map{{"name", task.title()}, {"action", task.action}}},
                                       {"ansible_failed_result", outcome.result}});
        break;
    }
    if (host.standing != Standing::active) lost_at_[&host] = label_of(task, host);
    for (const std::string& name : result.notified) {
        if (handlers_.notify(name, host)) continue;
        const std::vector<std::string> known = handlers_.names();
        const Diagnostic missing{run_.options.missing_handler,
                                 "handler '" + name + "' was notified, but no handler of the play has that name or listens to it",
                                 task.position, {}, did_you_mean(name, known)};
        if (missing.severity == Severity::error) throw DiagnosticError(missing);
        run_.reporter.finding(missing);
    }
}

void PlayRunner::stop_all_if_asked(const Task& task, const Hosts& hosts, Guard guard) {
    if (hosts.empty() || guard == Guard::rescue) return;
    const auto lost = [](const HostState* host) { return host->is_lost(); };
    if (std::none_of(hosts.begin(), hosts.end(), lost)) return;
    const VariableScope scope = variables_.scope(*hosts.front(), task);
    const TaskKeywords keywords(task, Evaluation{scope, run_.surroundings, {}});
    bool stop = keywords.flag("any_errors_fatal").value_or(run_.options.any_errors_fatal);
    if (company_ == nullptr && is_for_first_host_only(task, *hosts.front()))
        stop = stop || !keywords.flag("ignore_errors").value_or(false);
    const auto count = static_cast<double>(std::count_if(batch_.begin(), batch_.end(), lost));
    const double share =
        company_ != nullptr ? company_->lose_host() : count / static_cast<double>(batch_.size()) * 100;
    if (const std::optional<double> most = keywords.real("max_fail_percentage")) stop = stop || share > *most;
    if (!stop) return;
    if (company_ != nullptr) return company_->stop_all(label_of(task, *hosts.front()));
    breaks_run_ = true;
    for (HostState* host : batch_)
        if (host->standing == Standing::active) host->standing = Standing::failed;
}

bool PlayRunner::is_selected(const Task& task) const { return tags_.selects(task.tags()); }

std::string PlayRunner::rendered_name(const Task& task, const HostState& host) const {
    const Value name = Value::written(task.title(), task.name_position);
    if (!is_template(name)) return task.title();
    try {
        const VariableScope scope = variables_.scope(host, task);
        return rendered_text(name, Evaluation{scope, run_.surroundings, variables_.search_path(task)});
    } catch (const DiagnosticError&) {
        // A name that cannot be rendered (it may use the loop's item) is shown as it was written.
        return task.title();
    }
}

TaskLabel PlayRunner::label_of(const Task& task, const HostState& host) const {
    TaskLabel label{rendered_name(task, host), task.written_action, task.position, task.is_handler || flushing_,
                    company_ != nullptr || !variables_.name_beside_others().empty(),
                    variables_.name_beside_others()};
    const bool names_role = task.kind == TaskKind::include_role && task.name.empty();
    if (names_role)
        label.title += " : " + task.arguments.text_of("name", task.arguments.text_of("role"));
    if (task.role != nullptr && !names_role) label.title = task.role->role_name + " : " + label.title;
    return label;
}

void PlayRunner::flush_handlers() {
    if (flushing_) return;
    flushing_ = true;
    for (std::size_t index = 0; index < handlers_.size(); ++index) {
        Hosts hosts = handlers_.take(index);
        const Written* force = play_.own("force_handlers");
        const bool forced = run_.options.force_handlers || (force != nullptr && is_true(force->value));
        Hosts now;
        for (HostState* host : batch_)
            if (std::find(hosts.begin(), hosts.end(), host) != hosts.end() &&
                (host->standing == Standing::active || (forced && host->standing == Standing::failed)))
                now.push_back(host);
        if (now.empty()) continue;
        Hosts failed_before;
        for (HostState* host : now)
            if (host->standing == Standing::failed) failed_before.push_back(host);
        run_task(handlers_.handler(index), now, Guard::none, TagRule::always);
        for (HostState* host : failed_before) host->standing = Standing::failed;
    }
    flushing_ = false;
}

void PlayRunner::run_meta(const Task& task, const Hosts& hosts) {
    const std::string what = task.arguments.is_map() ? task.arguments.text_of("_raw_params", "noop")
                                                     : to_python_text(task.arguments);
    Hosts wanted;
    for (HostState* host : hosts) {
        const VariableScope scope = variables_.scope(*host, task);
        if (tasks_.wanted(task, Evaluation{scope, run_.surroundings, {}}, nullptr)) wanted.push_back(host);
    }
    if (what == "flush_handlers") return flush_handlers();
    if (wanted.empty() || what == "noop") return;
    if (what == "end_play" || what == "end_host" || what == "end_batch") {
        end(what, wanted);
    } else if (what == "clear_facts") {
        for (HostState* host : wanted) {
            host->clear_facts();
            if (run_.fact_cache != nullptr) run_.fact_cache->forget(host->name());
        }
    } else if (what == "clear_host_errors" && company_ != nullptr) {
        throw DiagnosticError("meta: clear_host_errors has a meaning with strategy: linear only", task.position,
                              "what depended on the failed task is blocked already");
    } else if (what == "clear_host_errors") {
        // They come back with the next play, as in Ansible.
        for (HostState* host : batch_)
            if (host->is_lost()) host->standing = Standing::ended;
    } else if (what == "refresh_inventory") {
        run_.refresh_inventory();
        variables_.forget_inventory();
    } else if (what == "reset_connection") {
        for (HostState* host : wanted) run_.sessions.reset(host->name());
    } else {
        throw DiagnosticError("meta: " + what + " is not supported", task.position,
                              "known: flush_handlers, end_play, end_host, end_batch, clear_facts, clear_host_errors, "
                              "refresh_inventory, reset_connection, noop");
    }
}

void PlayRunner::end(const std::string& what, const Hosts& wanted) {
    play_ended_ = play_ended_ || what == "end_play";
    for (HostState* host : what == "end_host" ? wanted : batch_)
        if (host->standing == Standing::active) host->standing = Standing::ended;
    if (company_ == nullptr) return;
    if (what == "end_host")
        company_->end_host();
    else
        company_->end_play();
}

void PlayRunner::gather_facts() {
    Hosts hosts = active();
    if (hosts.empty()) return;
    const VariableScope scope = variables_.scope(*hosts.front(), play_);
    const Evaluation evaluation{scope, run_.surroundings, {}};
    const TaskKeywords keywords(play_, evaluation);
    const Gathering gathering = run_.options.gathering;
    if (!keywords.flag("gather_facts").value_or(gathering != Gathering::when_asked)) return;
    if (gathering == Gathering::when_unknown)
        std::erase_if(hosts, [](const HostState* host) { return host->has_facts(); });
    if (hosts.empty()) return;
    auto setup = std::make_unique<Task>();
    setup->parent = &play_;
    setup->position = play_.position;
    setup->name = "Gathering Facts";
    setup->action = "setup";
    setup->written_action = "setup";
    setup->directory = play_.directory;
    setup->keywords["tags"] = {Value(List{"always"}), {}, {}};
    Map arguments;
    if (const Written* subset = play_.own("gather_subset")) {
        arguments.set("gather_subset", subset->value);
    } else if (!run_.options.gather_subset.empty()) {
        arguments.set("gather_subset",
                      List(run_.options.gather_subset.begin(), run_.options.gather_subset.end()));
    }
    for (const char* name : {"gather_timeout", "fact_path"})
        if (const Written* written = play_.own(name)) arguments.set(name, written->value);
    setup->arguments = arguments;
    const Task& task = *setup;
    made_.push_back(std::move(setup));
    run_task(task, hosts, Guard::none);
}

void PlayRunner::validate_role_arguments(const Role& role, const Hosts& hosts, Guard guard) {
    if (!role.argument_spec.is_map()) return;
    const std::optional<Value> options = role.argument_spec.get("options");
    if (!options || !options->is_map()) return;
    auto check = std::make_unique<Task>();
    check->parent = &role;
    check->role = &role;
    check->position = role.position;
    const std::string description = role.argument_spec.text_of("short_description");
    check->name = "Validating arguments against arg spec 'main'" + (description.empty() ? "" : " - " + description);
    check->action = "validate_argument_spec";
    check->written_action = check->action;
    check->directory = role.path;
    check->keywords["tags"] = {Value(List{"always"}), {}, {}};
    check->arguments = Map{{"argument_spec", *options}};
    const Task& task = *check;
    made_.push_back(std::move(check));
    run_task(task, hosts, guard);
}

}  // namespace interpreter

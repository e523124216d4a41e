#include "interpreter/execution/TaskCall.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ModuleDefaults.hpp"
#include "modules/module/Module.hpp"

namespace interpreter {

namespace {

// Every argument under its canonical name; unknown ones are left for the module to refuse.
Value canonical(const Value& arguments, const std::vector<modules::Argument>& table) {
    if (!arguments.is_map()) return arguments;
    Map named;
    for (const Map::Entry& entry : arguments.as_map()) {
        std::string name = entry.first;
        for (const modules::Argument& argument : table)
            for (const std::string& alias : argument.aliases)
                if (alias == name) name = argument.name;
        named.set(name, entry.second);
    }
    return named;
}

// What module_defaults of the task and its parents say for its module: the inner one's entry in place of the outer
// one's, a module's own over its group's.
Map module_defaults(const Task& task, const Evaluation& evaluation) {
    Map entries;
    for (const Written* written : task.collect("module_defaults"))
        for (const Map::Entry& entry : entries_of_defaults(written->value))
            entries.set(defaults_key(entry.first), entry.second);
    Map defaults;
    for (const bool groups : {true, false}) {
        for (const Map::Entry& entry : entries) {
            if (is_group_entry(entry.first) != groups || !speaks_of(entry.first, task.action)) continue;
            const Value arguments = rendered(entry.second, evaluation);
            if (!arguments.is_map()) continue;
            for (const std::string& name : arguments.keys()) defaults.set(name, *arguments.get(name));
        }
    }
    return defaults;
}

// Arguments of an action, converted to their types, so that the action need not ask. Throws Failure.
Value converted(const Value& arguments, const modules::ModuleDeclaration& declaration) {
    if (!arguments.is_map()) throw modules::Failure(declaration.name + " takes a mapping of arguments");
    Map typed;
    for (const Map::Entry& entry : arguments.as_map()) {
        const modules::Argument* known = nullptr;
        for (const modules::Argument& argument : declaration.arguments)
            if (argument.name == entry.first) known = &argument;
        if (known == nullptr && !declaration.takes_any_argument)
            throw modules::Failure("Unsupported parameter for (" + declaration.name + ") module: " + entry.first);
        if (entry.second.is_null() && known != nullptr) continue;
        typed.set(entry.first, known == nullptr ? entry.second : modules::converted(*known, entry.second));
    }
    for (const modules::Argument& argument : declaration.arguments)
        if (argument.required && !typed.contains(argument.name))
            throw modules::Failure("missing required arguments: " + argument.name);
    return typed;
}

}  // namespace

TaskCall::TaskCall(PlayVariables& variables, const Task& task, const TaskLabel& label, HostState& host,
                   const Evaluation& evaluation)
    : variables_(variables), run_(variables.run()), task_(task), label_(label), host_(host), evaluation_(evaluation),
      keywords_(task, evaluation), target_(&host), facts_host_(&host) {}

RunMode TaskCall::wanted_mode() const {
    return keywords_.flag("check_mode").value_or(run_.options.mode == RunMode::check) ? RunMode::check : RunMode::apply;
}

TaskCall::Sending TaskCall::send(const TaskCall* before) {
    mode_ = wanted_mode();
    const std::uint64_t lookups = lookups_of_this_thread();
    Value values = arguments();
    const Destination place = destination();
    // Here nothing is far, and what an item does may be what the next one's expressions look at.
    if (place.settings.kind == ConnectionKind::local) return Sending::never;
    session_ = run_.sessions.session(place.settings);
    identity_ = place.identity.key();
    if (before != nullptr && (before->session_ != session_ || before->identity_ != identity_))
        return Sending::not_behind_that;
    ModuleCall call = module_call(place.identity, task_.action, std::move(values));
    if (lookups != lookups_of_this_thread()) return Sending::never;
    sent_ = session_->send(std::move(call));
    return Sending::sent;
}

ActionResult TaskCall::run() {
    if (sent_) {
        ActionResult answer;
        answer.result = sent_->take();
        return answer;
    }
    find_target();
    mode_ = wanted_mode();
    const Action* action = find_action(task_.action);
    if (action == nullptr && task_.own_module.empty() && modules::find_module(task_.action) == nullptr)
        throw modules::Failure("the module " + task_.written_action + " is not built in");
    if (const std::int64_t background = keywords_.number("async").value_or(0); background > 0) {
        if (action != nullptr || !task_.own_module.empty())
            throw modules::Failure("async is not supported for this task.");
        return run_in_background(std::chrono::seconds(background));
    }
    if (!task_.own_module.empty()) return run_own_module();
    if (action == nullptr) {
        ActionResult answer;
        answer.result = call_module(task_.action, arguments(), {});
        return answer;
    }
    return action->run(action_call(*action));
}

ActionCall TaskCall::action_call(const Action& action) {
    ActionCall call{
        task_,
        action.renders_itself ? canonical(with_defaults(task_.arguments), action.declaration.arguments)
                              : converted(canonical(arguments(), action.declaration.arguments), action.declaration),
        evaluation_,
        host_.name(),
        mode_,
        run_.options.verbosity,
        run_.files,
        run_.variable_files,
        [this](const std::string& module, Value values, std::vector<std::string> contents) {
            return call_module(module, std::move(values), std::move(contents));
        },
        [this](std::chrono::milliseconds time) { return run_.interrupt.wait(time); }};
    call.is_local = [this] { return destination().settings.kind == ConnectionKind::local; };
    call.reach = [this](std::chrono::seconds limit) { return reach(limit); };
    call.add_host = [this](const HostAddition& addition) {
        const bool changed = run_.inventory.add_host(addition);
        variables_.forget_inventory();
        return changed;
    };
    call.add_to_group = [this](const std::string& group, const std::vector<std::string>& parents) {
        const bool changed = run_.inventory.add_to_group(host_.host(), group, parents);
        variables_.forget_inventory();
        return changed;
    };
    return call;
}

void TaskCall::find_target() {
    const std::optional<std::string> name = keywords_.text("delegate_to");
    if (!name || name->empty() || *name == omit_placeholder()) return;
    const Host* known = run_.inventory.host(*name);
    const Host& target = known != nullptr ? *known : run_.stranger(*name);
    target_ = &target == &host_.host() ? &host_ : &variables_.state(target);
    if (target_ != &host_) delegate_ = *name;
    if (keywords_.flag("delegate_facts").value_or(false)) facts_host_ = target_;
}

Value TaskCall::arguments() const {
    // What a task omits stays away, whatever the defaults say.
    const Value values = without_omitted(with_defaults(rendered(task_.arguments, evaluation_)));
    return values.is_null() ? Value(Map{}) : values;
}

// Under their canonical names, so that a default gives way to whatever the task calls the same argument.
Value TaskCall::with_defaults(const Value& given) const {
    const Map defaults = module_defaults(task_, evaluation_);
    if (defaults.empty()) return given;
    const Action* action = find_action(task_.action);
    const modules::Module* module = action == nullptr ? modules::find_module(task_.action) : nullptr;
    static const std::vector<modules::Argument> none;
    const std::vector<modules::Argument>& table = action != nullptr   ? action->declaration.arguments
                                                  : module != nullptr ? module->arguments()
                                                                      : none;
    Map merged = canonical(defaults, table).as_map();
    const Value own = canonical((given.is_text() ? rendered(given, evaluation_) : given).plain(), table);
    if (own.is_null()) return merged;
    if (!own.is_map()) return given;
    for (const Map::Entry& entry : own.as_map()) merged.set(entry.first, entry.second);
    return merged;
}

TaskCall::Destination TaskCall::destination() const {
    // The delegate is reached by its own variables; all else stays the original host's.
    const bool delegated = target_ != &host_;
    VariableScope target_scope = delegated ? variables_.scope(*target_, variables_.play()) : VariableScope();
    if (delegated) target_scope.add(Layer::command_line_values, variables_.stand_ins(*target_, task_));
    const Evaluation target_evaluation{delegated ? target_scope : evaluation_.scope, run_.surroundings, {}};
    Destination destination{connection_settings(target_->host(), keywords_, target_evaluation, run_.options),
                            task_identity(keywords_, target_evaluation, run_.options)};
    for (const Value& password : {destination.settings.password, destination.settings.private_key_passphrase,
                                  destination.identity.password})
        if (password.is_text()) run_.mask.learn(Value::secret(password.as_text()));
    return destination;
}

// A session of its own: the one in use may still wait for a host that has gone.
std::string TaskCall::reach(std::chrono::seconds limit) {
    Destination place = destination();
    place.settings.connect_limit = limit;
    HostSession session(place.settings);
    ModuleCall call;
    call.identity = place.identity;
    call.module = "ping";
    call.arguments = Map{};
    try {
        const modules::ModuleResult result = session.call(call);
        if (result.failure) return *result.failure;
    } catch (const HostUnreachable& lost) {
        return lost.what();
    } catch (const IdentityRefused& refused) {
        return refused.what();
    }
    run_.sessions.reset(target_->name());
    return {};
}

modules::ModuleResult TaskCall::call_module(const std::string& module, Value arguments,
                                            std::vector<std::string> contents,
                                            std::optional<std::chrono::seconds> background) {
    const Destination place = destination();
    ModuleCall call = module_call(place.identity, module, std::move(arguments));
    call.background = background;
    call.contents = std::move(contents);
    return run_.sessions.session(place.settings)->call(call);
}

ModuleCall TaskCall::module_call(const Identity& identity, const std::string& module, Value arguments) {
    ModuleCall call;
    call.identity = identity;
    run_.mask.learn(arguments);
    call.module = module;
    call.arguments = std::move(arguments);
    call.check = mode_ == RunMode::check;
    call.diff = keywords_.flag("diff").value_or(run_.options.show_differences);
    call.lane = host_.index();
    const std::int64_t limit = keywords_.number("timeout").value_or(run_.options.task_limit.count());
    if (limit > 0) call.limit = std::chrono::seconds(limit);
    for (const auto& [name, value] : keywords_.environment()) call.environment[name] = to_python_text(value);
    if (!keywords_.flag("no_log").value_or(run_.options.no_log)) {
        call.live = run_.options.live_output;
        // Whole lines only: a secret that is cut in two would not be known again.
        call.on_output = [this, line = std::string()](std::string_view text) mutable {
            line += text;
            const std::size_t end = line.rfind('\n');
            if (end == std::string::npos) return;
            run_.reporter.live_output(label_, host_.name(), std::string_view(line).substr(0, end + 1));
            line.erase(0, end + 1);
        };
    }
    return call;
}

}  // namespace interpreter

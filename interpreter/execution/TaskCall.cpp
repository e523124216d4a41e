#include "interpreter/execution/TaskCall.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ActionName.hpp"

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

ActionResult TaskCall::run() {
    find_target();
    mode_ = keywords_.flag("check_mode").value_or(run_.options.mode == RunMode::check) ? RunMode::check
                                                                                       : RunMode::apply;
    const Action* action = find_action(task_.action);
    if (const std::int64_t background = keywords_.number("async").value_or(0); background > 0) {
        if (action != nullptr) throw modules::Failure("async is not supported for this task.");
        return run_in_background(std::chrono::seconds(background));
    }
    if (action == nullptr) {
        ActionResult answer;
        answer.result = call_module(task_.action, arguments(), {});
        return answer;
    }
    const Value as_written = canonical(written_arguments(), action->declaration.arguments);
    ActionCall call{
        task_,
        action->renders_itself ? as_written
                               : converted(canonical(arguments(), action->declaration.arguments), action->declaration),
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
    return action->run(call);
}

void TaskCall::find_target() {
    const std::optional<std::string> name = keywords_.text("delegate_to");
    if (!name || name->empty() || *name == omit_placeholder()) return;
    const Host* known = run_.inventory.host(*name);
    const Host& target = known != nullptr ? *known : run_.stranger(*name);
    target_ = &target == &host_.host() ? &host_ : &run_.state(target);
    if (target_ != &host_) delegate_ = *name;
    if (keywords_.flag("delegate_facts").value_or(false)) facts_host_ = target_;
}

Value TaskCall::arguments() const {
    const Value values = without_omitted(rendered(written_arguments(), evaluation_));
    return values.is_null() ? Value(Map{}) : values;
}

// As written, on top of what `module_defaults` says.
Value TaskCall::written_arguments() const {
    const Value defaults = default_arguments();
    if (defaults.is_null()) return task_.arguments;
    const Value given = task_.arguments.is_text() ? rendered(task_.arguments, evaluation_) : task_.arguments;
    if (!given.is_map() && !given.is_null()) return given;
    Map all = defaults.as_map();
    if (given.is_map())
        for (const Map::Entry& entry : given.plain().as_map()) all.set(entry.first, entry.second);
    return all;
}

// What the innermost `module_defaults` that names this module says.
Value TaskCall::default_arguments() const {
    Value found;
    for (const Written* written : task_.collect("module_defaults")) {
        const Value said = written->value.is_text() ? rendered(written->value, evaluation_) : written->value;
        for (const Value& part : said.is_list() ? said.as_list() : List{said}) {
            if (!part.is_map())
                throw DiagnosticError("module_defaults takes a mapping from modules to arguments", written->position);
            for (const Map::Entry& entry : part.plain().as_map()) {
                if (entry.first.starts_with("group/"))
                    throw DiagnosticError("module_defaults of a group is not supported", written->position,
                                          "name each module");
                if (canonical_action(entry.first) == task_.action && entry.second.is_map()) found = entry.second.plain();
            }
        }
    }
    return found;
}

modules::ModuleResult TaskCall::call_module(const std::string& module, Value arguments,
                                            std::vector<std::string> contents,
                                            std::optional<std::chrono::seconds> background) {
    // The delegate is reached by its own variables; all else stays the original host's.
    const bool delegated = target_ != &host_;
    VariableScope target_scope = delegated ? variables_.scope(*target_, variables_.play()) : VariableScope();
    if (delegated) target_scope.add(Layer::command_line_values, variables_.stand_ins(*target_, task_));
    const Evaluation target_evaluation{delegated ? target_scope : evaluation_.scope, run_.surroundings, {}};
    const TaskKeywords task_keywords(task_, evaluation_);
    const ConnectionSettings settings =
        connection_settings(target_->host(), task_keywords, target_evaluation, run_.options);
    ModuleCall call;
    call.identity = task_identity(task_keywords, target_evaluation, run_.options);
    for (const Value& password : {settings.password, settings.private_key_passphrase, call.identity.password})
        if (password.is_text()) run_.mask.learn(Value::secret(password.as_text()));
    run_.mask.learn(arguments);
    call.module = module;
    call.arguments = std::move(arguments);
    call.check = mode_ == RunMode::check;
    call.diff = keywords_.flag("diff").value_or(run_.options.show_differences);
    call.lane = host_.index();
    const std::int64_t limit = keywords_.number("timeout").value_or(run_.options.task_limit.count());
    if (limit > 0) call.limit = std::chrono::seconds(limit);
    for (const auto& [name, value] : keywords_.environment()) call.environment[name] = to_python_text(value);
    call.background = background;
    call.contents = std::move(contents);
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
    return run_.sessions.session(settings)->call(call);
}

}  // namespace interpreter

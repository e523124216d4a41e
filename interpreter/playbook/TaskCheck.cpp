#include "interpreter/playbook/TaskCheck.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/playbook/ActionName.hpp"
#include "interpreter/playbook/ArgumentCheck.hpp"
#include "interpreter/playbook/Certainty.hpp"
#include "interpreter/playbook/ConstructDeclarations.hpp"
#include "interpreter/playbook/ModuleDefaults.hpp"
#include "interpreter/playbook/OwnModule.hpp"

#include <fstream>
#include <iterator>

namespace interpreter {

namespace {

/// Adds findings that are errors only where the run certainly meets them.
void add_findings(const Diagnostics& findings, Certainty certainty, Loading& loading) {
    for (Diagnostic finding : findings.all()) {
        if (certainty == Certainty::depends) finding.severity = Severity::warning;
        loading.diagnostics.add(std::move(finding));
    }
}

void check_text(const Value& value, Certainty certainty, Loading& loading) {
    Diagnostics findings;
    check_template(value, Form::text, findings);
    add_findings(findings, certainty, loading);
}

bool holds_braces(const Value& value) {
    return value.is_text() && value.as_text().find("{{") != std::string::npos;
}

void check_condition(const std::string& name, const Value& value, Certainty certainty, Loading& loading) {
    if (value.is_list()) {
        for (const Value& part : value.as_list())
            check_condition(name, part, certainty, loading);
        return;
    }
    if (!value.is_text() || !value.position().known()) return;
    if (is_template(value) && holds_braces(value)) {
        loading.diagnostics.warning("'" + name + "' is an expression already: leave out the braces",
                                    value.position(),
                                    "write names as they are: " + name + ": my_variable == 'x'");
        return check_text(value, certainty, loading);
    }
    Diagnostics findings;
    check_template(value, Form::bare, findings);
    add_findings(findings, certainty, loading);
}

/// Arguments that hold an expression without braces.
bool is_expression(const std::string& action, const std::string& argument) {
    return (action == "assert" && argument == "that") || (action == "debug" && argument == "var");
}

void check_argument_templates(const WrittenAction& action, Certainty certainty, Loading& loading) {
    check_text(action.from_variable, certainty, loading);
    for (const WrittenArgument& argument : action.arguments) {
        if (action.canonical == "assert" && argument.name == "that")
            check_condition(argument.name, argument.value, certainty, loading);
        else if (is_expression(action.canonical, argument.name) && !is_template(argument.value))
            check_condition(argument.name, argument.value, certainty, loading);
        else
            check_text(argument.value, certainty, loading);
    }
}

/// Variables are rendered when somebody uses them, so a mistake in one need not matter.
void check_variables(const Element& element, Loading& loading) {
    if (!element.variables) return;
    for (const auto& [name, variable] : *element.variables)
        check_text(variable.value, Certainty::depends, loading);
}

void check_keywords(const Element& element, Certainty conditions, Certainty run, Loading& loading) {
    for (const auto& [name, written] : element.keywords) {
        const Keyword* keyword = find_keyword(name);
        if (keyword != nullptr && keyword->type == KeywordType::condition)
            check_condition(name, written.value, name == "when" ? conditions : run, loading);
        else
            check_text(written.value, name == "name" ? Certainty::depends : run, loading);
    }
    check_module_defaults(element, loading);
    check_text(Value::written(element.name, element.name_position), Certainty::depends, loading);
    check_variables(element, loading);
}

/// What it takes is its own to say; that it can be run at all is ours.
void check_own_module(const Task& task, Certainty run, Loading& loading) {
    std::ifstream stream(task.own_module, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const std::string refusal = refusal_of_own_module(content);
    if (refusal.empty()) return;
    Diagnostics findings;
    findings.error("the module '" + task.written_action + "' (" + task.own_module + ") cannot be run: " + refusal,
                   task.action_position,
                   "use a built-in module, or write it as a program that reads JSON from the file it is given");
    add_findings(findings, run, loading);
}

/// include_tasks and include_role hand nothing on by themselves.
void check_include_keywords(const Task& task, const WrittenAction& action, Loading& loading) {
    for (const auto& [name, written] : task.keywords) {
        if (is_legal_on_include(name)) continue;
        loading.diagnostics.error("'" + name + "' cannot stand on " + action.name, written.key,
                                  "put it below 'apply:', for the tasks that are included");
    }
}

}  // namespace

void check_task(const Task& task, const WrittenAction& action, const Scene& scene, Loading& loading) {
    const Certainty conditions = certainty_of_conditions(task, scene);
    const Certainty run = certainty_of_run(task, scene);
    check_keywords(task, conditions, run, loading);
    for (const Task::Loop& loop : task.loop)
        check_text(loop.over, conditions, loading);
    check_argument_templates(action, run, loading);

    if (!task.own_module.empty()) return check_own_module(task, run, loading);
    const Construct construct = construct_of(action.canonical);
    if (construct == Construct::include_tasks || construct == Construct::include_role)
        check_include_keywords(task, action, loading);
    const modules::ModuleDeclaration* declaration = construct == Construct::none
                                                        ? loading.catalogue.find(action.canonical)
                                                        : construct_declaration(construct);
    if (declaration == nullptr) return;
    // Names and types on includes and imports Ansible refuses when it reads the file, whatever stands before
    // them.
    const bool at_once = construct != Construct::none && construct != Construct::meta;
    const Certainty severity = at_once ? Certainty::certain : run;
    Diagnostics findings;
    WrittenAction given = action;
    // What is required may come from there.
    given.incomplete = given.incomplete || has_module_defaults(task, action.canonical);
    check_arguments(given, *declaration, findings);
    add_findings(findings, severity, loading);
}

void check_element(const Element& element, const Scene& scene, Loading& loading) {
    const Certainty conditions = certainty_of_conditions(element, scene);
    check_keywords(element, conditions, Certainty::depends, loading);
}

}  // namespace interpreter

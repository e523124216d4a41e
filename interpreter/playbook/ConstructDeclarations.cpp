#include "interpreter/playbook/ConstructDeclarations.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace interpreter {

namespace {

using modules::Argument;
using modules::ArgumentType;
using modules::ModuleDeclaration;

Argument argument(std::string name, ArgumentType type, std::string help) {
    Argument made;
    made.name = std::move(name);
    made.type = type;
    made.help = std::move(help);
    return made;
}

Argument required(Argument made) {
    made.required = true;
    return made;
}

ModuleDeclaration meta() {
    Argument what = required(argument("_raw_params", ArgumentType::text, "what to do"));
    what.choices = {"clear_facts", "clear_host_errors", "end_batch",         "end_host",        "end_play",
                    "flush_handlers", "noop",           "refresh_inventory", "reset_connection"};
    what.free_form = true;
    return {"meta", "Steers the run itself", {what}, false};
}

std::vector<Argument> role_arguments() {
    Argument name = required(argument("name", ArgumentType::text, "the role"));
    name.aliases = {"role"};
    return {name,
            argument("tasks_from", ArgumentType::text, "the file of tasks/, main by default"),
            argument("vars_from", ArgumentType::text, "the file of vars/, main by default"),
            argument("defaults_from", ArgumentType::text, "the file of defaults/, main by default"),
            argument("handlers_from", ArgumentType::text, "the file of handlers/, main by default"),
            argument("allow_duplicates", ArgumentType::boolean, "run it again, true by default"),
            argument("rolespec_validate", ArgumentType::boolean,
                     "check its argument specification, true by default"),
            argument("public", ArgumentType::boolean, "later tasks see its variables")};
}

ModuleDeclaration with_apply(ModuleDeclaration declaration) {
    declaration.arguments.push_back(
        argument("apply", ArgumentType::map, "keywords for the tasks that are included"));
    return declaration;
}

ModuleDeclaration files_of_tasks(std::string name, std::string summary) {
    return {std::move(name),
            std::move(summary),
            {required(argument("file", ArgumentType::text, "a file of tasks"))},
            false};
}

}  // namespace

const ModuleDeclaration* construct_declaration(Construct construct) {
    static const ModuleDeclaration meta_tasks = meta();
    static const ModuleDeclaration include_tasks =
        with_apply(files_of_tasks("include_tasks", "Runs the tasks of a file when it is reached"));
    static const ModuleDeclaration import_tasks =
        files_of_tasks("import_tasks", "Puts the tasks of a file in its place");
    static const ModuleDeclaration include_role =
        with_apply({"include_role", "Runs a role when it is reached", role_arguments(), false});
    static const ModuleDeclaration import_role{"import_role", "Puts the tasks of a role in its place",
                                               role_arguments(), false};
    switch (construct) {
    case Construct::meta:
        return &meta_tasks;
    case Construct::include_tasks:
        return &include_tasks;
    case Construct::include_role:
        return &include_role;
    case Construct::import_tasks:
        return &import_tasks;
    case Construct::import_role:
        return &import_role;
    case Construct::include:
    case Construct::none:
        break;
    }
    return nullptr;
}

bool is_legal_on_include(std::string_view keyword) {
    static constexpr std::array<std::string_view, 14> legal{
        "collections", "debugger", "id",       "ignore_errors", "loop_control", "name", "needs",
        "no_log",      "register", "run_once", "tags",          "timeout",      "vars", "when"};
    return std::find(legal.begin(), legal.end(), keyword) != legal.end();
}

}  // namespace interpreter

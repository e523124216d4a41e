#include "interpreter/actions/actions.hpp"
#include "interpreter/actions/as_secret.hpp"
#include "interpreter/expression/Expression.hpp"

#include <algorithm>

namespace interpreter {

namespace {

modules::ArgumentType type_named(const std::string& name) {
    using enum modules::ArgumentType;
    static const std::pair<std::string_view, modules::ArgumentType> types[] = {
        {"str", text},   {"bool", boolean}, {"int", integer}, {"float", real},    {"list", list}, {"dict", map},
        {"path", path},  {"raw", any},      {"jsonarg", any}, {"json", any},      {"bytes", any}, {"bits", any}};
    for (const auto& [word, type] : types)
        if (word == name) return type;
    return any;
}

void check_options(const std::string& prefix, const Value& options, const Value& values,
                   std::vector<std::string>& errors);

void check_value(const std::string& name, const Value& option, const Value& value, std::vector<std::string>& errors) {
    modules::Argument argument;
    argument.name = name;
    argument.type = type_named(option.text_of("type", "str"));
    if (const std::optional<Value> choices = option.get("choices"); choices && choices->is_list())
        for (const Value& choice : choices->as_list()) argument.choices.push_back(to_python_text(choice));
    if (const std::optional<std::string> wrong = modules::mismatch(argument, value)) {
        errors.push_back(*wrong);
        return;
    }
    const std::optional<Value> inner = option.get("options");
    if (inner && value.is_map()) check_options(name + ".", *inner, value, errors);
    if (!value.is_list()) return;
    std::size_t index = 0;
    for (const Value& item : value.as_list()) {
        const std::string item_name = name + "[" + std::to_string(index++) + "]";
        if (inner) {
            check_options(item_name + ".", *inner, item, errors);
        } else if (const std::string elements = option.text_of("elements"); !elements.empty()) {
            modules::Argument element;
            element.name = item_name;
            element.type = type_named(elements);
            if (const std::optional<std::string> wrong = modules::mismatch(element, item)) errors.push_back(*wrong);
        }
    }
}

void check_options(const std::string& prefix, const Value& options, const Value& values,
                   std::vector<std::string>& errors) {
    for (const std::string& name : options.keys()) {
        const Value option = options.get(name).value_or(Value(Map{}));
        const std::optional<Value> value = values.get(name);
        if (value && !value->is_null())
            check_value(prefix + name, option, *value, errors);
        else if (option.flag("required"))
            errors.push_back("missing required argument: " + prefix + name);
    }
}

}  // namespace

ActionResult run_validate_argument_spec(const ActionCall& call) {
    // The specification is data; its defaults may hold templates, which only the variables themselves are asked for.
    const Value options = call.arguments.get("argument_spec").value_or(Value(Map{}));
    Map values;
    const std::optional<Value> provided = call.arguments.get("provided_arguments");
    for (const std::string& name : options.keys()) {
        if (const std::optional<Value> given = provided ? provided->get(name) : std::nullopt)
            values.set(name, rendered(*given, call.evaluation));
        else if (const auto found = call.evaluation.scope.find(name))
            values.set(name, rendered(found->value, call.evaluation));
    }
    std::vector<std::string> errors;
    check_options("", options, values, errors);
    ActionResult answer;
    for (const Map::Entry& value : values)
        if (options.get(value.first)->flag("no_log")) answer.secrets.push_back(as_secret(value.second));
    answer.result.data.set("msg", "The arg spec validation passed");
    if (errors.empty()) return answer;
    List listed;
    std::string message = "Validation of arguments failed:";
    for (const std::string& error : errors) {
        listed.emplace_back(error);
        message += "\n" + error;
    }
    answer.result.failure = message;
    answer.result.data = Map{{"argument_errors", listed}};
    return answer;
}

}  // namespace interpreter

#include "interpreter/execution/TaskKeywords.hpp"

#include "interpreter/expression/Expression.hpp"
#include "modules/module/Argument.hpp"
#include "modules/module/ModuleResult.hpp"

namespace interpreter {

namespace {

Value as_type(const Value& value, modules::ArgumentType type, std::string_view what, Position position) {
    modules::Argument argument;
    argument.name = std::string(what);
    argument.type = type;
    if (const std::optional<std::string> wrong = modules::mismatch(argument, value))
        throw DiagnosticError(*wrong, position);
    return modules::converted(argument, value);
}

}  // namespace

bool as_flag(const Value& value, std::string_view what, Position position) {
    return as_type(value, modules::ArgumentType::boolean, what, position).as_boolean();
}

std::optional<bool> TaskKeywords::flag(std::string_view keyword) const {
    const Written* written = element_.find(keyword);
    if (written == nullptr) return std::nullopt;
    return as_flag(rendered(written->value, evaluation_), keyword, written->position);
}

std::optional<std::int64_t> TaskKeywords::number(std::string_view keyword) const {
    const Written* written = element_.find(keyword);
    if (written == nullptr) return std::nullopt;
    return as_type(rendered(written->value, evaluation_), modules::ArgumentType::integer, keyword, written->position)
        .as_integer();
}

std::optional<double> TaskKeywords::real(std::string_view keyword) const {
    const Written* written = element_.find(keyword);
    if (written == nullptr) return std::nullopt;
    return as_type(rendered(written->value, evaluation_), modules::ArgumentType::real, keyword, written->position)
        .as_real();
}

std::optional<std::string> TaskKeywords::text(std::string_view keyword) const {
    const Written* written = element_.find(keyword);
    if (written == nullptr || written->value.is_null()) return std::nullopt;
    return rendered_text(written->value, evaluation_);
}

std::vector<std::string> TaskKeywords::texts(std::string_view keyword) const {
    std::vector<std::string> texts;
    for (const Written* written : element_.collect(keyword)) {
        if (written->value.is_null()) continue;
        const Value value = rendered(written->value, evaluation_);
        for (const Value& item : value.is_list() ? value.as_list() : List{value})
            for (const Value& word : item.is_list() ? item.as_list() : List{item}) texts.push_back(to_python_text(word));
    }
    return texts;
}

std::vector<std::pair<std::string, Value>> TaskKeywords::environment() const {
    std::vector<std::pair<std::string, Value>> environment;
    for (const Written* written : element_.collect("environment")) {
        const Value value = rendered(written->value, evaluation_);
        for (const Value& part : value.is_list() ? value.as_list() : List{value}) {
            if (!part.is_map()) continue;
            for (const Map::Entry& entry : part.plain().as_map()) environment.emplace_back(entry.first, entry.second);
        }
    }
    return environment;
}

}  // namespace interpreter

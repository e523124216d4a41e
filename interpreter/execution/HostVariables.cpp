#include "interpreter/execution/HostVariables.hpp"

#include "interpreter/execution/PlayVariables.hpp"
#include "interpreter/expression/Expression.hpp"

namespace interpreter {

std::optional<Value> AllHostVariables::find(std::string_view name) const {
    const Host* host = variables_.run().inventory.host(name);
    if (host == nullptr) return std::nullopt;
    const HostState* seen = own_ != nullptr ? own_->seen_from_here(*host) : nullptr;
    return Value::lazy(
        std::make_shared<HostVariables>(variables_, seen != nullptr ? *seen : variables_.state(*host)));
}

std::vector<std::string> AllHostVariables::keys() const {
    std::vector<std::string> names;
    for (const Host* host : variables_.run().inventory.hosts()) names.push_back(host->name);
    return names;
}

std::optional<Value> HostVariables::find(std::string_view name) const {
    const VariableScope scope = variables_.scope(host_, variables_.play());
    const std::optional<VariableScope::Found> found = scope.find(name);
    // What only stands in for a variable is nothing that one host tells another.
    if (!found || found->layer == Layer::command_line_values) return std::nullopt;
    return rendered(found->value, Evaluation{scope, variables_.run().surroundings, {}});
}

std::vector<std::string> HostVariables::keys() const {
    return variables_.scope(host_, variables_.play()).names();
}

}  // namespace interpreter

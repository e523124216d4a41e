#include "interpreter/expression/Regex.hpp"
#include "interpreter/expression/lookup.hpp"
#include "interpreter/expression/python.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cstdlib>

namespace interpreter {

namespace {

List terms(Call& call) {
    return call.rest();
}

Value environment(Call& call) {
    List values;
    const Value* otherwise = call.named("default");
    for (const Value& term : terms(call)) {
        const std::string name = to_python_text(term);
        const char* found = std::getenv(name.substr(0, name.find(' ')).c_str());
        if (found == nullptr && otherwise != nullptr && is_undefined(*otherwise))
            throw UndefinedError("the environment variable '" + name + "' is not set", call.position());
        values.push_back(found != nullptr ? Value(found) : otherwise != nullptr ? *otherwise : Value(""));
    }
    return values;
}

/// A variable by a computed name, rendered as if it had been written.
std::optional<Value> variable(Call& call, const std::string& name) {
    for (const std::shared_ptr<Frame>& frame : call.evaluator().frames())
        if (const auto found = frame->find(name); found != frame->end()) return found->second;
    if (const std::optional<VariableScope::Found> found = call.evaluation().scope.find(name))
        return call.evaluator().render(found->value);
    return std::nullopt;
}

Value variables(Call& call) {
    List values;
    const Value* otherwise = call.named("default");
    for (const Value& term : terms(call)) {
        if (!term.is_text()) call.fail("needs names of variables, found " + described_kind(term));
        std::optional<Value> found = variable(call, term.as_text());
        if (!found && otherwise == nullptr)
            throw UndefinedError("there is no variable '" + term.as_text() + "'", call.position(),
                                 did_you_mean(term.as_text(), call.evaluation().scope.names()));
        values.push_back(found ? *std::move(found) : *otherwise);
    }
    return values;
}

Value variable_names(Call& call) {
    List found;
    for (const Value& term : terms(call)) {
        const Regex pattern(to_python_text(term), {}, call.position());
        for (const std::string& name : call.evaluation().scope.names())
            if (pattern.search(name)) found.emplace_back(name);
    }
    return found;
}

/// Hosts by glob, group name or `all`, from the groups that the play knows; `:` joins, `!` takes out, `&`
/// keeps only.
Value inventory_hostnames(Call& call) {
    const std::optional<Value> groups = variable(call, "groups");
    if (!groups || !groups->is_map()) call.fail("needs an inventory");
    const auto members = [&](const std::string& pattern) {
        List hosts;
        for (const std::string& group : groups->keys()) {
            const Value all = *groups->get(group);
            if (fnmatch(pattern.c_str(), group.c_str(), 0) == 0) {
                for (const Value& host : call.items_in(all))
                    hosts.push_back(host);
                continue;
            }
            for (const Value& host : call.items_in(all))
                if (fnmatch(pattern.c_str(), to_python_text(host).c_str(), 0) == 0) hosts.push_back(host);
        }
        return hosts;
    };
    List chosen;
    const auto has = [](const List& list, const Value& host) {
        return std::find(list.begin(), list.end(), host) != list.end();
    };
    for (const Value& term : terms(call)) {
        std::string pattern = to_python_text(term);
        std::replace(pattern.begin(), pattern.end(), ',', ':');
        for (std::size_t from = 0; from <= pattern.size();) {
            const std::size_t end = std::min(pattern.find(':', from), pattern.size());
            const std::string part = pattern.substr(from, end - from);
            from = end + 1;
            if (part.empty()) continue;
            const bool sign = part.front() == '!' || part.front() == '&';
            const List hosts = members(sign ? part.substr(1) : part);
            if (part.front() == '!')
                std::erase_if(chosen, [&](const Value& host) { return has(hosts, host); });
            else if (part.front() == '&')
                std::erase_if(chosen, [&](const Value& host) { return !has(hosts, host); });
            else
                for (const Value& host : hosts)
                    if (!has(chosen, host)) chosen.push_back(host);
        }
    }
    return chosen;
}

constexpr Builtin variable_lookups_table[] = {{"env", environment, "* **", takes_undefined},
                                              {"inventory_hostnames", inventory_hostnames, "* **", hands_on},
                                              {"varnames", variable_names, "* **"},
                                              {"vars", variables, "* **", hands_on}};

}  // namespace

std::span<const Builtin> variable_lookups() {
    return variable_lookups_table;
}

}  // namespace interpreter

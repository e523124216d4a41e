#include "modules/module/Expansion.hpp"
#include "modules/module/Module.hpp"
#include "modules/module/Suggestion.hpp"
#include "modules/system/HostControl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

Value with_paths_expanded(const Argument& argument, const Value& value, const HostView& host) {
    if (argument.type == ArgumentType::path) return expanded(value.as_text(), host);
    if (argument.type != ArgumentType::list || argument.items != ArgumentType::path) return value;
    List paths;
    for (const Value& path : value.as_list())
        paths.push_back(expanded(path.as_text(), host));
    return paths;
}

/// Brings arguments to canonical names and declared types, and collects everything that is wrong with them.
class Preparation {
  public:
    Preparation(const Module& module, const HostView& host) : module_(module), host_(host) {}

    [[nodiscard]] Value prepare(const Value& given) {
        if (!given.is_map() && !given.is_null())
            throw Failure(fmt::format("{}: expected a mapping of arguments, found {}", module_.name(),
                                      kind_name(given.kind())));
        for (const std::string& name : given.is_map() ? given.keys() : std::vector<std::string>{})
            take(name, given.get(name).value_or(Value()));
        for (const Argument& argument : module_.arguments())
            if (argument.required && !ready_.contains(argument.name))
                mistakes_.push_back(
                    fmt::format("missing argument \"{}\" ({})", argument.name, argument.help));
        if (!mistakes_.empty())
            throw Failure(fmt::format("{}: {}", module_.name(), fmt::join(mistakes_, "\n  ")));
        return ready_;
    }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    void take(const std::string& name, const Value& value) {
        const Argument* argument = find(name);
        if (argument == nullptr) {
            if (module_.takes_any_argument()) {
                ready_.set(name, value);
            } else {
                mistakes_.push_back(unknown_argument(name));
            }
            return;
        }
        if (value.is_null()) return;
        if (ready_.contains(argument->name)) {
            warnings_.push_back(fmt::format("{}: both \"{}\" and its alias are given; one of them is ignored",
                                            module_.name(), argument->name));
            if (name == argument->name) return;
        }
        try {
            ready_.set(argument->name, with_paths_expanded(*argument, converted(*argument, value), host_));
        } catch (const Failure& failure) {
            mistakes_.push_back(fmt::format("argument \"{}\": {}", name, failure.what()));
        }
    }

    [[nodiscard]] const Argument* find(std::string_view name) const {
        for (const Argument& argument : module_.arguments()) {
            if (argument.name == name) return &argument;
            if (std::find(argument.aliases.begin(), argument.aliases.end(), name) != argument.aliases.end())
                return &argument;
        }
        return nullptr;
    }

    [[nodiscard]] std::string unknown_argument(const std::string& name) const {
        std::vector<std::string> names;
        for (const Argument& argument : module_.arguments()) {
            names.push_back(argument.name);
            names.insert(names.end(), argument.aliases.begin(), argument.aliases.end());
        }
        const std::optional<std::string> meant = closest(name, names);
        return fmt::format("unknown argument \"{}\"{}", name,
                           meant ? fmt::format("; did you mean \"{}\"?", *meant) : "");
    }

    const Module& module_;
    const HostView& host_;
    Map ready_;
    std::vector<std::string> mistakes_;
    std::vector<std::string> warnings_;
};

void merge(Map& into, const Map& from) {
    for (const auto& [key, value] : from)
        into.set(key, value);
}

void take_look(const Plan& plan, ModuleResult& result) {
    merge(result.data, plan.data);
    result.warnings.insert(result.warnings.end(), plan.warnings.begin(), plan.warnings.end());
    result.skipped = result.skipped || plan.skipped;
}

void act(const Plan& plan, HostControl& host, ModuleResult& result) {
    take_look(plan, result);
    for (const Change& change : plan.changes) {
        const Outcome outcome = change.action ? change.action(host) : Outcome{};
        if (change.weight == Weight::change) {
            result.changed = true;
            result.differences.push_back(change.difference);
        }
        merge(result.data, outcome.data);
        if (outcome.failure) {
            result.failure = outcome.failure;
            return;
        }
        for (const Plan& further : outcome.further)
            act(further, host, result);
        if (result.failure) return;
    }
    if (plan.afterwards) merge(result.data, plan.afterwards(host));
}

void report(const Plan& plan, const HostView& host, ModuleResult& result) {
    take_look(plan, result);
    result.unknown = plan.unknown;
    for (const Change& change : plan.changes) {
        if (change.weight == Weight::upkeep) continue;
        result.changed = true;
        result.differences.push_back(change.difference);
    }
    if (!result.changed && plan.afterwards) merge(result.data, plan.afterwards(host));
}

}  // namespace

ModuleResult run(const Module& module, const Value& arguments, HostControl& host, Run mode,
                 const CallOptions& options) {
    ModuleResult result;
    CallOptions looking = options;
    looking.check_mode = mode == Run::check;
    try {
        Preparation preparation(module, host);
        const Value ready = preparation.prepare(arguments);
        result.warnings = preparation.warnings();
        const Plan plan = module.plan(ready, host, looking);
        if (mode == Run::check) {
            report(plan, host, result);
        } else {
            act(plan, host, result);
        }
    } catch (const Failure& failure) {
        result.failure = failure.what();
        merge(result.data, failure.data());
    } catch (const std::exception& error) {
        result.failure = fmt::format("a mistake in the module {} itself: {}", module.name(), error.what());
    }
    return result;
}

ModuleDeclaration declaration_of(const Module& module) {
    return {std::string(module.name()), std::string(module.summary()), module.arguments(),
            module.takes_any_argument()};
}

}  // namespace modules

#include "interpreter/playbook/ArgumentCheck.hpp"

#include "interpreter/expression/Expression.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace interpreter {

namespace {

using modules::Argument;
using modules::ModuleDeclaration;

const Argument* find_argument(const ModuleDeclaration& declaration, const std::string& name) {
    for (const Argument& argument : declaration.arguments) {
        const bool aliased =
            std::find(argument.aliases.begin(), argument.aliases.end(), name) != argument.aliases.end();
        if (argument.name == name || aliased) return &argument;
    }
    return nullptr;
}

std::string hint_for_unknown(const ModuleDeclaration& declaration, const std::string& name) {
    std::vector<std::string> names;
    for (const Argument& argument : declaration.arguments) {
        if (!argument.name.starts_with('_')) names.push_back(argument.name);
    }
    const std::string meant = did_you_mean(name, names);
    constexpr std::size_t most_names = 16;
    if (!meant.empty() || names.empty() || names.size() > most_names) return meant;
    return fmt::format("it takes {}", fmt::join(names, ", "));
}

/// `mode: 644` is the number 644, whose bits are not those of 0644.
void check_mode(const Argument& argument, const WrittenArgument& written, Diagnostics& findings) {
    if (argument.type != modules::ArgumentType::mode || !written.value.is_integer()) return;
    if (written.source.empty() || written.source.starts_with('0')) return;
    findings.warning(fmt::format("mode {} without a leading zero is the number {}, in octal {:04o}",
                                 written.source, written.source, written.value.as_integer()),
                     written.position, fmt::format("write '0{}', quoted", written.source));
}

void check_value(const WrittenAction& action, const Argument& argument, const WrittenArgument& written,
                 Diagnostics& findings) {
    if (is_template(written.value) || written.value.is_null()) return;
    check_mode(argument, written, findings);
    const std::optional<std::string> wrong = modules::mismatch(argument, written.value);
    if (!wrong) return;
    const std::string what = written.name == "_raw_params" ? "" : "'" + written.name + "' of ";
    findings.error(fmt::format("{}'{}': {}", what, action.name, *wrong), written.position);
}

void report_missing(const WrittenAction& action, const Argument& argument, Diagnostics& findings) {
    std::string hint = argument.help;
    if (!argument.choices.empty()) hint = fmt::format("one of {}", fmt::join(argument.choices, ", "));
    if (argument.name == "_raw_params")
        return findings.error(fmt::format("'{}' needs a word that says what to do", action.name),
                              action.position, hint);
    findings.error(fmt::format("'{}' needs '{}'", action.name, argument.name), action.position,
                   hint.empty() ? hint : argument.name + ": " + hint);
}

void report_unknown(const WrittenAction& action, const ModuleDeclaration& declaration,
                    const WrittenArgument& written, Diagnostics& findings) {
    findings.error(fmt::format("'{}' has no argument '{}'", action.name, written.name), written.key,
                   hint_for_unknown(declaration, written.name));
}

/// The argument that a misspelled one most likely was: it is not missing besides.
const Argument* meant_by(const ModuleDeclaration& declaration, const std::string& name) {
    std::vector<std::string> names;
    for (const Argument& argument : declaration.arguments)
        names.push_back(argument.name);
    const std::optional<std::string> meant = closest(name, names);
    return meant ? find_argument(declaration, *meant) : nullptr;
}

}  // namespace

void check_arguments(const WrittenAction& action, const ModuleDeclaration& declaration,
                     Diagnostics& findings) {
    if (!action.from_variable.is_null()) return;
    std::vector<const Argument*> given;
    for (const WrittenArgument& written : action.arguments) {
        const Argument* argument = find_argument(declaration, written.name);
        if (argument != nullptr) {
            given.push_back(argument);
            check_value(action, *argument, written, findings);
        } else if (!declaration.takes_any_argument) {
            given.push_back(meant_by(declaration, written.name));
            report_unknown(action, declaration, written, findings);
        }
    }
    if (action.incomplete) return;
    for (const Argument& argument : declaration.arguments) {
        if (argument.required && std::find(given.begin(), given.end(), &argument) == given.end())
            report_missing(action, argument, findings);
    }
}

}  // namespace interpreter

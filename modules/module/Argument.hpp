#pragma once

#include "modules/value/Value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace modules {

enum class ArgumentType { text, boolean, integer, real, list, map, path, mode, secret, any };

/// The word for a type in messages and manuals: "text", "boolean", …
std::string_view type_name(ArgumentType type);

/// One argument that a module (or an action) takes. The manual, the checks before a run and the conversion of
/// values all follow from this table.
struct Argument {
    std::string name;
    ArgumentType type = ArgumentType::text;
    std::string help;
    bool required = false;
    std::optional<Value> fallback;
    std::vector<std::string> aliases;
    /// The words accepted; empty: any.
    std::vector<std::string> choices;
    /// Takes what stands behind the module's name without `key=`: `command: ls -l`.
    bool free_form = false;
    /// Of a list: what its items are.
    ArgumentType items = ArgumentType::any;
};

/// What is wrong with a value for an argument, in the words of an error message; nothing when it fits.
/// Follows Ansible's conversions: "yes" is a boolean, "80" an integer, "a,b" a list of text.
std::optional<std::string> mismatch(const Argument& argument, const Value& value);

/// The value as the argument's type. Throws Failure when it does not fit.
Value converted(const Argument& argument, const Value& value);

/// The name and arguments of a module or an action, for those who must know them without running it.
struct ModuleDeclaration {
    std::string name;
    std::string summary;
    std::vector<Argument> arguments;
    /// Takes names that are not in the table (set_fact, pcs options); `arguments` then lists those with a meaning.
    bool takes_any_argument = false;
};

}  // namespace modules

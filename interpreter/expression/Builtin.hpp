#pragma once

#include "interpreter/source/Position.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

class Call;

/// How a filter, test, function or lookup treats what it is given.
enum Trait : unsigned {
    plain = 0,
    /// Hands values on as they are, so that secrets among them stay secrets by themselves. Without it, one
    /// secret given makes all text that comes back secret.
    hands_on = 1,
    /// Takes undefined names as values (default, mandatory, defined).
    takes_undefined = 2,
    /// Its text is never read as a Python literal (to_json, string).
    stays_text = 4
};

/// One line of a table: a name, what carries it out, and its parameters as "pattern replacement ignorecase?":
/// a `?` makes one optional, `*` takes any number more, `**` any names.
struct Builtin {
    std::string_view name;
    Value (*function)(Call& call);
    std::string_view parameters = {};
    unsigned traits = plain;
};

enum class BuiltinKind { filter, test, function, lookup };

/// "ansible.builtin." and "ansible.legacy." before the name mean nothing. Null when there is none.
const Builtin* find_builtin(BuiltinKind kind, std::string_view name);
std::vector<std::string> builtin_names(BuiltinKind kind);
/// "filter", "test", …
std::string_view builtin_kind_name(BuiltinKind kind);
/// "unknown filter 'x'", and what was probably meant.
std::string unknown_builtin(BuiltinKind kind, std::string_view name);
std::string unknown_builtin_hint(BuiltinKind kind, std::string_view name);

// The tables, by theme.
std::span<const Builtin> text_filters();
std::span<const Builtin> pattern_filters();
std::span<const Builtin> sequence_filters();
std::span<const Builtin> selecting_filters();
std::span<const Builtin> set_filters();
std::span<const Builtin> mapping_filters();
std::span<const Builtin> number_filters();
std::span<const Builtin> data_filters();
std::span<const Builtin> path_filters();
std::span<const Builtin> digest_filters();
std::span<const Builtin> url_filters();
std::span<const Builtin> time_filters();
std::span<const Builtin> value_tests();
std::span<const Builtin> result_tests();
std::span<const Builtin> comparing_tests();
std::span<const Builtin> functions();
std::span<const Builtin> list_lookups();
std::span<const Builtin> file_lookups();
std::span<const Builtin> variable_lookups();
std::span<const Builtin> program_lookups();

}  // namespace interpreter

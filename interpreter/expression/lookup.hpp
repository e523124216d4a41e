#pragma once

#include "interpreter/expression/Call.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

/// What a lookup found.
struct LookedUp {
    List values;
    /// The result is wanted as a list, also of one value (query, wantlist=True).
    bool as_list = false;
    /// It failed and `errors` says to go on.
    bool ignored = false;
};

/// The call of `lookup(name, terms…)`: `errors` and `wantlist` are taken care of.
LookedUp looked_up(Call& call);
/// As `lookup` gives it: one value as it is, text joined by commas, else the list.
Value joined_lookup(LookedUp found);

/// A file that a lookup names: absolute, or in DIR/`folder` and DIR for each directory of the search path.
/// `~` is the home directory.
std::optional<std::string> find_in_search_path(const std::string& name, std::string_view folder,
                                               const Evaluation& evaluation);
/// Where a name is meant that need not exist yet: relative to the nearest directory of the search path.
std::string path_in_search_path(const std::string& name, const Evaluation& evaluation);
/// Throws through `call` when it cannot be read.
std::string file_content(const std::string& path, const Call& call);

/// "a=1 b='two words' rest": what a lookup takes in one text. Text without '=' is collected in `rest`.
struct KeyValues {
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string rest;
};
KeyValues read_key_values(const std::string& text);

/// Lists inside the list opened, one level.
List flattened_once(const List& items);

}  // namespace interpreter

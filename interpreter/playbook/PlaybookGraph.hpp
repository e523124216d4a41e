#pragma once

#include "interpreter/graph/TaskGraph.hpp"
#include "interpreter/playbook/Element.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

using Plays = std::vector<std::unique_ptr<Play>>;

/// Does a play, or an import of plays, say `needs:`? Where none does, plays run one after another.
bool says_needs(const Plays& plays);

/// What comes before what among plays, which are numbered as in the list. Who says nothing of `needs:` comes
/// after all plays before it; `needs:` replaces that by the plays that it names, by their names or ids. An
/// import of plays that says `needs:` or `id:` says it of each of its plays, and silence inside it means
/// order inside it. Names that no play has, templates, an id that stands twice and cycles are errors.
TaskGraph graph_of_plays(const Plays& plays, Diagnostics& diagnostics);

/// Is it what `needs:` of other plays may call this one: its name, its id, or the id of an import that
/// brought it?
bool is_called(const Play& play, const std::string& name);

/// What output calls a play: its name, else its hosts; as written.
std::string written_name(const Play& play);

}  // namespace interpreter

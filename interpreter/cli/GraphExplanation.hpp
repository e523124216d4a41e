#pragma once

#include "interpreter/playbook/PlayGraph.hpp"
#include "interpreter/source/SourceFiles.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// A play, its number in the order of plays, and its own graph.
struct ExplainedPlay {
    const Play* play = nullptr;
    std::size_t number = 0;
    const PlayGraph* graph = nullptr;
};

/// Why one comes before the other: vertices of a play, or else the plays that are called so or have such
/// vertices. `order` is what comes before what among plays. A line for each edge, with its place. Throws
/// UsageError for names that nothing has.
std::string explanation(const TaskGraph& order, const std::vector<ExplainedPlay>& plays,
                        const std::string& before, const std::string& after, const SourceFiles& files);

}  // namespace interpreter

#pragma once

#include "interpreter/playbook/PlayGraph.hpp"

#include <map>
#include <set>

namespace interpreter {

/// Cuts a play into vertices and draws the edges that its words give.
class PlayGraphBuilder {
  public:
    PlayGraphBuilder(const Play& play, PlayGraph& made, Diagnostics& diagnostics)
        : play_(play), made_(made), diagnostics_(diagnostics) {}

    void build();

  private:
    /// Vertices that one element became: a section, a role or block with marks inside, or a single vertex.
    struct Group {
        /// Number of the group around it; a section's is its own.
        std::size_t parent = 0;
        /// Its vertices have the numbers [first, end).
        std::size_t first = 0;
        std::size_t end = 0;
        std::vector<const Element*> owners = {};
        /// "role : " in front of the names inside.
        std::string prefix = {};
    };

    // Vertices (PlayGraphBuilder.cpp).
    void add_section(PlaySection section, std::initializer_list<const Block*> blocks);
    void add_items(const std::vector<BlockItem>& items, std::size_t group);
    void add_marked(const BlockItem& item, std::size_t group);
    void add_role_entry(const BlockItem& item, std::size_t group);
    void add_run(std::vector<const BlockItem*>& run, std::size_t group);
    void split(const Block& block, std::size_t group);
    std::size_t open_group(std::size_t parent, std::vector<const Element*> owners, std::string prefix);
    void add_vertex(std::string name, Position position, std::vector<const BlockItem*> items, std::size_t group);
    void learn_id(const Element& element, std::size_t group);

    void add_section_end(const Block& block);

    // Edges (play_edges.cpp).
    void add_edges(std::size_t vertex);
    /// True when the group says what it needs, which replaces the order of the file.
    bool add_needs(const Group& group, std::size_t vertex);
    void add_order(std::size_t first, std::size_t end, std::size_t vertex);
    void add_role_dependencies(const Group& group, std::size_t vertex);
    void add_edge(std::size_t before, std::size_t after, EdgeKind kind, std::string reason, Position position,
                  std::optional<std::string> from_hosts = {});
    /// The barriers before and after the vertices of a section; `end` is its section_end.
    void join_section(std::size_t first, std::size_t end);

    const Play& play_;
    PlayGraph& made_;
    Diagnostics& diagnostics_;
    PlaySection section_ = PlaySection::pre_tasks;
    std::vector<Group> groups_;
    /// Of each vertex, its group.
    std::vector<std::size_t> group_of_;
    std::map<std::string, std::set<std::size_t>, std::less<>> named_;
    std::map<const Role*, std::set<std::size_t>> roles_;
    std::map<std::string, Position> ids_;
    /// Of each vertex, what comes before it by edges from lower numbers.
    std::vector<std::set<std::size_t>> known_before_;
};

}  // namespace interpreter

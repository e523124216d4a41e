#pragma once

#include "interpreter/graph/TaskGraph.hpp"
#include "interpreter/playbook/Element.hpp"

#include <optional>
#include <string>
#include <vector>

namespace interpreter {

/// Barriers stand between these.
enum class PlaySection { pre_tasks, main, post_tasks };
std::string_view section_name(PlaySection section);

/// Tasks of a play that run one after another on a host, beside other vertices: a role entry, a task or block with
/// `needs:` or `id:`, or a run of other tasks between those.
struct PlayVertex {
    enum class Kind {
        work,
        section_end  ///< notified handlers run, and hosts wait for each other
    };
    Kind kind = Kind::work;
    PlaySection section = PlaySection::main;
    std::vector<const BlockItem*> items = {};
    /// A role of which this is only the first part: its arguments are validated first.
    const Role* validates = nullptr;
    /// `notify:` stands in it.
    bool notifies = false;
};

/// An edge between two vertices on the same host or, with a pattern of hosts, from those hosts to every other.
struct PlayEdge {
    Edge edge;
    std::optional<std::string> from_hosts = {};
};

/// What a play's own words say comes before what; data edges need variables and are added by who knows them.
class PlayGraph {
  public:
    /// Cycles, marks (`needs:`, `id:`) in the wrong place and an id that stands twice go to `diagnostics`.
    PlayGraph(const Play& play, Diagnostics& diagnostics);

    [[nodiscard]] std::size_t size() const { return vertices_.size(); }
    [[nodiscard]] const PlayVertex& vertex(std::size_t number) const { return vertices_[number]; }
    [[nodiscard]] const std::string& name(std::size_t number) const { return graph_.name(number); }
    /// What runs by it. There may be several edges between two vertices: one a pattern of hosts.
    [[nodiscard]] const std::vector<PlayEdge>& edges() const { return edges_; }
    /// For order and explanations; between two vertices the first edge that was added.
    [[nodiscard]] const TaskGraph& graph() const { return graph_; }
    void add_edge(PlayEdge edge);
    /// Of each vertex, which others come after it on the same host, directly or not.
    [[nodiscard]] std::vector<std::vector<bool>> order_on_a_host() const;
    /// Do other vertices of its section come after it on the same host?
    [[nodiscard]] bool has_dependents(std::size_t number) const;

  private:
    friend class PlayGraphBuilder;

    TaskGraph graph_;
    std::vector<PlayVertex> vertices_;
    std::vector<PlayEdge> edges_;
};

/// Is `strategy: graph` written on the play?
bool runs_as_graph(const Play& play);
/// `needs:` or `id:` of its own: it is a vertex. (Of a role's block the role carries them.)
const Written* mark_of(const BlockItem& item);
/// An error for every mark on these items and below; `why` says why it means nothing there.
void refuse_marks(const std::vector<BlockItem>& items, std::string_view why, Diagnostics& diagnostics);
/// For tasks that come only while the play runs, when its graph has long been drawn.
inline constexpr std::string_view why_not_included = "the graph is drawn before anything is included";

}  // namespace interpreter

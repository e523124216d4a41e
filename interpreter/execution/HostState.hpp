#pragma once

#include "interpreter/inventory/Inventory.hpp"
#include "interpreter/report/Reporter.hpp"
#include "interpreter/variables/VariableScope.hpp"

#include <functional>
#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace interpreter {

/// How a host stands in the present play.
enum class Standing { active, failed, unreachable, ended };

/// What one vertex of a graph learned about its host, by layer.
struct Learned {
    /// What was known before was forgotten (meta: clear_facts).
    bool facts_cleared = false;
    Map facts;
    Map include_vars;
    Map set_facts;

    /// What the other learned came later.
    void add(const Learned& later);
};

/// What a run learns about one host: facts, set facts, registered results, included variables, counters.
/// Variables may be read and set by many threads; standing and counters belong to the strategy's thread.
class HostState {
  public:
    HostState(const Host& host, std::size_t index) : host_(&host), index_(index) { counters.host = host.name; }
    /// A view of the same host for a vertex of a graph, which runs beside others: it sees what `known` holds and
    /// `more`, keeps its own standing and counters, and tells `host` whatever it learns.
    /// `beside` gives the views of other hosts that belong to the same vertex; null where there is none yet.
    using Beside = std::function<const HostState*(const Host& host)>;
    HostState(HostState& host, std::size_t index, const HostState& known, const Learned& more, Beside beside);

    [[nodiscard]] const Host& host() const { return *host_; }
    /// The inventory was read anew, and this is the host there.
    void stand_for(const Host& host) { host_ = &host; }
    [[nodiscard]] const std::string& name() const { return host().name; }
    /// A number of its own in this run.
    [[nodiscard]] std::size_t index() const { return index_; }

    void set(Layer layer, const std::string& name, const Value& value);
    void set(Layer layer, const Map& variables);
    /// What setup returns: names that begin with `ansible_`, which also stand, without it, in `ansible_facts`.
    void add_facts(const Map& facts);
    void clear_facts();
    /// All facts, by the names of add_facts().
    [[nodiscard]] Map facts() const;
    /// Its layers as they are now.
    [[nodiscard]] std::vector<std::pair<Layer, Variables>> layers() const;
    [[nodiscard]] bool has_facts() const;
    /// Of a view: what was learned through it.
    [[nodiscard]] Learned learned() const;
    [[nodiscard]] bool is_view() const { return behind_ != nullptr; }
    /// Of a view: the hosts that are in the play for its vertex (ansible_play_hosts and its like); null: as for everybody.
    void see_play_hosts(Variables names);
    [[nodiscard]] Variables play_hosts() const;
    /// Of a view: how it sees that host; null when that is as everybody does.
    [[nodiscard]] const HostState* seen_from_here(const Host& other) const;

    Standing standing = Standing::active;
    /// It failed or cannot be reached: what is left of the play does not run on it.
    [[nodiscard]] bool is_lost() const {
        return standing == Standing::failed || standing == Standing::unreachable;
    }
    HostCounters counters;

  private:
    std::atomic<const Host*> host_;
    std::size_t index_;
    mutable std::mutex mutex_;
    Variables facts_;
    Variables set_facts_;
    Variables include_vars_;
    Map plain_facts_;
    /// Of a view: the host itself.
    HostState* behind_ = nullptr;
    Learned learned_;
    Variables play_hosts_;
    Beside beside_;
};

/// The value without lazy parts: those belong to a play and end with it.
Value settled(const Value& value);

}  // namespace interpreter

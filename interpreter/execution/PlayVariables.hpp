#pragma once

#include "interpreter/execution/Run.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace interpreter {

/// A play that may run beside others.
struct PlayBesideOthers {
    /// What output calls it; empty where nothing runs beside it.
    std::string name;
    /// Hosts as this play sees them; unset: as the run does.
    std::function<HostState&(const Host& host)> state;
};

/// Who sees which variables in one play: puts the layers of a host, the play, roles and tasks together.
/// Used by many threads at once.
class PlayVariables {
  public:
    PlayVariables(Run& run, const Play& play, std::vector<HostState*> all_hosts, PlayBesideOthers beside = {});
    PlayVariables(const PlayVariables&) = delete;
    PlayVariables& operator=(const PlayVariables&) = delete;
    ~PlayVariables();

    /// What an element (the play, a block, a task) sees on a host.
    [[nodiscard]] VariableScope scope(const HostState& host, const Element& element) const;
    /// What stands in for variables that nobody set: how a host will be reached (ansible_connection, ansible_user, …)
    /// as an element says it, and ansible_managed.
    [[nodiscard]] Variables stand_ins(const HostState& host, const Element& element) const;
    /// Directories in which an element's files are looked for, nearest first.
    [[nodiscard]] std::vector<std::string> search_path(const Element& element) const;

    /// The hosts of the batch, and those of them that are still in the play.
    void set_active(const std::vector<HostState*>& batch, const std::vector<HostState*>& active);
    /// The magic variables that say so (ansible_play_hosts, ansible_play_batch, play_hosts), for whom it is otherwise.
    [[nodiscard]] Variables play_hosts(const std::vector<HostState*>& batch, const std::vector<HostState*>& active) const;
    /// What the play asked for (vars_prompt); before anything asks for a scope.
    void set_prompted(Variables prompted) { prompted_ = std::move(prompted); }
    /// Hosts or groups have come to the inventory: what was made of it is made anew. From any thread.
    void forget_inventory();
    /// A role that was included with `public`: its defaults and vars are seen by all later tasks.
    void add_role(const Role& role);

    [[nodiscard]] Run& run() const { return run_; }
    [[nodiscard]] const Play& play() const { return play_; }
    /// The state of any host, as this play sees it.
    [[nodiscard]] HostState& state(const Host& host) const;
    [[nodiscard]] const std::string& name_beside_others() const { return beside_.name; }

  private:
    using Layers = std::vector<std::pair<Layer, Variables>>;

    [[nodiscard]] Layers inventory_layers(const HostState& host) const;
    [[nodiscard]] Variables magic_of(const HostState& host) const;
    [[nodiscard]] Variables magic_of_all() const;
    [[nodiscard]] std::vector<const HostState*> living(const std::vector<HostState*>& batch,
                                                       const std::vector<HostState*>& active) const;
    [[nodiscard]] std::string absolute_directory(const std::string& directory) const;
    [[nodiscard]] Variables role_magic(const Role& role) const;
    void learn_secrets(const VariableScope& scope) const;
    void add_vars_files(VariableScope& scope, const HostState& host) const;
    void add_element(VariableScope& scope, const Element& element) const;

    Run& run_;
    const Play& play_;
    std::vector<HostState*> all_hosts_;
    PlayBesideOthers beside_;
    std::vector<const Role*> roles_;
    Variables prompted_;
    Value groups_;
    Value hostvars_;
    Value omit_;
    mutable std::mutex mutex_;
    mutable std::map<const Host*, Layers> inventory_layers_;
    mutable std::map<const Host*, Variables> magic_;
    mutable std::map<const Role*, Variables> role_magic_;
    mutable std::unordered_map<std::string, std::string> absolute_directories_;
    mutable Variables common_magic_;
    Variables active_;
    std::vector<const HostState*> living_hosts_;
    std::vector<HostState*> active_hosts_;
};

/// The version of the language that is spoken here, as Ansible counts.
inline constexpr const char* language_version = "2.14.18";

/// The placeholder that `omit` stands for; an argument that is it is left out.
const std::string& omit_placeholder();
/// The value without arguments (also deep inside) that are the placeholder.
Value without_omitted(const Value& value);

}  // namespace interpreter

#pragma once

#include "interpreter/source/Position.hpp"
#include "interpreter/variables/VariableScope.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace interpreter {

struct Role;

/// A name in `needs:`; that of a role's meta is soft: no mistake when nothing in the play has the name.
struct NamedNeed {
    std::string name;
    Position position;
    bool soft = false;
};

/// A keyword's value as it was written: templates unrendered.
struct Written {
    Value value;
    Position key;
    Position position;
};

/// What has keywords and a parent to inherit from: a play, a role entry, a block, a task. Immutable after
/// loading; owned from above, so a parent outlives its children.
struct Element {
    const Element* parent = nullptr;
    Position position;
    /// As written; may hold a template, may be empty.
    std::string name;
    Position name_position;
    std::map<std::string, Written, std::less<>> keywords;
    /// Its `vars:`.
    Variables variables;
    /// In which layer these stand: play_vars, role_parameters, block_vars, task_vars, include_parameters.
    Layer variables_layer = Layer::block_vars;
    /// The role this was written in; null outside roles.
    const Role* role = nullptr;

    Element() = default;
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;
    virtual ~Element() = default;

    /// Its own or, for keywords that are inherited, the nearest parent's; null when nobody says it.
    [[nodiscard]] const Written* find(std::string_view keyword) const;
    /// For keywords that join: every element's value from the outermost to this one.
    [[nodiscard]] std::vector<const Written*> collect(std::string_view keyword) const;
    /// Its own only.
    [[nodiscard]] const Written* own(std::string_view keyword) const;
    /// The union of literal tags here and above.
    [[nodiscard]] std::vector<std::string> tags() const;
};

/// What a task does.
enum class TaskKind {
    module,  ///< a module that runs in the agent
    action,  ///< control side: set_fact, debug, template, …
    meta,
    include_tasks,  ///< dynamic; arguments: file, apply
    include_role    ///< dynamic; arguments: name, tasks_from, …
};

struct Task : Element {
    TaskKind kind = TaskKind::module;
    /// Canonical: without a collection's prefix ("copy", "sysctl").
    std::string action;
    /// As written: "ansible.builtin.copy".
    std::string written_action;
    /// The file of a module of one's own, in library/; empty for what is built in.
    std::string own_module;
    Position action_position;
    /// A mapping; free-form text stands under the argument that takes it (or `_raw_params` where none does).
    /// `args:` is already merged under it. Or text: `module: "{{ arguments }}"`.
    Value arguments;
    /// `loop:` or `with_*:`; absent when it does not loop.
    struct Loop {
        /// "loop", or the lookup's name of a `with_*`: "items", "dict", "fileglob", …
        std::string kind;
        Value over;
        Position position;
    };
    std::vector<Loop> loop;  // none or one
    bool is_handler = false;
    /// Of handlers: further names they answer to.
    std::vector<std::string> listen;
    /// Directory that relative file names start from: that of the file it stands in.
    std::string directory;

    /// What output calls it: its name, else the action's.
    [[nodiscard]] const std::string& title() const { return name.empty() ? written_action : name; }
};

struct Block;
using BlockItem = std::variant<std::unique_ptr<Task>, std::unique_ptr<Block>>;

struct Block : Element {
    Block();
    ~Block() override;

    std::vector<BlockItem> body;
    std::vector<BlockItem> rescue;
    std::vector<BlockItem> always;
    /// Roles that `import_role` brought into a file or role that was included while the run was on; the play
    /// owns all others.
    std::vector<std::unique_ptr<Role>> imported_roles;
};

/// One use of a role: its files loaded, with what the entry said (an Element: keywords and parameters of the
/// entry).
struct Role : Element {
    /// As named: "galera"; `path` is its directory.
    std::string role_name;
    std::string path;
    /// defaults/ and vars/ (defaults_from, vars_from).
    Variables defaults;
    Variables vars;
    /// Null where they stand in a section of the play already: roles of `roles:` and of `import_role`.
    std::unique_ptr<Block> tasks;
    std::vector<std::unique_ptr<Task>> handlers;
    /// What handlers of imported files inherit from.
    std::vector<std::unique_ptr<Block>> handler_imports;
    /// Roles that run before it, in order, theirs first (owned by the play or by whoever included this role).
    std::vector<const Role*> dependencies;
    /// `needs:` of its meta: soft edges of the graph. Absent where the meta does not say it, which an empty list
    /// is not.
    std::optional<std::vector<NamedNeed>> needs;
    bool allow_duplicates = false;
    /// What tells this use of the role from others: parameters, when, tags, vars. Equal uses run once, unless
    /// allow_duplicates.
    Value identity;
    /// From meta/argument_specs.yml for the entry point used; null without one.
    Value argument_spec;
    /// The role whose dependency this is, or that included it; null at the top.
    const Role* parent_role = nullptr;
};

struct Play : Element {
    /// Pattern as written, templates unrendered (extra vars only); a list is joined by ",".
    Value hosts;
    std::vector<Written> vars_files;
    /// Every role instance of the play in order of running, dependencies included: roles:, import_role.
    std::vector<std::unique_ptr<Role>> roles;
    std::unique_ptr<Block> pre_tasks;
    /// The `roles:` section: one block for each role that runs, in order. Its children's parent is their
    /// Role.
    std::unique_ptr<Block> role_tasks;
    std::unique_ptr<Block> tasks;
    std::unique_ptr<Block> post_tasks;
    /// The play's own; those of roles stand in the roles.
    std::vector<std::unique_ptr<Task>> handlers;
    /// What handlers of imported files inherit from.
    std::vector<std::unique_ptr<Block>> handler_imports;
    /// The playbook file's directory.
    std::string directory;
    /// `when`, `vars`, `tags` of import_playbook stand in its parent element, if any.
    std::shared_ptr<Element> import;
};

struct Playbook {
    std::string path;
    std::vector<std::unique_ptr<Play>> plays;
    /// How many of the errors say that a role or a file is nowhere. When there are no others, Ansible's exit
    /// code is 1 instead of 4.
    std::size_t missing_files = 0;
};

}  // namespace interpreter

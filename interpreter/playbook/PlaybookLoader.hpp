#pragma once

#include "interpreter/playbook/Element.hpp"
#include "interpreter/source/Diagnostic.hpp"
#include "interpreter/variables/VariableFiles.hpp"
#include "modules/module/Argument.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// Modules and actions as the loader must know them: which exist, what they take, and where they run.
struct ActionCatalogue {
    /// Null when there is none of that (canonical) name.
    std::function<const modules::ModuleDeclaration*(std::string_view name)> find;
    std::function<bool(std::string_view name)> runs_on_control_side;
    std::vector<std::string> names;
};

struct LoaderOptions {
    /// Directories of roles beside the playbook's `roles/` (roles_path).
    std::vector<std::string> roles_path;
    /// `-e`, and the play's vars when imports' names are rendered: static imports may only use these.
    Variables extra_variables;
};

/// What include_role and import_role say besides the name.
struct RoleRequest {
    std::string name;
    std::string tasks_from = "main";
    std::string vars_from = "main";
    std::string defaults_from = "main";
    std::string handlers_from = "main";
    Position position;
};

/// Reads playbooks, task files and roles into elements. All mistakes of all files go to Diagnostics at once:
/// an error only where Ansible refuses too or where the task is certain to fail, else a warning.
class PlaybookLoader {
  public:
    PlaybookLoader(VariableFiles& files, const ActionCatalogue& catalogue, LoaderOptions options);
    ~PlaybookLoader();

    std::unique_ptr<Playbook> load(const std::string& path, Diagnostics& diagnostics);

    /// A playbook that stands in no file of its own (what `run` was given); `directory` is where its files, roles and
    /// group_vars are.
    std::unique_ptr<Playbook> load_text(std::uint32_t file, const std::string& directory, Diagnostics& diagnostics);

    /// For dynamic includes while a run is on. `parent` is the including task (whose keywords that are legal
    /// there and `apply:` the caller has put into an element of its own). Callable from several threads at
    /// once.
    std::unique_ptr<Block> load_tasks(const std::string& path, const Element& parent,
                                      Diagnostics& diagnostics);
    /// The role and, first, those that it depends on, in order of running.
    std::vector<std::unique_ptr<Role>> load_role(const RoleRequest& request, const Element& parent,
                                                 const Play& play, Diagnostics& diagnostics);
    /// roles/ beside the playbook, roles_path, the playbook's directory; empty when it is nowhere.
    [[nodiscard]] std::string find_role(const std::string& name, const std::string& playbook_directory) const;

  private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace interpreter

#pragma once

#include "interpreter/playbook/Element.hpp"
#include "interpreter/playbook/PlaybookLoader.hpp"
#include "interpreter/playbook/YamlDocuments.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// What all readers of one load share.
struct Loading {
    VariableFiles& files;
    const ActionCatalogue& catalogue;
    const LoaderOptions& options;
    YamlDocuments& documents;
    Diagnostics& diagnostics;
    /// Errors that say that a role or file is nowhere.
    std::size_t missing_files = 0;

    /// The node as a value; a vault that cannot be opened is a finding, and the value is then null.
    Value value_of(const YamlNode& node);
    void report(const DiagnosticError& error) { diagnostics.add(error.diagnostic()); }
    void report_missing(std::string message, Position position, std::string hint = {});
    /// A file's document; null when it cannot be read (which is then a finding).
    std::shared_ptr<const YamlNode> document(const std::string& path, Position asked_at);
};

class RolePool;

/// A file or role that is being imported, and who imported it: a chain that shows cycles.
struct ImportStep {
    const ImportStep* outer = nullptr;
    std::string name;
    Position asked_at;

    /// Is this already being read? Then the cycle is reported, and the import must not go on.
    static bool closes_cycle(const ImportStep* chain, const std::string& name, Position asked_at,
                             Diagnostics& diagnostics);
};

/// Tasks, or the handlers of a play or role: some things are allowed in one only.
enum class TaskPlace { tasks, handlers };

/// Where the tasks that are being read stand.
struct Scene {
    const Play* play = nullptr;
    const Role* role = nullptr;
    /// Of the file that is being read.
    std::string directory;
    std::string playbook_directory;
    TaskPlace place = TaskPlace::tasks;
    /// Inside `rescue:`, or a block that has one: what fails there may be meant to.
    bool failure_is_caught = false;
    /// Takes the roles of import_role.
    RolePool* roles = nullptr;
    /// Takes the elements that handlers of imported files inherit from.
    std::vector<std::unique_ptr<Block>>* handler_imports = nullptr;
    const ImportStep* imports = nullptr;
};

}  // namespace interpreter

#pragma once

#include "interpreter/cli/CommonOptions.hpp"
#include "interpreter/configuration/Configuration.hpp"
#include "interpreter/expression/Evaluation.hpp"
#include "interpreter/inventory/Inventory.hpp"
#include "interpreter/playbook/PlaybookLoader.hpp"
#include "interpreter/report/SecretMask.hpp"
#include "interpreter/report/TerminalReporter.hpp"
#include "interpreter/variables/FactCache.hpp"

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace interpreter {

using Playbooks = std::vector<std::unique_ptr<Playbook>>;

/// What every command stands on: texts and findings, the configuration, the vault's passwords, variables of the
/// command line, the inventory. Filled from top to bottom by the functions below, by the command that needs it.
struct Groundwork {
    Groundwork(std::ostream& out_stream, std::ostream& error_stream);

    std::ostream& out;
    std::ostream& error;
    SourceFiles files;
    Diagnostics findings;
    Configuration configuration;
    Vault vault;
    VariableFiles variable_files{files, vault};
    SecretMask mask;
    Inventory inventory;

    /// The vault's passwords, those of connections and become, the variables of `-e`. Throws UsageError and
    /// DiagnosticError.
    void open(CommonOptions& options);
    void load_inventory_of(const CommonOptions& options);
    /// What reads playbooks and roles; after open().
    [[nodiscard]] PlaybookLoader loader(const CommonOptions& options);
    /// Each in its turn; findings are kept. Throws DiagnosticError for a file that is nowhere.
    [[nodiscard]] Playbooks load_playbooks(const std::vector<std::string>& paths, PlaybookLoader& loader);
    /// What expressions may ask of the world: the vault, template files.
    [[nodiscard]] Surroundings surroundings();
    /// Throws DiagnosticError when `--limit` matches nothing.
    void check_limit(const CommonOptions& options) const;
    /// Prints what was found so far, once; true when there are errors among it.
    bool say_findings();
    /// At -v: which file configures this, and what in it has no effect.
    void say_configuration(int verbosity);
    /// The cache that the configuration asks for; null for one in memory.
    [[nodiscard]] std::unique_ptr<FactCache> fact_cache() const;

    [[nodiscard]] Colour colour(int descriptor) const;

  private:
    void open_vault(const CommonOptions& options);
    void take_passwords(CommonOptions& options);
};

/// Columns that a banner may take on our terminal; 79 where there is none.
int terminal_width();

/// Loads the configuration, then runs a command: mistakes in use end with 2, findings that end it with 1, a
/// configuration that does not parse with 4. `name` is what messages call it.
int run_command(const char* name, std::ostream& out, std::ostream& error,
                const std::function<int(Groundwork& ground)>& command);

}  // namespace interpreter

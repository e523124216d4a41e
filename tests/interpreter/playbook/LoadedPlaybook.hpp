#pragma once

#include "tests/interpreter/playbook/FakeCatalogue.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// A playbook of files that a test writes into a directory of its own; loads "site.yml" from there.
class LoadedPlaybook {
  public:
    /// Path to text; the directory lives as long as the object.
    explicit LoadedPlaybook(const std::map<std::string, std::string>& files, LoaderOptions options = {});
    LoadedPlaybook(const LoadedPlaybook&) = delete;
    LoadedPlaybook& operator=(const LoadedPlaybook&) = delete;
    ~LoadedPlaybook();

    [[nodiscard]] const Play& play(std::size_t index = 0) const { return *playbook_->plays.at(index); }
    [[nodiscard]] const Playbook& playbook() const { return *playbook_; }
    [[nodiscard]] PlaybookLoader& loader() { return *loader_; }
    /// The path of a file in the directory.
    [[nodiscard]] std::string path(const std::string& name) const { return directory_ + "/" + name; }
    /// Findings as "error: …" lines, without places.
    [[nodiscard]] std::string findings() const;
    Diagnostics diagnostics;

  private:
    std::string directory_;
    SourceFiles sources_;
    Vault vault_;
    VariableFiles files_{sources_, vault_};
    std::unique_ptr<PlaybookLoader> loader_;
    std::unique_ptr<Playbook> playbook_;
};

/// Every task of a list and below, in order.
std::vector<const Task*> tasks_in(const std::vector<BlockItem>& items);
/// Their titles, with the role before: "web : Installed".
std::vector<std::string> titles_in(const std::vector<BlockItem>& items);
std::vector<std::string> names_of(const std::vector<std::unique_ptr<Role>>& roles);
/// The conditions on a task, the outermost first.
std::vector<std::string> conditions_of(const Element& element);

}  // namespace interpreter

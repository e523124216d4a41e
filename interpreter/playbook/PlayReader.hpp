#pragma once

#include "interpreter/playbook/KeywordReader.hpp"
#include "interpreter/playbook/Loading.hpp"
#include "interpreter/playbook/PlayCheck.hpp"
#include "interpreter/playbook/RolePool.hpp"

#include <memory>
#include <string>

namespace interpreter {

/// Reads one play with its roles, tasks and handlers.
class PlayReader {
  public:
    /// `directory`: of the playbook file. `import`: what import_playbook said, if it was imported.
    PlayReader(Loading& loading, std::string directory, std::shared_ptr<Element> import,
               const ImportStep* imports);

    std::unique_ptr<Play> read(const YamlNode& node);

  private:
    void read_keywords(const YamlNode& node);
    void read_hosts(const YamlEntry& entry);
    void read_vars_files(const YamlEntry& entry);
    void read_user(const YamlNode& node);
    void check_words();
    std::unique_ptr<Block> read_section(const YamlNode& node, const char* name);
    void read_roles(const YamlNode& node);
    void read_handlers(const YamlNode& node);
    void add_needs();
    RoleOrder place_roles();
    [[nodiscard]] Scene scene();

    Loading& loading_;
    KeywordReader keywords_;
    const ImportStep* imports_;
    RolePool pool_;
    std::unique_ptr<Play> play_;
};

}  // namespace interpreter

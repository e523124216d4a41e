#pragma once

#include "interpreter/playbook/Loading.hpp"

#include <memory>
#include <string>
#include <vector>

namespace interpreter {

/// Reads a playbook file: its plays, and those of playbooks that it imports in their places.
class PlaybookReader {
  public:
    PlaybookReader(Loading& loading, std::vector<std::unique_ptr<Play>>& plays)
        : loading_(loading), plays_(plays) {}

    void read(const std::string& path, Position asked_at, const std::shared_ptr<Element>& import,
              const ImportStep* outer);
    /// The same for what was read already; `directory` is where its files and roles are.
    void read_document(const YamlNode& document, const std::string& directory,
                       const std::shared_ptr<Element>& import, const ImportStep* imports);

  private:
    void read_entry(const YamlNode& node, const std::string& directory,
                    const std::shared_ptr<Element>& import, const ImportStep* imports);
    void read_import(const YamlNode& node, const YamlEntry& entry, const std::string& directory,
                     const std::shared_ptr<Element>& outer, const ImportStep* imports);

    Loading& loading_;
    std::vector<std::unique_ptr<Play>>& plays_;
};

}  // namespace interpreter

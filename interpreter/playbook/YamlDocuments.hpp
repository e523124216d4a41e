#pragma once

#include "interpreter/yaml/YamlNode.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace interpreter {

class VariableFiles;

/// Files of plays, tasks and roles as trees, each parsed once however often it is included. Used by many
/// threads.
class YamlDocuments {
  public:
    explicit YamlDocuments(VariableFiles& files) : files_(files) {}

    /// The file's one document; a null node where it holds nothing. The same findings are given to whoever
    /// asks. Throws DiagnosticError when it cannot be read.
    std::shared_ptr<const YamlNode> load(const std::string& path, Position asked_at,
                                         Diagnostics& diagnostics);

  private:
    struct Document {
        std::uint32_t file = 0;
        std::shared_ptr<const YamlNode> root;
        Diagnostics findings;
    };
    VariableFiles& files_;
    std::mutex mutex_;
    std::unordered_map<std::string, Document> documents_;
};

}  // namespace interpreter

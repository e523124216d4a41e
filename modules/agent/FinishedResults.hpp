#pragma once

#include "modules/agent/PrivateDirectory.hpp"
#include "modules/protocol/Message.hpp"

#include <string>
#include <vector>

namespace modules {

/// Results of changes that ran on after their session had ended, kept in files until a later session has
/// heard them.
class FinishedResults {
  public:
    explicit FinishedResults(const PrivateDirectory& directory) : directory_(directory) {}

    void keep(const std::string& module, const Value& result) const;
    /// What is kept: mappings of module, result and ended (seconds since the epoch).
    /// Throws Failure where the directory is not ours.
    [[nodiscard]] List read();
    /// Those that read() gave have been heard.
    void forget();

  private:
    const PrivateDirectory& directory_;
    std::vector<std::string> told_;
};

}  // namespace modules

#pragma once

#include "interpreter/source/Position.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace interpreter {

/// Facts of earlier runs, one JSON file a host, in the form of Ansible's `jsonfile` cache. Used by many threads, each
/// for a host of its own.
class FactCache {
  public:
    /// `timeout` 0: kept facts are believed for ever. Throws DiagnosticError when the directory cannot be made or
    /// written to.
    FactCache(std::string directory, std::string prefix, std::chrono::seconds timeout);

    /// Nothing when none are kept, or when they are too old. Throws DiagnosticError when the file is damaged.
    [[nodiscard]] std::optional<Map> load(const std::string& host) const;
    /// Secrets among them are not kept.
    void store(const std::string& host, const Map& facts) const;
    void forget(const std::string& host) const;

  private:
    [[nodiscard]] std::string path_of(const std::string& host) const;

    std::string directory_;
    std::string prefix_;
    std::chrono::seconds timeout_;
};

}  // namespace interpreter

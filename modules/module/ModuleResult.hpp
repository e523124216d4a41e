#pragma once

#include "modules/value/Value.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace modules {

/// Why a module could not do its work. Thrown by modules and hosts; the framework turns it into a ModuleResult,
/// so it never leaves an agent.
class Failure : public std::runtime_error {
  public:
    explicit Failure(const std::string& message, Map data = {})
        : std::runtime_error(message), data_(std::move(data)) {}
    /// What the registered result shows beside `msg`: rc, stdout, stderr, …
    [[nodiscard]] const Map& data() const { return data_; }

  private:
    Map data_;
};

/// One difference between what is and what was asked for, as a person reads it.
struct Difference {
    /// What differs: a path, a package, "resource vip-db".
    std::string subject = {};
    /// Text (compared line by line), or a mapping of attributes; null where there is nothing.
    Value before = {};
    Value after = {};
};

/// What became of one call: differences (applied, or those that check mode found), data, perhaps a failure.
struct ModuleResult {
    bool changed = false;
    bool skipped = false;
    std::vector<Difference> differences;
    /// The module's own keys of the registered result.
    Map data;
    std::optional<std::string> failure;
    /// Check mode could not find out, and why.
    std::optional<std::string> unknown;
    std::vector<std::string> warnings;
};

/// For the wire: {changed, skipped, differences, data, failure, unknown, warnings}, absent where empty.
Value to_value(const ModuleResult& result);
ModuleResult module_result_from(const Value& value);

}  // namespace modules

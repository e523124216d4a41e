#pragma once

#include "modules/value/Value.hpp"
#include "modules/watch/GapClock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules::watch {

/// What became of one service while it was watched.
struct ServiceReport {
    std::string name;
    std::int64_t attempts = 0;
    std::int64_t failures = 0;
    std::vector<Gap> gaps = {};
    bool back = true;
    std::int64_t acknowledged = 0;
    /// Nothing where it could not be asked.
    std::optional<std::int64_t> lost = 0;
    std::optional<std::string> last_error = {};
    std::vector<std::string> warnings = {};

    [[nodiscard]] bool never_answered() const { return failures == attempts; }
    /// 0 without a gap; nothing where it did not come back.
    [[nodiscard]] std::optional<double> longest_gap() const;
    /// Its entry in the module's result.
    [[nodiscard]] Map to_map() const;
};

}  // namespace modules::watch

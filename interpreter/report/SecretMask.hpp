#pragma once

#include "interpreter/source/Position.hpp"

#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// Knows the secrets of a run by value, and hides them in whatever is about to be shown. Used by many threads.
class SecretMask {
  public:
    /// Shorter secrets are not masked by value: they would hide half of every line.
    static constexpr std::size_t shortest_masked = 6;

    /// Remembers every secret inside the value.
    void learn(const Value& value);
    /// The text with each known secret replaced by dots.
    [[nodiscard]] std::string masked(std::string_view text) const;

  private:
    mutable std::mutex mutex_;
    // The longest first, so that a secret inside another does not leave the rest of it visible.
    std::vector<std::string> known_;
};

}  // namespace interpreter

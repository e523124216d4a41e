#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules::watch {

/// A time in which a service was away.
struct Gap {
    /// When the first failed attempt began, in seconds since the watch's start.
    double at = 0;
    /// From there to the beginning of the attempt by which it was back; nothing where it did not come back.
    std::optional<double> seconds = {};
    /// Why the first attempt failed.
    std::string error = {};
};

/// Makes gaps of attempts. A service is away from the first of `away_after` failures in a row, and back from
/// the first of `steady` good attempts in a row.
class GapClock {
  public:
    enum class Turn { none, went_away, came_back };

    GapClock(std::int64_t away_after, std::int64_t steady) : away_after_(away_after), steady_(steady) {}

    /// An attempt that began then, and how it failed, if it did. Attempts come in order.
    Turn record(double began, const std::optional<std::string>& error);

    [[nodiscard]] const std::vector<Gap>& gaps() const { return gaps_; }
    [[nodiscard]] bool away() const { return away_; }

  private:
    std::int64_t away_after_;
    std::int64_t steady_;
    std::vector<Gap> gaps_;
    bool away_ = false;
    /// Attempts in a row that speak against what holds now, and the first of them.
    std::int64_t contrary_ = 0;
    Gap first_contrary_;
};

}  // namespace modules::watch

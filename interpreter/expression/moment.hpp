#pragma once

#include "interpreter/expression/Evaluator.hpp"

#include <cstdint>
#include <string>

namespace interpreter {

enum class Zone { local, utc };

/// A point in time as Python's datetime has it: a calendar's fields without a zone.
class Moment {
  public:
    static Moment now(Zone zone);
    /// Seconds since 1970.
    static Moment at(double seconds, Zone zone);
    /// By a strptime format. Throws std::invalid_argument when the text does not fit.
    static Moment parse(const std::string& text, const std::string& format);

    /// By a strftime format.
    [[nodiscard]] std::string formatted(const std::string& format) const;
    /// As Python's str() writes it: 2024-02-29 12:00:00.000001
    [[nodiscard]] std::string text() const;
    /// Seconds since 1970, the fields taken as local time.
    [[nodiscard]] double seconds() const;
    /// The same, the fields taken as UTC, in microseconds.
    [[nodiscard]] std::int64_t microseconds() const;

  private:
    std::int64_t days_ = 0;
    std::int64_t seconds_ = 0;
    std::int64_t microseconds_ = 0;
};

/// The moment as an object with year, month, …, strftime(…) and timestamp().
Value make_moment(const Moment& moment);
const Moment* moment_in(const Value& value);

/// The time between two moments, as Python's timedelta: days, seconds, total_seconds().
Value make_span(std::int64_t microseconds);

}  // namespace interpreter

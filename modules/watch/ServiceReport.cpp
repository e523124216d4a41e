#include "modules/watch/ServiceReport.hpp"

#include <algorithm>
#include <cmath>

namespace modules::watch {

namespace {

/// Milliseconds are more than an attempt can tell.
Value seconds_or_null(const std::optional<double>& seconds) {
    constexpr double parts = 1000;
    return seconds ? Value(std::round(*seconds * parts) / parts) : Value();
}

}  // namespace

std::optional<double> ServiceReport::longest_gap() const {
    double longest = 0;
    for (const Gap& gap : gaps) {
        if (!gap.seconds) return std::nullopt;
        longest = std::max(longest, *gap.seconds);
    }
    return longest;
}

Map ServiceReport::to_map() const {
    List listed;
    for (const Gap& gap : gaps)
        listed.push_back(Map{{"at", seconds_or_null(gap.at)},
                             {"seconds", seconds_or_null(gap.seconds)},
                             {"error", gap.error}});
    return {{"name", name},
            {"attempts", attempts},
            {"failures", failures},
            {"longest_gap", seconds_or_null(longest_gap())},
            {"back", back},
            {"gaps", listed},
            {"acknowledged", acknowledged},
            {"lost", lost ? Value(*lost) : Value()},
            {"last_error", last_error ? Value(*last_error) : Value()}};
}

}  // namespace modules::watch

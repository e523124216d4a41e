#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace interpreter {

using Moment = std::chrono::system_clock::time_point;

/// What time it is; tests set one by hand.
using Clock = std::function<Moment()>;

inline Moment system_time() { return std::chrono::system_clock::now(); }

/// "2026-11-28T16:33:07.123456Z".
std::string utc_text(Moment moment);
/// Seconds between two moments.
double seconds_between(Moment from, Moment to);

}  // namespace interpreter

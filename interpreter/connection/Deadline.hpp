#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace interpreter {

/// What poll(2) takes for "until then": rounded up, 0 when it has passed, and at most a minute, so that
/// whoever waits looks around now and then.
inline int milliseconds_until(std::chrono::steady_clock::time_point deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

}  // namespace interpreter

#include "interpreter/report/Clock.hpp"

#include <fmt/format.h>

#include <ctime>

namespace interpreter {

std::string utc_text(Moment moment) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
    const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(
                          moment - std::chrono::time_point_cast<std::chrono::seconds>(moment))
                          .count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, rest);
}

double seconds_between(Moment from, Moment to) { return std::chrono::duration<double>(to - from).count(); }

}  // namespace interpreter

#include "modules/facts/TimeFacts.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <ctime>

namespace modules {

namespace {

std::string written(const char* format, const std::tm& time) {
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &time)};
}

}  // namespace

Map time_facts(const HostView& host) {
    const double now = host.now();
    const auto seconds = static_cast<std::time_t>(std::floor(now));
    const int micros = static_cast<int>((now - static_cast<double>(seconds)) * 1e6);
    std::tm local{};
    std::tm universal{};
    ::tzset();
    ::localtime_r(&seconds, &local);
    ::gmtime_r(&seconds, &universal);
    const std::string epoch = std::to_string(seconds);
    return {{"date_time",
             Map{{"year", written("%Y", local)},
                 {"month", written("%m", local)},
                 {"weekday", written("%A", local)},
                 {"weekday_number", written("%w", local)},
                 {"weeknumber", written("%W", local)},
                 {"day", written("%d", local)},
                 {"hour", written("%H", local)},
                 {"minute", written("%M", local)},
                 {"second", written("%S", local)},
                 {"epoch", epoch},
                 {"epoch_int", epoch},
                 {"date", written("%Y-%m-%d", local)},
                 {"time", written("%H:%M:%S", local)},
                 {"iso8601", written("%Y-%m-%dT%H:%M:%SZ", universal)},
                 {"iso8601_micro", written("%Y-%m-%dT%H:%M:%S", universal) + fmt::format(".{:06}Z", micros)},
                 {"iso8601_basic", written("%Y%m%dT%H%M%S", local) + fmt::format("{:06}", micros)},
                 {"iso8601_basic_short", written("%Y%m%dT%H%M%S", local)},
                 {"tz", written("%Z", local)},
                 {"tz_dst", ::tzname[1]},
                 {"tz_offset", written("%z", local)}}}};
}

}  // namespace modules

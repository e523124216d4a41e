#include "interpreter/report/LogBuffer.hpp"

#include <fmt/format.h>

#include <ctime>

namespace interpreter {

LogBuffer::int_type LogBuffer::overflow(int_type letter) {
    if (traits_type::eq_int_type(letter, traits_type::eof())) return traits_type::not_eof(letter);
    if (traits_type::to_char_type(letter) != '\n') {
        line_ += traits_type::to_char_type(letter);
        return letter;
    }
    const Moment now = clock_();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(
                          now - std::chrono::time_point_cast<std::chrono::seconds>(now))
                          .count();
    std::tm parts{};
    localtime_r(&seconds, &parts);
    next_ << fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02},{:03} {} | {}\n", parts.tm_year + 1900,
                         parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, rest, who_,
                         line_);
    line_.clear();
    return letter;
}

int LogBuffer::sync() {
    next_.flush();
    return next_ ? 0 : -1;
}

}  // namespace interpreter

#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/moment.hpp"

#include <cstdlib>
#include <stdexcept>

namespace interpreter {

namespace {

Value to_datetime(Call& call) {
    try {
        return make_moment(Moment::parse(call.input_text(), call.text(0, "%Y-%m-%d %H:%M:%S")));
    } catch (const std::invalid_argument& error) {
        call.fail(std::string("cannot read the time: ") + error.what());
    }
}

Value strftime(Call& call) {
    const Zone zone = call.flag(1) ? Zone::utc : Zone::local;
    if (!call.has(0) || call[0].is_null()) return Moment::now(zone).formatted(call.input_text());
    const Value& seconds = call[0];
    if (seconds.is_integer() || seconds.is_real())
        return Moment::at(seconds.as_real(), zone).formatted(call.input_text());
    const std::string text = to_python_text(seconds);
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') call.fail("needs seconds since 1970, found '" + text + "'");
    return Moment::at(number, zone).formatted(call.input_text());
}

constexpr Builtin time_filters_table[] = {{"strftime", strftime, "second? utc?"},
                                          {"to_datetime", to_datetime, "format?"}};

}  // namespace

std::span<const Builtin> time_filters() {
    return time_filters_table;
}

}  // namespace interpreter

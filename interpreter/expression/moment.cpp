#include "interpreter/expression/moment.hpp"

#include "interpreter/expression/python.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>
#include <stdexcept>

namespace interpreter {

namespace {

constexpr std::int64_t day_seconds = 86400;
constexpr std::int64_t million = 1000000;

/// The calendar's fields of so many seconds since 1970 UTC.
std::tm fields_of(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm fields{};
    gmtime_r(&time, &fields);
    return fields;
}

/// A method of a moment: a function that was looked up and is called at once.
class MomentMethod final : public Callable {
  public:
    using Body = std::function<Value(const Given& given, Position position)>;
    explicit MomentMethod(Body body) : body_(std::move(body)) {}
    [[nodiscard]] std::string type_name() const override { return "method"; }
    [[nodiscard]] Value call(Evaluator&, const Given& given, Position position) const override {
        return body_(given, position);
    }

  private:
    Body body_;
};

Value method(MomentMethod::Body body) {
    return Value::lazy(std::make_shared<MomentMethod>(std::move(body)));
}

class MomentObject final : public Object {
  public:
    explicit MomentObject(const Moment& moment) : moment_(moment) {}
    [[nodiscard]] std::string type_name() const override { return "datetime"; }
    [[nodiscard]] std::string text() const override { return moment_.text(); }
    [[nodiscard]] const Moment& moment() const { return moment_; }
    [[nodiscard]] std::optional<Value> find(std::string_view key) const override {
        const std::tm fields = fields_of(moment_.microseconds() / million);
        if (key == "year") return fields.tm_year + 1900;
        if (key == "month") return fields.tm_mon + 1;
        if (key == "day") return fields.tm_mday;
        if (key == "hour") return fields.tm_hour;
        if (key == "minute") return fields.tm_min;
        if (key == "second") return fields.tm_sec;
        if (key == "microsecond") return moment_.microseconds() % million;
        const Moment moment = moment_;
        if (key == "timestamp")
            return method([moment](const Given&, Position) { return Value(moment.seconds()); });
        if (key == "weekday")
            return method([fields](const Given&, Position) { return Value((fields.tm_wday + 6) % 7); });
        if (key == "isoformat")
            return method([moment](const Given&, Position) {
                std::string text = moment.text();
                text[text.find(' ')] = 'T';
                return Value(std::move(text));
            });
        if (key == "strftime")
            return method([moment](const Given& given, Position position) {
                if (given.positional.size() != 1)
                    throw DiagnosticError("'strftime' takes a format", position);
                return Value(moment.formatted(to_python_text(given.positional.front())));
            });
        return std::nullopt;
    }

  private:
    Moment moment_;
};

class Span final : public Object {
  public:
    explicit Span(std::int64_t microseconds) : microseconds_(microseconds) {}
    [[nodiscard]] std::string type_name() const override { return "timedelta"; }
    [[nodiscard]] std::optional<Value> find(std::string_view key) const override {
        const std::int64_t day = day_seconds * million;
        const std::int64_t days = (microseconds_ >= 0 ? microseconds_ : microseconds_ - day + 1) / day;
        const std::int64_t rest = microseconds_ - days * day;
        if (key == "days") return days;
        if (key == "seconds") return rest / million;
        if (key == "microseconds") return rest % million;
        const double total = static_cast<double>(microseconds_) / static_cast<double>(million);
        if (key == "total_seconds") return method([total](const Given&, Position) { return Value(total); });
        return std::nullopt;
    }

  private:
    std::int64_t microseconds_;
};

}  // namespace

Moment Moment::at(double seconds, Zone zone) {
    const auto whole = static_cast<std::time_t>(std::floor(seconds));
    std::tm fields{};
    if (zone == Zone::utc)
        gmtime_r(&whole, &fields);
    else
        localtime_r(&whole, &fields);
    const std::int64_t since = timegm(&fields);
    Moment moment;
    moment.days_ = since >= 0 ? since / day_seconds : (since - day_seconds + 1) / day_seconds;
    moment.seconds_ = since - moment.days_ * day_seconds;
    moment.microseconds_ =
        static_cast<std::int64_t>((seconds - static_cast<double>(whole)) * static_cast<double>(million));
    return moment;
}

Moment Moment::now(Zone zone) {
    const std::chrono::duration<double> since = std::chrono::system_clock::now().time_since_epoch();
    return at(since.count(), zone);
}

Moment Moment::parse(const std::string& text, const std::string& format) {
    std::tm fields{};
    fields.tm_year = 0;
    fields.tm_mday = 1;
    const char* end = strptime(text.c_str(), format.c_str(), &fields);
    if (end == nullptr || *end != '\0')
        throw std::invalid_argument("'" + text + "' is not written as '" + format + "'");
    return at(static_cast<double>(timegm(&fields)), Zone::utc);
}

std::int64_t Moment::microseconds() const {
    return (days_ * day_seconds + seconds_) * million + microseconds_;
}

double Moment::seconds() const {
    std::tm fields = fields_of(days_ * day_seconds + seconds_);
    fields.tm_isdst = -1;
    return static_cast<double>(std::mktime(&fields)) +
           static_cast<double>(microseconds_) / static_cast<double>(million);
}

std::string Moment::formatted(const std::string& format) const {
    std::tm fields = fields_of(days_ * day_seconds + seconds_);
    std::string wanted;
    for (std::size_t at = 0; at < format.size(); ++at) {
        if (format[at] == '%' && at + 1 < format.size() && (format[at + 1] == 'f' || format[at + 1] == 's')) {
            const bool fraction = format[++at] == 'f';
            wanted += fraction ? fmt::format("{:06}", microseconds_)
                               : std::to_string(static_cast<std::int64_t>(seconds()));
            continue;
        }
        wanted += format[at];
        if (format[at] == '%' && at + 1 < format.size()) wanted += format[++at];
    }
    if (wanted.empty()) return {};
    std::string text(wanted.size() * 4 + 256, '\0');
    text.resize(std::strftime(text.data(), text.size(), wanted.c_str(), &fields));
    return text;
}

std::string Moment::text() const {
    const std::string whole = formatted("%Y-%m-%d %H:%M:%S");
    return microseconds_ == 0 ? whole : whole + fmt::format(".{:06}", microseconds_);
}

Value make_moment(const Moment& moment) {
    return Value::lazy(std::make_shared<MomentObject>(moment));
}

const Moment* moment_in(const Value& value) {
    const MomentObject* object = object_in<MomentObject>(value);
    return object != nullptr ? &object->moment() : nullptr;
}

Value make_span(std::int64_t microseconds) {
    return Value::lazy(std::make_shared<Span>(microseconds));
}

}  // namespace interpreter

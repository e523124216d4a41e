#include "modules/watch/AmqpProbe.hpp"

#include "modules/value/Text.hpp"
#include "modules/watch/AmqpSession.hpp"

#include <fmt/format.h>

namespace modules::watch {

void AmqpProbe::declare(AmqpSession& session) {
    declared_ = true;
    session.declare(mark_.name,
                    mark_.keep ? std::nullopt : std::optional<std::chrono::milliseconds>(keeps_for));
}

bool AmqpProbe::take_until(AmqpSession& session, std::int64_t number) {
    while (const std::optional<std::string> body = session.take(mark_.name)) {
        const std::optional<std::int64_t> taken = whole_number(*body);
        if (!taken) continue;
        expected_.erase(*taken);
        if (*taken == number) return true;
    }
    return false;
}

void AmqpProbe::attempt(const std::string& host, std::int64_t number, const Deadline& deadline) {
    AmqpSession session(host, service_, deadline);
    declare(session);
    session.publish(mark_.name, std::to_string(number));
    ++acknowledged_;
    expected_.insert(number);
    if (!take_until(session, number))
        throw Failure(fmt::format("{} does not give back what was just written", place_of(host, service_)));
    session.close();
}

std::int64_t AmqpProbe::lost(const std::string& host, const Deadline& deadline) {
    if (expected_.empty()) return 0;
    AmqpSession session(host, service_, deadline);
    declare(session);
    take_until(session, -1);
    session.close();
    return static_cast<std::int64_t>(expected_.size());
}

void AmqpProbe::clean_up(const std::string& host, const Deadline& deadline) {
    if (!declared_) return;
    AmqpSession session(host, service_, deadline);
    session.remove(mark_.name);
    session.close();
}

}  // namespace modules::watch

#include "modules/watch/MemcachedProbe.hpp"

#include "modules/watch/TextSession.hpp"

#include <fmt/format.h>

namespace modules::watch {

void MemcachedProbe::attempt(const std::string& host, std::int64_t number, const Deadline& deadline) {
    TextSession session(host, service_.port_number(), deadline);
    const std::string key = fmt::format("{}:{}", mark_.name, number);
    const std::string value = std::to_string(number);
    const auto expect = [&session](const std::string& what, const std::string& wanted) {
        const std::string answer = session.line();
        if (answer != wanted)
            throw Failure(fmt::format("{} answers {} with: {}", session.peer(), what, answer.substr(0, 200)));
    };
    const auto seconds = std::chrono::seconds(keeps_for).count();
    session.say(fmt::format("set {} 0 {} {}\r\n{}\r\n", key, mark_.keep ? 0 : seconds, value.size(), value));
    expect("set", "STORED");
    session.say(fmt::format("get {}\r\n", key));
    expect("get", fmt::format("VALUE {} 0 {}", key, value.size()));
    expect("get", value);
    expect("get", "END");
    if (mark_.keep) return;
    session.say(fmt::format("delete {}\r\n", key));
    expect("delete", "DELETED");
}

}  // namespace modules::watch

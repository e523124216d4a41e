#include "modules/watch/RedisProbe.hpp"

#include "modules/watch/RedisSession.hpp"

#include <fmt/format.h>

namespace modules::watch {

namespace {

constexpr std::size_t keys_at_once = 500;

/// Calls `each` with a command for every so many keys.
template <class Numbers, class Key, class Each>
void in_pieces(const char* command, const Numbers& numbers, const Key& key, const Each& each) {
    for (std::size_t start = 0; start < numbers.size(); start += keys_at_once) {
        const std::size_t end = std::min(start + keys_at_once, numbers.size());
        std::vector<std::string> words{command};
        for (std::size_t index = start; index < end; ++index)
            words.push_back(key(numbers[index]));
        each(words, start);
    }
}

}  // namespace

std::string RedisProbe::key(std::int64_t number) const {
    return fmt::format("{}:{}", mark_.name, number);
}

void RedisProbe::attempt(const std::string& host, std::int64_t number, const Deadline& deadline) {
    RedisSession session(host, service_, deadline);
    std::vector<std::string> set{"SET", key(number), std::to_string(number)};
    if (!mark_.keep)
        for (std::string word : {std::string("EX"), std::to_string(std::chrono::seconds(keeps_for).count())})
            set.push_back(std::move(word));
    sent_.push_back(number);
    session.command(set);
    // Half of what is left: the GET must come in time, too. WAIT takes 0 for no limit.
    const std::string milliseconds = std::to_string(std::max<std::int64_t>(deadline.left().count() / 2, 1));
    if (service_.replicas == 0 ||
        session.integer({"WAIT", std::to_string(service_.replicas), milliseconds}) >= service_.replicas)
        acknowledged_.push_back(number);
    if (session.text({"GET", key(number)}) != std::to_string(number))
        throw Failure(fmt::format("{} does not give back what was just written", session.peer()));
}

std::int64_t RedisProbe::lost(const std::string& host, const Deadline& deadline) {
    RedisSession session(host, service_, deadline);
    std::int64_t missing = 0;
    const auto look = [&](const std::vector<std::string>& words, std::size_t start) {
        const std::vector<std::optional<std::string>> found = session.texts(words);
        for (std::size_t index = 0; index + 1 < words.size(); ++index)
            if (index >= found.size() || found[index] != std::to_string(acknowledged_[start + index]))
                ++missing;
    };
    in_pieces(
        "MGET", acknowledged_, [this](std::int64_t number) { return key(number); }, look);
    return missing;
}

void RedisProbe::clean_up(const std::string& host, const Deadline& deadline) {
    if (sent_.empty()) return;
    RedisSession session(host, service_, deadline);
    const auto remove = [&](const std::vector<std::string>& words, std::size_t) { session.command(words); };
    in_pieces(
        "DEL", sent_, [this](std::int64_t number) { return key(number); }, remove);
}

}  // namespace modules::watch

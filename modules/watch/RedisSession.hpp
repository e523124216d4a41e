#pragma once

#include "modules/watch/TextSession.hpp"
#include "modules/watch/WatchedService.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules::watch {

/// A connection to Redis, logged in. It speaks RESP2
/// (https://redis.io/docs/latest/develop/reference/protocol-spec/). Each command throws Failure with the
/// server's words where it refuses.
class RedisSession {
  public:
    RedisSession(const std::string& host, const WatchedService& service, const Deadline& deadline);

    void command(const std::vector<std::string>& words);
    [[nodiscard]] std::int64_t integer(const std::vector<std::string>& words);
    /// Nothing for nil.
    [[nodiscard]] std::optional<std::string> text(const std::vector<std::string>& words);
    [[nodiscard]] std::vector<std::optional<std::string>> texts(const std::vector<std::string>& words);

    [[nodiscard]] const std::string& peer() const { return session_.peer(); }

  private:
    /// The first line of the answer, which begins with one of the wanted marks.
    std::string ask(const std::vector<std::string>& words, std::string_view wanted_marks);
    std::size_t length_in(const std::string& line) const;
    std::optional<std::string> bulk(const std::string& line);
    [[noreturn]] void refuse(const std::string& line) const;

    TextSession session_;
};

}  // namespace modules::watch

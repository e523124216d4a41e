#include "modules/watch/RedisSession.hpp"

#include "modules/value/Text.hpp"

#include <fmt/format.h>

namespace modules::watch {

RedisSession::RedisSession(const std::string& host, const WatchedService& service, const Deadline& deadline)
    : session_(host, service.port_number(), deadline) {
    if (service.password) {
        std::vector<std::string> words{"AUTH"};
        if (service.user) words.push_back(*service.user);
        words.push_back(service.password->characters);
        command(words);
    }
    if (service.database) command({"SELECT", *service.database});
}

std::string RedisSession::ask(const std::vector<std::string>& words, std::string_view wanted_marks) {
    std::string request = fmt::format("*{}\r\n", words.size());
    for (const std::string& word : words)
        request += fmt::format("${}\r\n{}\r\n", word.size(), word);
    session_.say(request);
    const std::string line = session_.line();
    if (line.starts_with('-')) {
        // The error about an unknown command repeats the arguments, and those of AUTH are secret.
        const std::string why = line.substr(1, line.find(", with args") - 1);
        throw Failure(fmt::format("{} answers {} with: {}", peer(), words.front(), why));
    }
    if (line.empty() || wanted_marks.find(line.front()) == std::string_view::npos) refuse(line);
    return line;
}

void RedisSession::refuse(const std::string& line) const {
    throw Failure(fmt::format("{} does not speak as Redis does; it said: {}", peer(), line.substr(0, 60)));
}

std::size_t RedisSession::length_in(const std::string& line) const {
    const std::optional<std::int64_t> length = whole_number(std::string_view(line).substr(1));
    if (!length || *length < 0) refuse(line);
    return static_cast<std::size_t>(*length);
}

std::optional<std::string> RedisSession::bulk(const std::string& line) {
    if (line == "$-1") return std::nullopt;
    if (!line.starts_with('$')) refuse(line);
    return session_.block(length_in(line));
}

void RedisSession::command(const std::vector<std::string>& words) {
    const std::string line = ask(words, "+:");
    if (line.starts_with('+') && line != "+OK") refuse(line);
}

std::int64_t RedisSession::integer(const std::vector<std::string>& words) {
    return static_cast<std::int64_t>(length_in(ask(words, ":")));
}

std::optional<std::string> RedisSession::text(const std::vector<std::string>& words) {
    return bulk(ask(words, "$"));
}

std::vector<std::optional<std::string>> RedisSession::texts(const std::vector<std::string>& words) {
    std::vector<std::optional<std::string>> found(length_in(ask(words, "*")));
    for (std::optional<std::string>& text : found)
        text = bulk(session_.line());
    return found;
}

}  // namespace modules::watch

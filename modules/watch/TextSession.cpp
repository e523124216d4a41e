#include "modules/watch/TextSession.hpp"

#include "modules/module/ModuleResult.hpp"

#include <fmt/format.h>

#include <array>

namespace modules::watch {

namespace {

// No answer to what is asked here comes near it.
constexpr std::size_t longest_answer = 1U << 20U;

}  // namespace

void TextSession::fill() {
    std::array<char, 4096> piece{};
    const std::size_t count = stream_.read(piece.data(), piece.size());
    if (count == 0) throw Failure(fmt::format("{} closed the connection", peer()));
    pending_.append(piece.data(), count);
}

std::string TextSession::line() {
    std::size_t end = 0;
    while ((end = pending_.find("\r\n")) == std::string::npos) {
        if (pending_.size() > longest_answer)
            throw Failure(fmt::format("{} speaks another protocol: its line has no end", peer()));
        fill();
    }
    std::string text = pending_.substr(0, end);
    pending_.erase(0, end + 2);
    return text;
}

std::string TextSession::block(std::size_t length) {
    if (length > longest_answer)
        throw Failure(fmt::format("{} speaks another protocol: it announces {} bytes", peer(), length));
    while (pending_.size() < length + 2)
        fill();
    std::string bytes = pending_.substr(0, length);
    pending_.erase(0, length + 2);
    return bytes;
}

}  // namespace modules::watch

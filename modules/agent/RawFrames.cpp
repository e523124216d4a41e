#include "modules/agent/RawFrames.hpp"

#include "modules/protocol/Frame.hpp"

namespace modules {

std::optional<std::string> RawFrames::next() {
    const std::string_view there = std::string_view(waiting_).substr(start_);
    const std::size_t head = prefix_ + 4;
    if (there.size() < head) return std::nullopt;
    std::size_t length = 0;
    for (const char byte : there.substr(prefix_, 4))
        length = length << 8U | static_cast<unsigned char>(byte);
    if (length > largest_frame)
        throw BadFrame("a frame of " + std::to_string(length) + " bytes; the largest allowed has " +
                       std::to_string(largest_frame));
    if (there.size() < head + length) return std::nullopt;
    std::string frame(there.substr(0, head + length));
    start_ += frame.size();
    if (start_ == waiting_.size() || start_ > 1U << 20U) {
        waiting_.erase(0, start_);
        start_ = 0;
    }
    return frame;
}

}  // namespace modules

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace modules {

/// Cuts a stream into frames without decoding them, so that the agent can pass a lane's frames on as they
/// are. Every frame may carry a prefix of its own before the length (the lanes' one-byte tag).
class RawFrames {
  public:
    explicit RawFrames(std::size_t prefix) : prefix_(prefix) {}
    void add(std::string_view bytes) { waiting_.append(bytes); }
    /// The next whole frame with its prefix and length, or nothing until more bytes come. Throws BadFrame for
    /// one that is larger than any frame may be.
    std::optional<std::string> next();

  private:
    std::size_t prefix_;
    std::string waiting_;
    std::size_t start_ = 0;
};

}  // namespace modules

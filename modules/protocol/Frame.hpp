#pragma once

#include "modules/protocol/Message.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace modules {

/// The largest frame either side accepts, in bytes.
inline constexpr std::size_t largest_frame = 64U << 20U;

/// The other side sent what is no frame of this protocol.
class BadFrame : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A message as bytes: 32-bit big-endian length, then one MessagePack map. Secrets travel as extension type 1,
/// so that they are secrets on the other side too. Text may hold any bytes. Positions do not travel.
/// {"message": kind, "id": id (absent: 0), "fields": {…} (absent: none)}. Throws BadFrame for more than 64 MiB.
std::string encode(const Message& message);

/// Collects bytes as they arrive and gives whole messages back.
class FrameReader {
  public:
    void add(std::string_view bytes);
    /// The next whole message, or nothing until more bytes come. Throws BadFrame.
    std::optional<Message> next();

  private:
    std::string waiting_;
    std::size_t start_ = 0;
};

}  // namespace modules

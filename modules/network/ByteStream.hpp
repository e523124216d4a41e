#pragma once

#include <cstddef>
#include <string_view>

namespace modules {

/// Bytes to and from another program. Each step may take as long as the stream's Patience; then, and where
/// the connection breaks, it throws HttpFailure.
class ByteStream {
  public:
    virtual ~ByteStream() = default;
    /// As many as are there, at most `most`; 0 at the end.
    [[nodiscard]] virtual std::size_t read(char* into, std::size_t most) = 0;
    virtual void write(std::string_view bytes) = 0;
};

}  // namespace modules

#pragma once

#include "modules/network/ByteStream.hpp"
#include "modules/system/Descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace modules {

/// A connection over TCP or a Unix socket.
class SocketStream final : public ByteStream {
  public:
    /// Tries every address of the name, each within the limit. Throws Unreachable naming each and why not.
    static SocketStream to_port(const std::string& host, std::uint16_t port, std::chrono::seconds limit);
    static SocketStream to_unix_socket(const std::string& path, std::chrono::seconds limit);

    [[nodiscard]] std::size_t read(char* into, std::size_t most) override;
    void write(std::string_view bytes) override;
    /// "127.0.0.1 port 80": whom messages speak of.
    [[nodiscard]] const std::string& peer() const { return peer_; }

  private:
    SocketStream(Descriptor socket, std::string peer, std::chrono::seconds limit)
        : socket_(std::move(socket)), peer_(std::move(peer)), limit_(limit) {}

    Descriptor socket_;
    std::string peer_;
    std::chrono::seconds limit_;
};

}  // namespace modules

#pragma once

#include "modules/network/ByteStream.hpp"
#include "modules/network/Patience.hpp"
#include "modules/system/Descriptor.hpp"

#include <cstdint>
#include <string>

namespace modules {

/// A connection over TCP or a Unix socket.
class SocketStream final : public ByteStream {
  public:
    /// Tries every address of the name, each as one step. Throws Unreachable naming each and why not.
    static SocketStream to_port(const std::string& host, std::uint16_t port, Patience limit);
    static SocketStream to_unix_socket(const std::string& path, Patience limit);

    [[nodiscard]] std::size_t read(char* into, std::size_t most) override;
    void write(std::string_view bytes) override;
    /// "127.0.0.1 port 80": whom messages speak of.
    [[nodiscard]] const std::string& peer() const { return peer_; }
    /// The socket, non-blocking, for who goes on with it in another way.
    [[nodiscard]] Descriptor release() && { return std::move(socket_); }

  private:
    SocketStream(Descriptor socket, std::string peer, Patience limit)
        : socket_(std::move(socket)), peer_(std::move(peer)), limit_(limit) {}

    Descriptor socket_;
    std::string peer_;
    Patience limit_;
};

}  // namespace modules

#include "modules/watch/TcpProbe.hpp"

#include "modules/network/SocketStream.hpp"

namespace modules::watch {

void TcpProbe::attempt(const std::string& host, std::int64_t /*number*/, const Deadline& deadline) {
    static_cast<void>(SocketStream::to_port(host, service_.port_number(), deadline.patience()));
}

}  // namespace modules::watch

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// One line of /proc/net/tcp or tcp6. Addresses are numeric text; an IPv4 address mapped into IPv6 is shown
/// as IPv4.
struct TcpConnection {
    std::string local_address;
    std::uint16_t local_port = 0;
    std::string remote_address;
    /// As netstat(8) calls it: ESTABLISHED, TIME_WAIT, …
    std::string state;
};

std::vector<TcpConnection> tcp_connections(std::string_view proc_net_tcp);

}  // namespace modules

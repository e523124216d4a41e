#include "modules/network/TcpConnections.hpp"

#include <arpa/inet.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>
#include <sstream>

namespace modules {

namespace {

constexpr std::array<const char*, 12> states{"",           "ESTABLISHED", "SYN_SENT",  "SYN_RECV",
                                             "FIN_WAIT1",  "FIN_WAIT2",   "TIME_WAIT", "CLOSE",
                                             "CLOSE_WAIT", "LAST_ACK",    "LISTEN",    "CLOSING"};

std::optional<std::uint32_t> hexadecimal(std::string_view text) {
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

/// The kernel prints each 32-bit word of the address as a number of the machine: its bytes stand in memory
/// order.
std::string address_of(std::string_view hex) {
    std::array<std::uint32_t, 4> words{};
    const std::size_t count = hex.size() / 8;
    if ((count != 1 && count != 4) || hex.size() % 8 != 0) return {};
    for (std::size_t index = 0; index < count; ++index) {
        const std::optional<std::uint32_t> word = hexadecimal(hex.substr(index * 8, 8));
        if (!word) return {};
        words[index] = *word;
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool mapped = count == 4 && words[0] == 0 && words[1] == 0 && words[2] == htonl(0xFFFF);
    if (count == 1 || mapped) {
        ::inet_ntop(AF_INET, mapped ? &words[3] : words.data(), text.data(), text.size());
    } else {
        ::inet_ntop(AF_INET6, words.data(), text.data(), text.size());
    }
    return text.data();
}

}  // namespace

std::vector<TcpConnection> tcp_connections(std::string_view proc_net_tcp) {
    std::vector<TcpConnection> connections;
    std::istringstream lines{std::string(proc_net_tcp)};
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string number;
        std::string local;
        std::string remote;
        std::string state;
        if (!(words >> number >> local >> remote >> state)) continue;
        const std::size_t colon = local.find(':');
        const std::optional<std::uint32_t> state_number = hexadecimal(state);
        if (colon == std::string::npos || !state_number || *state_number >= states.size()) continue;
        TcpConnection connection;
        connection.local_address = address_of(std::string_view(local).substr(0, colon));
        connection.local_port =
            static_cast<std::uint16_t>(hexadecimal(std::string_view(local).substr(colon + 1)).value_or(0));
        connection.remote_address = address_of(std::string_view(remote).substr(0, remote.find(':')));
        connection.state = states.at(*state_number);
        connections.push_back(std::move(connection));
    }
    return connections;
}

}  // namespace modules

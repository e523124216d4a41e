#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// The numeric addresses of a name: itself when it is one, else from /etc/hosts, else from `getent ahosts`.
/// Empty when nobody knows it, or `getent` does not know it within the limit. Never getaddrinfo: in a static
/// program it opens the host's NSS libraries.
std::vector<std::string> addresses_of(const std::string& name,
                                      std::chrono::milliseconds limit = std::chrono::seconds(10));

/// The addresses that the text of an /etc/hosts gives a name.
std::vector<std::string> addresses_in_hosts(std::string_view hosts, std::string_view name);

/// Is a TCP connection accepted within the limit, at any address of the name?
bool accepts_connection(const std::string& name, std::uint16_t port, std::chrono::milliseconds limit);

/// What the other side says by itself after the connection is made, until `enough` accepts it, it is silent
/// for the limit, or 1 MiB came; nothing where no connection can be made.
std::optional<std::string> greeting_of(const std::string& name, std::uint16_t port,
                                       std::chrono::milliseconds limit,
                                       const std::function<bool(std::string_view)>& enough);

}  // namespace modules

#include "modules/facts/InterfaceAddress.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <bit>
#include <cstdint>
#include <memory>

namespace modules {

namespace {

std::string text_of(int family, const void* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    return ::inet_ntop(family, bytes, text.data(), text.size()) != nullptr ? text.data() : std::string();
}

const in_addr& four(const sockaddr* address) {
    return reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
}
const in6_addr& six(const sockaddr* address) {
    return reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
}

int bits_in(const void* mask, std::size_t size) {
    const auto* const bytes = static_cast<const unsigned char*>(mask);
    int bits = 0;
    for (std::size_t index = 0; index < size; ++index)
        bits += std::popcount(bytes[index]);
    return bits;
}

std::uint32_t mask_of(int prefix) {
    return prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - prefix);
}

std::string dotted(std::uint32_t host_order) {
    const in_addr address{htonl(host_order)};
    return text_of(AF_INET, &address);
}

}  // namespace

std::vector<InterfaceAddress> interface_addresses() {
    std::vector<InterfaceAddress> found;
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return found;
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
    for (const ifaddrs* entry = first; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || entry->ifa_netmask == nullptr) continue;
        InterfaceAddress address;
        // An IPv4 address may carry a label ("eth0:1"): the interface is what stands before the colon.
        address.interface =
            std::string(entry->ifa_name).substr(0, std::string_view(entry->ifa_name).find(':'));
        if (entry->ifa_addr->sa_family == AF_INET) {
            address.address = text_of(AF_INET, &four(entry->ifa_addr));
            address.prefix = bits_in(&four(entry->ifa_netmask), sizeof(in_addr));
            const bool has_broadcast =
                (entry->ifa_flags & IFF_BROADCAST) != 0 && entry->ifa_broadaddr != nullptr;
            if (has_broadcast) address.broadcast = text_of(AF_INET, &four(entry->ifa_broadaddr));
        } else if (entry->ifa_addr->sa_family == AF_INET6) {
            address.version6 = true;
            address.address = text_of(AF_INET6, &six(entry->ifa_addr));
            address.prefix = bits_in(&six(entry->ifa_netmask), sizeof(in6_addr));
        } else {
            continue;
        }
        found.push_back(std::move(address));
    }
    return found;
}

std::string netmask_of(int prefix) {
    return dotted(mask_of(prefix));
}

std::string network_of(const std::string& address, int prefix) {
    in_addr parsed{};
    if (::inet_pton(AF_INET, address.c_str(), &parsed) != 1) return {};
    return dotted(ntohl(parsed.s_addr) & mask_of(prefix));
}

}  // namespace modules

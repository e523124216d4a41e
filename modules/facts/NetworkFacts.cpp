#include "modules/facts/NetworkFacts.hpp"

#include "modules/facts/ConfigurationText.hpp"
#include "modules/value/Text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace modules {

namespace {

std::string file_line(const HostView& host, const std::string& path) {
    try {
        return std::string(trimmed(host.read_if_there(path).value_or("")));
    } catch (const Failure&) {
        // /sys refuses some of its files while an interface is down.
        return {};
    }
}

std::uint64_t hexadecimal(std::string_view text) {
    if (text.starts_with("0x")) text.remove_prefix(2);
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, 16);
    return number;
}

std::string type_of(const HostView& host, const std::string& directory) {
    if (host.exists(directory + "/bridge")) return "bridge";
    if (host.exists(directory + "/bonding")) return "bonding";
    const std::string number = file_line(host, directory + "/type");
    if (number == "1") return "ether";
    if (number == "32") return "infiniband";
    if (number == "512") return "ppp";
    if (number == "772") return "loopback";
    if (number == "65534") return "tunnel";
    return "unknown";
}

void add_bridge(Map& facts, const HostView& host, const std::string& directory) {
    if (!host.exists(directory + "/bridge")) return;
    List members;
    if (host.is_directory(directory + "/brif"))
        for (const std::string& member : host.list(directory + "/brif"))
            members.emplace_back(member);
    facts.set("interfaces", std::move(members));
    facts.set("id", file_line(host, directory + "/bridge/bridge_id"));
    facts.set("stp", file_line(host, directory + "/bridge/stp_state") != "0");
}

void add_bond(Map& facts, const HostView& host, const std::string& directory) {
    if (!host.exists(directory + "/bonding")) return;
    List members;
    for (const std::string& member : words_of(file_line(host, directory + "/bonding/slaves")))
        members.emplace_back(member);
    facts.set("slaves", std::move(members));
    const std::vector<std::string> mode = words_of(file_line(host, directory + "/bonding/mode"));
    facts.set("mode", mode.empty() ? "" : mode.front());
    facts.set("miimon", file_line(host, directory + "/bonding/miimon"));
}

std::string scope_of(const std::string& address) {
    if (address == "::1") return "host";
    if (address.starts_with("fe8") || address.starts_with("fe9") || address.starts_with("fea") ||
        address.starts_with("feb"))
        return "link";
    return address.starts_with("fec") || address.starts_with("fed") ? "site" : "global";
}

Map version4_entry(const InterfaceAddress& address) {
    return {{"address", address.address},
            {"broadcast", address.broadcast},
            {"netmask", netmask_of(address.prefix)},
            {"network", network_of(address.address, address.prefix)},
            {"prefix", std::to_string(address.prefix)}};
}

void add_addresses(Map& facts, const std::string& name, const std::vector<InterfaceAddress>& addresses) {
    List secondaries;
    List six;
    for (const InterfaceAddress& address : addresses) {
        if (address.interface != name) continue;
        if (address.version6) {
            six.push_back(Map{{"address", address.address},
                              {"prefix", std::to_string(address.prefix)},
                              {"scope", scope_of(address.address)}});
        } else if (!facts.contains("ipv4")) {
            facts.set("ipv4", version4_entry(address));
        } else {
            secondaries.push_back(version4_entry(address));
        }
    }
    if (!secondaries.empty()) facts.set("ipv4_secondaries", std::move(secondaries));
    if (!six.empty()) facts.set("ipv6", std::move(six));
}

Map interface_facts(const HostView& host, const std::string& name,
                    const std::vector<InterfaceAddress>& addresses) {
    const std::string directory = "/sys/class/net/" + name;
    Map facts{{"device", name}};
    const std::string hardware = file_line(host, directory + "/address");
    if (!hardware.empty() && hardware != "00:00:00:00:00:00") facts.set("macaddress", hardware);
    if (const std::string mtu = file_line(host, directory + "/mtu"); !mtu.empty())
        facts.set("mtu", leading_number(mtu));
    facts.set("active", file_line(host, directory + "/operstate") != "down");
    facts.set("type", type_of(host, directory));
    facts.set("promisc", (hexadecimal(file_line(host, directory + "/flags")) & 0x100U) != 0);
    if (const std::string speed = file_line(host, directory + "/speed"); !speed.empty())
        facts.set("speed", leading_number(speed));
    add_bridge(facts, host, directory);
    add_bond(facts, host, directory);
    add_addresses(facts, name, addresses);
    return facts;
}

struct DefaultRoute {
    std::string interface;
    std::string gateway;
    std::uint64_t metric = ~std::uint64_t{0};
};

/// route(5): Iface Destination Gateway Flags RefCnt Use Metric Mask …, numbers in memory order.
DefaultRoute default_route4(const HostView& host) {
    DefaultRoute best;
    for (const std::string& line : lines_of(host.read_if_there("/proc/net/route").value_or(""))) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() < 8 || words[1] != "00000000" || words[7] != "00000000") continue;
        const std::uint64_t metric = static_cast<std::uint64_t>(leading_number(words[6]));
        if (metric >= best.metric) continue;
        const in_addr gateway{static_cast<in_addr_t>(hexadecimal(words[2]))};
        std::array<char, INET_ADDRSTRLEN> text{};
        ::inet_ntop(AF_INET, &gateway, text.data(), text.size());
        best = {words[0], gateway.s_addr != 0 ? text.data() : "", metric};
    }
    return best;
}

/// Destination prefix source prefix next-hop metric references use flags device, all in hexadecimal.
DefaultRoute default_route6(const HostView& host) {
    DefaultRoute best;
    const std::string nowhere(32, '0');
    for (const std::string& line : lines_of(host.read_if_there("/proc/net/ipv6_route").value_or(""))) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() < 10 || words[0] != nowhere || words[1] != "00" || words[9] == "lo") continue;
        const std::uint64_t metric = hexadecimal(words[5]);
        if (metric >= best.metric) continue;
        in6_addr gateway{};
        for (std::size_t byte = 0; byte < sizeof gateway.s6_addr; ++byte)
            gateway.s6_addr[byte] = static_cast<std::uint8_t>(hexadecimal(words[4].substr(byte * 2, 2)));
        std::array<char, INET6_ADDRSTRLEN> text{};
        ::inet_ntop(AF_INET6, &gateway, text.data(), text.size());
        best = {words[9], words[4] != nowhere ? text.data() : "", metric};
    }
    return best;
}

/// Of the route's interface: the address that shares a network with the gateway, else the first that reaches
/// far.
const InterfaceAddress* source_address(const DefaultRoute& route, bool version6,
                                       const std::vector<InterfaceAddress>& addresses) {
    const InterfaceAddress* first = nullptr;
    for (const InterfaceAddress& address : addresses) {
        if (address.interface != route.interface || address.version6 != version6) continue;
        if (version6 && scope_of(address.address) != "global") continue;
        if (first == nullptr) first = &address;
        const bool near =
            !version6 && !route.gateway.empty() &&
            network_of(route.gateway, address.prefix) == network_of(address.address, address.prefix);
        if (near) return &address;
    }
    return first;
}

Map default_facts(const DefaultRoute& route, bool version6, const Map& interface,
                  const std::vector<InterfaceAddress>& addresses) {
    if (route.interface.empty()) return {};
    Map facts{{"interface", route.interface}};
    if (!route.gateway.empty()) facts.set("gateway", route.gateway);
    for (const char* key : {"macaddress", "mtu", "type"})
        if (const Value* value = interface.find(key)) facts.set(key, *value);
    const InterfaceAddress* const source = source_address(route, version6, addresses);
    if (source == nullptr) return facts;
    if (version6) {
        facts.set("address", source->address);
        facts.set("prefix", std::to_string(source->prefix));
        facts.set("scope", scope_of(source->address));
        return facts;
    }
    for (const auto& [key, value] : version4_entry(*source))
        facts.set(key, value);
    facts.set("alias", route.interface);
    return facts;
}

}  // namespace

Map network_facts(const HostView& host, const std::vector<InterfaceAddress>& addresses) {
    Map facts;
    List names;
    std::map<std::string, Map> interfaces;
    if (host.is_directory("/sys/class/net")) {
        for (const std::string& name : host.list("/sys/class/net")) {
            // bonding_masters is a file among the interfaces.
            if (!host.is_directory("/sys/class/net/" + name)) continue;
            names.emplace_back(name);
            interfaces[name] = interface_facts(host, name, addresses);
        }
    }
    for (const auto& [name, entry] : interfaces) {
        std::string key = name;
        std::replace(key.begin(), key.end(), '-', '_');
        facts.set(key, entry);
    }
    facts.set("interfaces", std::move(names));
    const DefaultRoute four = default_route4(host);
    const DefaultRoute six = default_route6(host);
    facts.set("default_ipv4", default_facts(four, false, interfaces[four.interface], addresses));
    facts.set("default_ipv6", default_facts(six, true, interfaces[six.interface], addresses));
    List all_four;
    List all_six;
    for (const InterfaceAddress& address : addresses) {
        if (address.address.starts_with("127.") || address.address == "::1") continue;
        (address.version6 ? all_six : all_four).emplace_back(address.address);
    }
    facts.set("all_ipv4_addresses", std::move(all_four));
    facts.set("all_ipv6_addresses", std::move(all_six));
    return facts;
}

}  // namespace modules

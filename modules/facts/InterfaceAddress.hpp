#pragma once

#include <string>
#include <vector>

namespace modules {

/// One address of one network interface.
struct InterfaceAddress {
    std::string interface;
    bool version6 = false;
    std::string address;
    int prefix = 0;
    /// IPv4 only; empty where there is none.
    std::string broadcast = {};
};

/// Of the kernel, by netlink, in its order: the first of an interface is its primary one.
std::vector<InterfaceAddress> interface_addresses();

/// "255.255.255.0" for 24; "10.0.0.0" for an address in that network.
std::string netmask_of(int prefix);
std::string network_of(const std::string& address, int prefix);

}  // namespace modules

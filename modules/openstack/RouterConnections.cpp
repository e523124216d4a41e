// https://docs.openstack.org/api-ref/network/v2/#routers-routers
#include "modules/openstack/Beyond.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace modules::openstack {

namespace {

using Things = std::vector<std::shared_ptr<Thing>>;

/// One of a gateway's addresses.
struct FixedAddress {
    /// Null: any.
    std::shared_ptr<Thing> subnet;
    std::string address;
};

class RouterPlan {
  public:
    RouterPlan(const Entry& entry, const std::optional<Value>& present, ResourcePlan& plan)
        : entry_(entry), present_(present), plan_(plan) {}

    void connect() {
        if (entry_.absent) {
            for (const std::string& subnet : subnets_there())
                plan_.remove(interface_difference(subnet, "present", "absent"),
                             interface_request("remove_router_interface",
                                               std::make_shared<Thing>(Thing{.id = subnet})));
            return;
        }
        plan_gateway();
        plan_interfaces();
    }

  private:
    void plan_gateway() {
        const std::string network = Value(entry_.own).text_of("network");
        if (network.empty()) {
            for (const char* const key : {"enable_snat", "external_fixed_ips"})
                if (entry_.own.contains(key))
                    throw Failure(fmt::format("{}: {} says something of its gateway: \"network\" is missing",
                                              entry_.where, key));
            return;
        }
        const std::shared_ptr<Thing> outside = plan_.referred(entry_, "networks", network);
        const std::optional<std::vector<FixedAddress>> addresses = fixed_addresses();
        if (!outside || !addresses) return;
        const Value now = present_ ? present_->get("external_gateway_info").value_or(Value()) : Value();
        const Value* const snat = entry_.own.find("enable_snat");
        const bool same = !outside->id.empty() && now.text_of("network_id") == outside->id &&
                          (snat == nullptr || now.get("enable_snat") == *snat) && holds(now, *addresses);
        if (same) return;
        Map after{{"network", network}};
        for (const char* const key : {"enable_snat", "external_fixed_ips"})
            if (const Value* const value = entry_.own.find(key)) after.set(key, *value);
        plan_.change({"gateway of " + subject_of(entry_), now, after},
                     [cloud = plan_.cloud(), &kind = *entry_.kind, thing = entry_.thing, outside,
                      addresses = *addresses,
                      snat = snat == nullptr ? Value() : *snat](HostControl& control) {
                         Map gateway{{"network_id", outside->id}};
                         if (!snat.is_null()) gateway.set("enable_snat", snat);
                         if (!addresses.empty()) gateway.set("external_fixed_ips", in_json(addresses));
                         const Map router{{"external_gateway_info", gateway}};
                         static_cast<void>(cloud->change(control, "PUT", kind.service,
                                                         fmt::format("{}/{}", kind.path, thing->id),
                                                         Map{{"router", router}}));
                         return Outcome{};
                     });
    }

    /// Nothing where one of their subnets is nowhere.
    std::optional<std::vector<FixedAddress>> fixed_addresses() {
        std::vector<FixedAddress> addresses;
        const Value* const declared = entry_.own.find("external_fixed_ips");
        for (const Value& one : declared == nullptr ? List{} : declared->as_list()) {
            for (const std::string& key : one.keys())
                if (key != "subnet" && key != "ip_address")
                    throw Failure(fmt::format(
                        "{}: external_fixed_ips: unknown key \"{}\"; expected keys: subnet, ip_address",
                        entry_.where, key));
            FixedAddress address{nullptr, one.text_of("ip_address")};
            if (const std::string subnet = one.text_of("subnet"); !subnet.empty()) {
                address.subnet = plan_.referred(entry_, "subnets", subnet);
                if (!address.subnet) return std::nullopt;
            }
            addresses.push_back(address);
        }
        return addresses;
    }

    static bool holds(const Value& gateway, const std::vector<FixedAddress>& addresses) {
        const Value there = gateway.get("external_fixed_ips").value_or(Value());
        const List list = there.is_list() ? there.as_list() : List{};
        return std::all_of(addresses.begin(), addresses.end(), [&](const FixedAddress& wanted) {
            return std::any_of(list.begin(), list.end(), [&](const Value& one) {
                return (!wanted.subnet || one.text_of("subnet_id") == wanted.subnet->id) &&
                       (wanted.address.empty() || one.text_of("ip_address") == wanted.address);
            });
        });
    }

    static List in_json(const std::vector<FixedAddress>& addresses) {
        List list;
        for (const FixedAddress& address : addresses) {
            Map one;
            if (address.subnet) one.set("subnet_id", address.subnet->id);
            if (!address.address.empty()) one.set("ip_address", address.address);
            list.emplace_back(one);
        }
        return list;
    }

    void plan_interfaces() {
        const Value* const declared = entry_.own.find("interfaces");
        if (declared == nullptr) return;
        Things wanted;
        for (const Value& subnet : declared->as_list()) {
            if (!subnet.is_text())
                throw Failure(fmt::format("{}: interfaces: expected names of subnets, found {}", entry_.where,
                                          kind_name(subnet.kind())));
            const std::shared_ptr<Thing> thing = plan_.referred(entry_, "subnets", subnet.as_text());
            if (!thing) return;
            wanted.push_back(thing);
        }
        const std::set<std::string> there = subnets_there();
        for (const std::shared_ptr<Thing>& thing : wanted)
            if (thing->id.empty() || !there.contains(thing->id))
                plan_.change(interface_difference(thing->name, "absent", "present"),
                             interface_request("add_router_interface", thing));
        for (const std::string& id : there)
            if (std::none_of(wanted.begin(), wanted.end(),
                             [&](const std::shared_ptr<Thing>& thing) { return thing->id == id; }))
                plan_.change(
                    interface_difference(id, "present", "absent"),
                    interface_request("remove_router_interface", std::make_shared<Thing>(Thing{.id = id})));
    }

    /// By their ids.
    [[nodiscard]] std::set<std::string> subnets_there() const {
        static const std::set<std::string> owners{"network:router_interface",
                                                  "network:router_interface_distributed",
                                                  "network:ha_router_replicated_interface"};
        std::set<std::string> subnets;
        if (!present_) return subnets;
        const std::string path = "/ports?device_id=" + form_quoted(entry_.thing->id);
        for (const Value& port : plan_.cloud()->look_through(entry_.kind->service, path, "ports")) {
            if (!owners.contains(port.text_of("device_owner"))) continue;
            const Value addresses = port.get("fixed_ips").value_or(Value());
            for (const Value& address : addresses.is_list() ? addresses.as_list() : List{})
                subnets.insert(address.text_of("subnet_id"));
        }
        return subnets;
    }

    [[nodiscard]] Difference interface_difference(const std::string& subnet, const char* before,
                                                  const char* after) const {
        return {fmt::format("interface of {} in subnet {}", subject_of(entry_), subnet),
                Map{{"state", before}}, Map{{"state", after}}};
    }

    [[nodiscard]] std::function<Outcome(HostControl&)>
    interface_request(const std::string& verb, const std::shared_ptr<Thing>& subnet) const {
        return [cloud = plan_.cloud(), &kind = *entry_.kind, thing = entry_.thing, verb,
                subnet](HostControl& control) {
            static_cast<void>(cloud->change(control, "PUT", kind.service,
                                            fmt::format("{}/{}/{}", kind.path, thing->id, verb),
                                            Map{{"subnet_id", subnet->id}}));
            return Outcome{};
        };
    }

    const Entry& entry_;
    const std::optional<Value>& present_;
    ResourcePlan& plan_;
};

}  // namespace

void plan_router(const Entry& entry, const std::optional<Value>& present, ResourcePlan& plan) {
    RouterPlan(entry, present, plan).connect();
}

}  // namespace modules::openstack

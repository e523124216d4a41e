#include "modules/pcs/CibListing.hpp"

#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::pcs;

namespace {

std::vector<std::string> lines(const std::string& what, const std::string& resources,
                               const std::string& constraints) {
    const CibDocument cib("<cib><configuration><crm_config/><nodes/><resources>" + resources +
                          "</resources><constraints>" + constraints +
                          "</constraints></configuration><status/></cib>");
    std::vector<std::string> found;
    const Map listing = listing_of(cib);
    for (const Value& line : listing.find(what)->as_list())
        found.push_back(line.as_text());
    return found;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Resources are listed by the id that constraints use, with how often they run and by which agent") {
    CHECK(lines("resources",
                R"(<primitive id="vip-db" class="ocf" provider="heartbeat" type="IPaddr2"/>
                   <clone id="lb-haproxy-clone"><primitive id="lb-haproxy" class="systemd" type="haproxy"/></clone>
                   <clone id="galera-clone"><meta_attributes id="m"><nvpair id="p" name="promotable" value="true"/>
                   </meta_attributes><primitive id="galera" class="ocf" provider="heartbeat" type="galera"/></clone>
                   <primitive id="fence-a" class="stonith" type="fence_ipmilan"/>)",
                "") == Lines{"fence-a: stonith:fence_ipmilan",
                             "galera-clone: promotable ocf:heartbeat:galera",
                             "lb-haproxy-clone: systemd:haproxy", "vip-db: ocf:heartbeat:IPaddr2"});
}

TEST_CASE("Constraints are listed by what they tie together, not by their ids") {
    CHECK(
        lines("constraints", "",
              R"(<rsc_order id="a" first="vip-db" then="lb-haproxy-clone" kind="Optional" first-action="start"
                     then-action="start"/>
                   <rsc_order id="b" first="lb-haproxy-clone" then="galera-clone" symmetrical="false"/>
                   <rsc_order id="c" first="redis-clone" first-action="promote" then="vip-redis" then-action="start"/>
                   <rsc_colocation id="d" rsc="vip-redis" rsc-role="Started" with-rsc="redis-clone"
                     with-rsc-role="Master" score="INFINITY"/>
                   <rsc_location id="e" rsc="vip-db" node="controller1" score="20"/>
                   <rsc_location id="f" rsc="vip-db" resource-discovery="exclusive"><rule id="r" score="0">
                     <expression id="x" attribute="osprole" operation="eq" value="controller"/></rule></rsc_location>
                   <rsc_order id="g"><resource_set id="s"><resource_ref id="one"/><resource_ref id="two"/>
                     </resource_set></rsc_order>)") ==
        Lines{"colocation: vip-redis with Promoted redis-clone (INFINITY)",
              "location: vip-db on controller1 (20)",
              "location: vip-db where osprole eq controller (0, exclusive)",
              "order: promote redis-clone then start vip-redis (Mandatory)",
              "order: set [one two] (Mandatory)",
              "order: start lb-haproxy-clone then start galera-clone (Mandatory, not symmetrical)",
              "order: start vip-db then start lb-haproxy-clone (Optional)"});
}

// pcs_cluster_state with the real cibadmin, crm_verify and crm_diff on a CIB in a file: what Pacemaker itself
// makes of our patches. Hidden unless asked for, because it needs Pacemaker's command line tools.

#include "modules/pcs/HostAgents.hpp"
#include "modules/pcs/PcsClusterState.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/pcs/TestCluster.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace modules;
using namespace modules::pcs;

namespace {

class CibInAFile {
  public:
    CibInAFile() : path_(folder_.path() + "/cib.xml") {
        std::filesystem::copy_file(test_folder() + "golden/empty.xml", path_);
        ::setenv("CIB_file", path_.c_str(), 1);
    }
    ~CibInAFile() {
        ::unsetenv("CIB_file");
        std::error_code ignored;
        // What the module keeps of agents' metadata, unless somebody else kept it before.
        if (!had_agents_)
            std::filesystem::remove_all(std::filesystem::path(HostAgents::folder).parent_path(), ignored);
    }
    CibInAFile(const CibInAFile&) = delete;
    CibInAFile& operator=(const CibInAFile&) = delete;
    [[nodiscard]] std::string text() const { return file_text(path_); }

  private:
    TemporaryDirectory folder_;
    std::string path_;
    bool had_agents_ = std::filesystem::exists(HostAgents::folder);
};

}  // namespace

TEST_CASE("Pacemaker's own tools take what is pushed, and then nothing differs", "[.][live]") {
    if (std::system("command -v cibadmin crm_verify crm_diff crm_resource >/dev/null") != 0) {
        WARN("not tried, for want of cibadmin, crm_verify, crm_diff and crm_resource");
        return;
    }
    const PcsClusterState module;
    for (const std::string name : {"clones", "colliding-ids", "groups", "locations", "orders-and-colocations",
                                   "primitives", "properties", "defaults-and-node-attributes"}) {
        INFO(name);
        const CibInAFile cib;
        PosixHost host;
        Map wanted = from_json(file_text(test_folder() + "golden/" + name + ".json")).get("wanted")->as_map();
        // There is no fence device in these: crm_verify would not have it otherwise.
        Map properties = wanted.contains("properties") ? wanted.find("properties")->as_map() : Map{};
        properties.set("stonith-enabled", false);
        wanted.set("properties", properties);
        const ModuleResult made = run(module, wanted, host, Run::apply, {});
        REQUIRE(made.failure.value_or("") == "");
        CHECK(made.changed);
        InstalledAgents agents;
        CHECK(unlike(cib.text(),
                     compose(file_text(test_folder() + "golden/empty.xml"), wanted_from(wanted), agents)
                         .cib.text()) == "");
        const ModuleResult again = run(module, wanted, host, Run::check, {});
        CHECK(again.failure.value_or("") == "");
        CHECK_FALSE(again.changed);
    }
}

TEST_CASE("crm_verify keeps a broken configuration from being pushed", "[.][live]") {
    if (std::system("command -v cibadmin crm_verify crm_diff crm_resource >/dev/null") != 0) {
        WARN("not tried, for want of cibadmin, crm_verify, crm_diff and crm_resource");
        return;
    }
    const CibInAFile cib;
    PosixHost host;
    const Value wanted = from_json(
        R"({"properties": {"stonith-enabled": false}, "resources": [{"id": "d", "agent": "ocf:heartbeat:Dummy"}],)"
        R"( "location": [{"resource": "d", "node": "controller1", "score": "twenty", "resource_discovery": "sometimes"}]})");
    const ModuleResult result = run(PcsClusterState(), wanted, host, Run::apply, {});
    REQUIRE(result.failure);
    CHECK(result.failure->find(
              "Pacemaker would not take this configuration (crm_verify); nothing was changed:\n") == 0);
    CHECK(unlike(cib.text(), file_text(test_folder() + "golden/empty.xml")) == "");
}

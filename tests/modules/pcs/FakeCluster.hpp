#pragma once

#include "tests/support/FakeHost.hpp"

#include <functional>
#include <string>

namespace modules::pcs {

/// A host on which cibadmin, crm_verify, crm_diff and crm_mon answer from a CIB held here, as Pacemaker's do:
/// a patch is taken only against the epoch that it was made from.
class FakeCluster {
  public:
    /// The golden empty CIB unless said, and the agents of tests/modules/pcs/agents.
    explicit FakeCluster(std::string cib = {});
    FakeCluster(const FakeCluster&) = delete;
    FakeCluster& operator=(const FakeCluster&) = delete;

    FakeHost host;
    std::string cib;
    /// What crm_mon answers.
    std::string status;
    /// What the next crm_verify calls complain of, on stderr; empty: nothing.
    std::string complaint;
    /// Called before a patch is looked at: where another administrator is faster.
    std::function<void()> before_patch;
    int patches = 0;

    /// The CIB gets one more change by somebody else.
    void changed_by_another();

  private:
    std::string composed_;
};

/// crm_mon's answer with these elements below <nodes>, <resources> and after.
std::string crm_mon(const std::string& nodes, const std::string& resources, const std::string& rest = {},
                    bool quorate = true);
/// <node> elements, online, of the names.
std::string online_nodes(std::initializer_list<const char*> names);
/// A <resource> element that is active in that role on that node; stopped where the node is empty.
std::string running(const std::string& id, const std::string& role, const std::string& node);

}  // namespace modules::pcs

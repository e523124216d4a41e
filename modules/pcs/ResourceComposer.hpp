#pragma once

#include "modules/pcs/AgentMetadata.hpp"
#include "modules/pcs/CibDocument.hpp"
#include "modules/pcs/DifferenceList.hpp"
#include "modules/pcs/WantedCluster.hpp"

#include <string>
#include <vector>

namespace modules::pcs {

/// Brings primitives, groups and clones to what is wanted. Of a primitive, agent, attributes and operations
/// are what the declaration says and nothing else; of meta attributes and utilization only the names that it
/// says, because operators and tools keep state there (target-role, is-managed).
class ResourceComposer {
  public:
    ResourceComposer(CibDocument& cib, DifferenceList& differences, AgentLibrary& agents,
                     std::vector<std::string>& warnings)
        : cib_(cib), differences_(differences), agents_(agents), warnings_(warnings) {}

    void compose(const WantedResource& wanted);
    void compose(const WantedGroup& wanted);

  private:
    [[nodiscard]] std::optional<AgentMetadata> metadata_for(const WantedResource& wanted) const;
    void set_agent(pugi::xml_node primitive, const AgentName& agent);
    void set_operations_of(pugi::xml_node primitive, const WantedResource& wanted,
                           const std::optional<AgentMetadata>& agent);
    void put_into_place(pugi::xml_node primitive, const WantedResource& wanted);
    void leave_container(pugi::xml_node primitive);
    void set_clone(pugi::xml_node member, const std::optional<WantedClone>& wanted);
    void set_values(pugi::xml_node owner, const char* tag, const WantedValues& values);
    void set_whole(pugi::xml_node owner, const char* tag, const WantedValues& values);
    void remove(pugi::xml_node resource, const std::string& subject);

    CibDocument& cib_;
    DifferenceList& differences_;
    AgentLibrary& agents_;
    std::vector<std::string>& warnings_;
};

/// A primitive as a person reads it: agent, attributes, "meta …", "operation monitor 10s", group, clone.
Attributes described_primitive(pugi::xml_node primitive);

}  // namespace modules::pcs

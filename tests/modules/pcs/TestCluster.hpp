#pragma once

#include "modules/module/ModuleResult.hpp"
#include "modules/pcs/AgentMetadata.hpp"
#include "modules/pcs/Composition.hpp"
#include "modules/value/Value.hpp"

#include <string>
#include <vector>

namespace modules::pcs {

/// Where these tests lie, with a slash at the end; tests run in the repository's root.
std::string test_folder();
std::string file_text(const std::string& path);

/// The metadata in tests/modules/pcs/agents; asks nobody.
class TestAgents final : public AgentLibrary {
  public:
    std::optional<AgentMetadata> find(const AgentName& agent) override;
};

/// The agents of this machine.
class InstalledAgents final : public AgentLibrary {
  public:
    std::optional<AgentMetadata> find(const AgentName& agent) override;
};

/// The arguments of pcs_cluster_state as a role writes them.
WantedCluster wanted_from(const Value& arguments);

/// XML with attributes sorted by name, one element a line, version attributes of <cib> left out; an empty
/// section is no section.
std::string canonical(const std::string& xml);

/// "- line" for what only `made` has and "+ line" for what only `expected` has, of the canonical forms.
std::string unlike(const std::string& made, const std::string& expected);

std::vector<std::string> subjects(const std::vector<Difference>& differences);

/// The wanted things given as JSON, composed on the golden empty CIB or on `cib`.
Composition composed(const std::string& json, const std::string& cib = {});
/// The message of the Failure that composing gives; empty when it gives none.
std::string composing_fails_with(const std::string& json, const std::string& cib = {});

}  // namespace modules::pcs

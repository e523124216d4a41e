#include "modules/pcs/Composition.hpp"

#include "modules/pcs/ConstraintComposer.hpp"
#include "modules/pcs/OptionComposer.hpp"
#include "modules/pcs/ResourceComposer.hpp"

namespace modules::pcs {

namespace {

void collect(std::set<std::string>& secrets, const WantedValues& values) {
    for (const auto& [name, value] : values)
        if ((value.secret || names_a_secret(name)) && !value.text.empty()) secrets.insert(value.text);
}

}  // namespace

std::set<std::string> secrets_of(const WantedCluster& wanted) {
    std::set<std::string> secrets;
    collect(secrets, wanted.properties);
    for (const auto& [node, values] : wanted.node_attributes)
        collect(secrets, values);
    for (const WantedResource& resource : wanted.resources) {
        collect(secrets, resource.attributes);
        collect(secrets, resource.meta);
    }
    // Short words ("yes", "1") stand everywhere; hiding them would hide the rest.
    std::erase_if(secrets, [](const std::string& secret) { return secret.size() < 4; });
    return secrets;
}

Composition compose(const std::string& cib, const WantedCluster& wanted, AgentLibrary& agents) {
    Composition composition{CibDocument(cib), {}, {}};
    DifferenceList differences(secrets_of(wanted));
    ResourceComposer resources(composition.cib, differences, agents, composition.warnings);
    OptionComposer options(composition.cib, differences);
    for (const WantedResource& resource : wanted.resources)
        if (resource.presence == Presence::absent) resources.compose(resource);
    for (const WantedGroup& group : wanted.groups)
        if (group.presence == Presence::absent) resources.compose(group);
    options.properties(wanted.properties);
    options.defaults("rsc_defaults", wanted.resource_defaults);
    options.defaults("op_defaults", wanted.operation_defaults);
    for (const WantedResource& resource : wanted.resources)
        if (resource.presence == Presence::present) resources.compose(resource);
    for (const WantedGroup& group : wanted.groups)
        if (group.presence == Presence::present) resources.compose(group);
    // After the resources: a remote node is known by its connection.
    for (const auto& [node, attributes] : wanted.node_attributes)
        options.node_attributes(node, attributes);
    for (const WantedLevel& level : wanted.levels)
        options.level(level);
    ConstraintComposer constraints(composition.cib, differences);
    for (const Presence presence : {Presence::absent, Presence::present})
        for (const WantedConstraint& constraint : wanted.constraints)
            if (constraint.presence == presence) constraints.compose(constraint);
    composition.differences = differences.entries();
    return composition;
}

}  // namespace modules::pcs

#include "modules/pcs/AttributeCheck.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/module/Suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::pcs {

namespace {

/// Taken for every agent: by the shell functions of OCF agents, by the fencer for every device.
bool is_known_everywhere(const std::string& name, bool stonith) {
    if (stonith) return name.starts_with("pcmk_") || name == "priority" || name == "stonith-timeout";
    return name == "trace_ra" || name == "trace_file" || name.starts_with("CRM_meta_");
}

}  // namespace

void check_attributes(const WantedResource& wanted, const AgentMetadata& agent) {
    std::vector<std::string> known;
    for (const AgentParameter& parameter : agent.parameters)
        known.push_back(parameter.name);
    std::vector<std::string> mistakes;
    std::vector<std::string> given;
    for (const auto& [name, value] : wanted.attributes) {
        given.push_back(name);
        if (is_known_everywhere(name, wanted.is_stonith())) continue;
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::optional<std::string> meant = closest(name, known);
        mistakes.push_back(fmt::format("{} has no attribute \"{}\"{}", wanted.agent.text(), name,
                                       meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
    }
    for (const AgentParameter& parameter : agent.parameters)
        // Fence agents call required what the fencer fills in itself (port, action) and every old name too.
        if (parameter.required && !wanted.is_stonith() &&
            std::find(given.begin(), given.end(), parameter.name) == given.end())
            mistakes.push_back(
                fmt::format("{} needs the attribute \"{}\"", wanted.agent.text(), parameter.name));
    if (!mistakes.empty()) throw Failure(fmt::format("{}: {}", wanted.where, fmt::join(mistakes, "\n  ")));
}

}  // namespace modules::pcs

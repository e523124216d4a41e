#include "modules/pcs/AgentName.hpp"

#include "modules/module/ModuleResult.hpp"

#include <fmt/format.h>

namespace modules::pcs {

AgentName AgentName::parsed(std::string_view text, const std::string& where) {
    const std::size_t first = text.find(':');
    const std::string standard(text.substr(0, first));
    const std::string_view rest = first == std::string_view::npos ? "" : text.substr(first + 1);
    if (standard == "ocf") {
        const std::size_t second = rest.find(':');
        if (second != std::string_view::npos && second > 0 && second + 1 < rest.size())
            return {standard, std::string(rest.substr(0, second)), std::string(rest.substr(second + 1))};
    } else if (!rest.empty() && (standard == "systemd" || standard == "stonith" || standard == "lsb" ||
                                 standard == "service")) {
        return {standard, "", std::string(rest)};
    }
    throw Failure(fmt::format("{}: \"{}\" is no agent's name; expected ocf:PROVIDER:TYPE, systemd:UNIT or "
                              "stonith:TYPE",
                              where, text));
}

std::string AgentName::text() const {
    return provider.empty() ? standard + ":" + type : standard + ":" + provider + ":" + type;
}

}  // namespace modules::pcs

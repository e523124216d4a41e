#include "modules/packages/AptCandidates.hpp"

namespace modules {

AptCandidates::AptCandidates(const std::vector<std::string>& names, const std::optional<std::string>& release,
                             const HostView& host) {
    if (names.empty()) return;
    Command command{.program = "apt-cache", .arguments = {"policy"}};
    command.environment = {{"LC_ALL", "C"}};
    if (release)
        command.arguments.insert(command.arguments.end(), {"-o", "APT::Default-Release=" + *release});
    command.arguments.insert(command.arguments.end(), names.begin(), names.end());
    const ProcessResult result = host.query(command);
    std::string_view output = result.output;
    std::string package;
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        const std::string_view line = output.substr(0, end);
        output.remove_prefix(std::min(end + 1, output.size()));
        constexpr std::string_view candidate = "  Candidate: ";
        if (!line.starts_with(' ') && line.ends_with(':')) {
            package = line.substr(0, line.size() - 1);
            versions_[package];
        } else if (line.starts_with(candidate) && line.substr(candidate.size()) != "(none)") {
            versions_[package] = line.substr(candidate.size());
        }
    }
}

std::string AptCandidates::version(const std::string& name) const {
    const auto found = versions_.find(name);
    return found != versions_.end() ? found->second : std::string();
}

}  // namespace modules

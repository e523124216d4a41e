#include "modules/packages/RpmDatabase.hpp"

#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace modules {

namespace {

constexpr const char* row_format = "%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n";

std::vector<RpmPackage> packages_in(const std::string& output) {
    std::vector<RpmPackage> packages;
    for (const std::string& line : lines_of(output)) {
        const std::vector<std::string> fields = parts_of(line, "\t");
        if (fields.size() != 5) continue;
        const std::string epoch = fields[1] == "(none)" ? "" : fields[1];
        packages.push_back({fields[0], {epoch, fields[2], fields[3]}, fields[4]});
    }
    return packages;
}

/// "httpd >= 2.4"
struct Relation {
    std::string name;
    std::string sign;
    RpmVersion version;
};

std::optional<Relation> relation_in(const std::string& specification) {
    for (const char* const sign : {">=", "<=", ">", "<", "="}) {
        const std::size_t place = specification.find(sign);
        if (place == std::string::npos || place == 0) continue;
        const std::string_view all(specification);
        return Relation{std::string(trimmed(all.substr(0, place))), sign,
                        rpm_version(trimmed(all.substr(place + std::string_view(sign).size())))};
    }
    return std::nullopt;
}

bool holds(const Relation& relation, const RpmVersion& version) {
    const int order = compared(version, relation.version);
    if (relation.sign == ">=") return order >= 0;
    if (relation.sign == "<=") return order <= 0;
    if (relation.sign == ">") return order > 0;
    if (relation.sign == "<") return order < 0;
    return order == 0;
}

}  // namespace

std::string RpmPackage::nevra() const {
    return fmt::format("{}-{}.{}", name, version.text(), architecture);
}

RpmDatabase::RpmDatabase(const HostView& host, std::string root) : host_(host), root_(std::move(root)) {
    if (!host.find_program("rpm")) throw Failure("Failed to find required executable \"rpm\"");
}

std::vector<RpmPackage> RpmDatabase::ask(const char* verb, const std::vector<std::string>& arguments) const {
    Command command{.program = "rpm", .arguments = {verb}, .environment = {{"LC_ALL", "C"}}};
    if (root_ != "/") command.arguments.insert(command.arguments.end(), {"--root", root_});
    command.arguments.insert(command.arguments.end(), {"--queryformat", row_format});
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    return packages_in(host_.query(command).output);
}

std::vector<RpmPackage> RpmDatabase::all() const {
    return ask("-qa", {});
}

std::vector<RpmPackage> RpmDatabase::installed(const std::string& specification) const {
    if (const std::optional<Relation> relation = relation_in(specification)) {
        std::vector<RpmPackage> found = ask("-q", {"--", relation->name});
        std::erase_if(found, [&](const RpmPackage& package) { return !holds(*relation, package.version); });
        return found;
    }
    if (specification.find_first_of("*?[") != std::string::npos) return ask("-qa", {"--", specification});
    const std::vector<RpmPackage> found = ask("-q", {"--", specification});
    return found.empty() ? ask("-q", {"--whatprovides", "--", specification}) : found;
}

std::optional<RpmPackage> RpmDatabase::newer_than(const std::string& specification) const {
    // Without knowing the packages nobody can tell where a name ends: name-version, or name-version-release.
    std::size_t end = specification.size();
    for (int parts = 0; parts < 2; ++parts) {
        end = specification.rfind('-', end - 1);
        if (end == std::string::npos || end == 0) return std::nullopt;
        std::string written = specification.substr(end + 1);
        for (const RpmPackage& package : ask("-q", {"--", specification.substr(0, end)})) {
            if (written.ends_with('.' + package.architecture))
                written.resize(written.size() - package.architecture.size() - 1);
            if (compared(package.version, rpm_version(written)) > 0) return package;
        }
    }
    return std::nullopt;
}

std::optional<RpmPackage> RpmDatabase::in_file(const std::string& path) const {
    const std::vector<RpmPackage> found = ask("-qp", {"--", path});
    return found.empty() ? std::nullopt : std::optional(found.front());
}

}  // namespace modules

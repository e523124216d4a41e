#include "modules/packages/Dpkg.hpp"

#include "modules/value/Pattern.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    while (true) {
        const std::size_t tab = line.find('\t');
        fields.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return fields;
        line.remove_prefix(tab + 1);
    }
}

template <class Use>
void for_each_line(std::string_view text, Use use) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        use(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

bool is_installed(const std::string& status) {
    // The second letter is the state: installed, or installed with triggers that are due.
    return status.size() > 1 && (status[1] == 'i' || status[1] == 'W' || status[1] == 't');
}

}  // namespace

PackageRequest package_request(const std::string& written) {
    const std::size_t start = written.find_first_not_of(' ');
    const std::size_t last = written.find_last_not_of(' ');
    const std::string text = start == std::string::npos ? "" : written.substr(start, last - start + 1);
    PackageRequest request;
    const std::size_t place = text.find_first_of("=>");
    request.name = text.substr(0, place);
    if (place != std::string::npos) {
        const bool at_least = text.compare(place, 2, ">=") == 0;
        request.relation = at_least ? PackageRequest::Relation::at_least : PackageRequest::Relation::equal;
        request.version = text.substr(place + (at_least ? 2 : 1));
        if (text[place] == '>' && !at_least) request.name.clear();
    }
    const bool bad_version =
        request.relation != PackageRequest::Relation::any &&
        (request.version.empty() || request.version.find_first_of("=>< ") != std::string::npos);
    if (request.name.empty() || request.name.front() == '-' || bad_version)
        throw Failure(
            fmt::format("invalid package spec: \"{}\"; write nginx, nginx=1.18* or nginx>=1.18", written));
    if (request.name.find_first_of("*?[") != std::string::npos)
        throw Failure(
            fmt::format("\"{}\": patterns of package names are not supported; name the packages", written));
    return request;
}

Dpkg::Dpkg(const std::vector<PackageRequest>& requests, const HostView& host) : host_(host) {
    if (requests.empty()) return;
    Command command{.program = "dpkg-query",
                    .arguments = {"--show", "--showformat",
                                  "${Package}\\t${Architecture}\\t${db:Status-Abbrev}\\t${Version}\\n"}};
    command.environment = {{"LC_ALL", "C"}};
    for (const PackageRequest& request : requests)
        command.arguments.push_back(request.name);
    const ProcessResult result = host.query(command);
    // Status 1 says that it does not know some of the names: the others are told all the same.
    if (result.status > 1)
        throw Failure(result.status == 127 ? "dpkg-query is not installed: this host has no Debian packages"
                                           : fmt::format("dpkg-query failed: {}", result.error));
    for_each_line(result.output, [this](std::string_view line) { take(line); });
}

void Dpkg::take(std::string_view line) {
    const std::vector<std::string_view> fields = fields_of(line);
    if (fields.size() < 4) return;
    const Package package{std::string(fields[3]), std::string(fields[2])};
    const std::string name(fields[0]);
    packages_[fmt::format("{}:{}", name, fields[1])] = package;
    // Of two architectures the installed one is meant.
    if (const auto known = packages_.find(name);
        known == packages_.end() || !is_installed(known->second.status))
        packages_[name] = package;
}

std::optional<std::string> Dpkg::installed(const std::string& name) const {
    const auto found = packages_.find(name);
    if (found == packages_.end() || !is_installed(found->second.status)) return std::nullopt;
    return found->second.version;
}

bool Dpkg::left_configuration(const std::string& name) const {
    const auto found = packages_.find(name);
    return found != packages_.end() && found->second.status.size() > 1 && found->second.status[1] == 'c';
}

bool Dpkg::provided(const std::string& name) const {
    const ProcessResult result =
        host_.query({.program = "dpkg-query",
                     .arguments = {"--show", "--showformat", "${db:Status-Abbrev}\\t${Provides}\\n"}});
    bool found = false;
    for_each_line(result.output, [&](std::string_view line) {
        const std::vector<std::string_view> fields = fields_of(line);
        if (fields.size() < 2 || !is_installed(std::string(fields[0]))) return;
        // "a, b (= 1.2), c:any"
        const std::string provides = fmt::format(", {},", fields[1]);
        for (const char end : std::string_view(",: ("))
            found = found || provides.find(fmt::format(", {}{}", name, end)) != std::string::npos;
    });
    return found;
}

bool Dpkg::version_fits(const PackageRequest& request, const std::string& version) const {
    switch (request.relation) {
    case PackageRequest::Relation::any:
        return true;
    case PackageRequest::Relation::equal:
        return matches_glob(version, request.version);
    case PackageRequest::Relation::at_least:
        break;
    }
    return host_
        .query({.program = "dpkg", .arguments = {"--compare-versions", version, "ge", request.version}})
        .ok();
}

bool Dpkg::satisfies(const PackageRequest& request) const {
    const std::optional<std::string> version = installed(request.name);
    return version && version_fits(request, *version);
}

}  // namespace modules

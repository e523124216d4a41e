#include "modules/packages/AptLook.hpp"

#include "modules/packages/AptCandidates.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

bool newer(const HostView& host, const std::string& one, const std::string& other) {
    return host.query({.program = "dpkg", .arguments = {"--compare-versions", one, "gt", other}}).ok();
}

Value version_side(const std::optional<std::string>& version) {
    return version ? Map{{"version", *version}} : Map{{"state", "absent"}};
}

std::string in_apt_syntax(const PackageRequest& request) {
    return request.relation == PackageRequest::Relation::equal ? request.name + "=" + request.version
                                                               : request.name;
}

}  // namespace

AptLook::AptLook(AptArguments wanted, const HostView& host, const CallOptions& options)
    : wanted_(std::move(wanted)), host_(host), options_(options) {
    if (names_everything()) {
        if (wanted_.name.size() > 1)
            throw Failure("unable to install additional packages when upgrading all installed packages");
        wanted_.name.clear();
        wanted_.state = PackageState::present;
        wanted_.upgrade = Upgrade::yes;
    }
    for (const std::string& name : wanted_.name)
        requests_.push_back(package_request(name));
}

bool AptLook::names_everything() const {
    return wanted_.state == PackageState::latest &&
           std::find(wanted_.name.begin(), wanted_.name.end(), "*") != wanted_.name.end();
}

void AptLook::require_sense() const {
    const int what =
        (wanted_.deb ? 1 : 0) + (requests_.empty() ? 0 : 1) + (wanted_.upgrade != Upgrade::no ? 1 : 0);
    if (what > 1) throw Failure("parameters are mutually exclusive: deb|name|upgrade");
    if (wanted_.deb && wanted_.state != PackageState::present)
        throw Failure("deb only supports state=present");
    if (wanted_.deb && wanted_.deb->find("://") != std::string::npos)
        throw Failure("deb: fetch the file with get_url first, then name its place on the host");
}

bool AptLook::only_fetches() const {
    return requests_.empty() && !wanted_.deb && wanted_.upgrade == Upgrade::no &&
           wanted_.state != PackageState::fixed;
}

bool AptLook::lists_are_due() const {
    if (wanted_.update_cache != true && wanted_.cache_valid_time <= 0) return false;
    const double age = host_.now() - lists_fetched(host_);
    return wanted_.cache_valid_time == 0 || age > static_cast<double>(wanted_.cache_valid_time) ||
           sources_newer_than_lists(host_);
}

bool AptLook::depends_on_lists() const {
    if (only_fetches()) return true;
    if (wanted_.upgrade != Upgrade::no || wanted_.deb) return true;
    if (wanted_.state == PackageState::absent) return false;
    if (wanted_.state != PackageState::present) return true;
    const Dpkg dpkg(requests_, host_);
    return std::any_of(requests_.begin(), requests_.end(),
                       [&](const PackageRequest& request) { return !fits(dpkg, request); });
}

Plan AptLook::plan() const {
    require_sense();
    Plan plan = lists_are_due() && depends_on_lists() ? fetch_first() : work(Lists::present);
    if (!plan.data.contains("cache_updated")) plan.data.set("cache_updated", false);
    plan.data.set("cache_update_time", static_cast<std::int64_t>(lists_fetched(host_)));
    return plan;
}

Plan AptLook::fetch_first() const {
    Plan plan;
    if (options_.check_mode) plan = work(Lists::about_to_be_fetched);
    const auto fetched = static_cast<std::int64_t>(lists_fetched(host_));
    const Difference difference{"package lists", Map{{"fetched", fetched}}, Map{{"fetched", "now"}}};
    AptArguments rest = wanted_;
    rest.update_cache = false;
    rest.cache_valid_time = 0;
    const auto fetch = [rest, options = options_](HostControl& host) {
        AptGet(rest).update(host);
        Outcome outcome;
        outcome.data.set("cache_updated", true);
        outcome.further.push_back(AptLook(rest, host, options).work(Lists::present));
        outcome.data.set("cache_update_time", static_cast<std::int64_t>(lists_fetched(host)));
        return outcome;
    };
    plan.changes.insert(plan.changes.begin(),
                        {difference, fetch, only_fetches() ? Weight::change : Weight::upkeep});
    plan.data.set("cache_updated", options_.check_mode);
    return plan;
}

Plan AptLook::work(Lists lists) const {
    Plan plan;
    if (wanted_.clean)
        plan.upkeep([apt = AptGet(wanted_)](HostControl& host) {
            return Outcome{apt.run(host, {"clean"}), {}, {}};
        });
    switch (wanted_.upgrade) {
    case Upgrade::no:
        break;
    case Upgrade::yes:
    case Upgrade::safe:
        add_simulated(plan, {"upgrade", "--with-new-pkgs"});
        break;
    case Upgrade::full:
    case Upgrade::dist:
        add_simulated(plan, {"dist-upgrade"});
        break;
    }
    if (wanted_.deb) install_file(plan);
    if (wanted_.state == PackageState::fixed) {
        add_simulated(plan, {"install", "--fix-broken"});
    } else if (requests_.empty()) {
        if (wanted_.autoclean) add_simulated(plan, {"autoclean"});
        if (wanted_.autoremove) add_simulated(plan, {"autoremove"});
    } else if (wanted_.state == PackageState::absent) {
        remove(plan);
    } else if (wanted_.state == PackageState::build_dependencies) {
        std::vector<std::string> arguments{"build-dep"};
        for (const PackageRequest& request : requests_)
            arguments.push_back(in_apt_syntax(request));
        add_simulated(plan, arguments);
    } else {
        install(plan, lists);
    }
    return plan;
}

bool AptLook::fits(const Dpkg& dpkg, const PackageRequest& request) const {
    if (dpkg.satisfies(request)) return true;
    if (wanted_.only_upgrade && !dpkg.installed(request.name)) return true;
    const bool any_version = request.relation == PackageRequest::Relation::any;
    return any_version && wanted_.state == PackageState::present && dpkg.provided(request.name);
}

void AptLook::missing(Plan& plan, const std::string& message) const {
    if (!options_.check_mode) throw Failure(message);
    plan.unknown = message;
}

void AptLook::install(Plan& plan, Lists lists) const {
    const Dpkg dpkg(requests_, host_);
    std::vector<PackageRequest> open;
    for (const PackageRequest& request : requests_) {
        const bool upgrades = wanted_.state == PackageState::latest && dpkg.installed(request.name);
        if (upgrades || !fits(dpkg, request)) open.push_back(request);
    }
    std::vector<std::string> names;
    for (const PackageRequest& request : open)
        names.push_back(request.name);
    const AptCandidates candidates(names, wanted_.default_release, host_);

    std::vector<Difference> differences;
    std::vector<std::string> arguments{"install"};
    if (wanted_.autoremove) arguments.emplace_back("--auto-remove");
    for (const PackageRequest& request : open) {
        const std::optional<std::string> installed = dpkg.installed(request.name);
        const std::string candidate = candidates.version(request.name);
        const bool is_equal = request.relation == PackageRequest::Relation::equal;
        if (installed && !is_equal && dpkg.version_fits(request, *installed) &&
            (candidate.empty() || !newer(host_, candidate, *installed)))
            continue;
        if (is_equal && dpkg.satisfies(request)) continue;
        if (lists == Lists::present && !candidates.knows(request.name)) {
            missing(plan, fmt::format("No package matching '{}' is available", request.name));
            continue;
        }
        if (request.relation == PackageRequest::Relation::at_least && lists == Lists::present &&
            !dpkg.version_fits(request, candidate)) {
            missing(plan, fmt::format("{} is available in version {}, but {} or newer was asked for",
                                      request.name, candidate, request.version));
            continue;
        }
        const std::string version = is_equal ? request.version : candidate;
        differences.push_back({request.name, version_side(installed),
                               version.empty() ? Map{{"state", "present"}} : Map{{"version", version}}});
        arguments.push_back(in_apt_syntax(request));
    }
    add_call(plan, std::move(differences), arguments);
}

void AptLook::remove(Plan& plan) const {
    const Dpkg dpkg(requests_, host_);
    std::vector<Difference> differences;
    std::vector<std::string> arguments{"remove"};
    if (wanted_.autoremove) arguments.emplace_back("--auto-remove");
    for (const PackageRequest& request : requests_) {
        const std::optional<std::string> installed = dpkg.installed(request.name);
        const bool left = wanted_.purge && dpkg.left_configuration(request.name);
        if ((!installed || !dpkg.satisfies(request)) && !left) continue;
        differences.push_back({request.name,
                               left ? Map{{"state", "configuration files"}} : version_side(installed),
                               Map{{"state", "absent"}}});
        arguments.push_back(request.name);
    }
    add_call(plan, std::move(differences), arguments);
}

void AptLook::install_file(Plan& plan) const {
    if (!host_.exists(*wanted_.deb)) {
        missing(plan, fmt::format("deb: there is no file {}", *wanted_.deb));
        return;
    }
    const auto field = [&](const char* name) {
        const ProcessResult result =
            host_.query({.program = "dpkg-deb", .arguments = {"--field", *wanted_.deb, name}});
        if (!result.ok())
            throw Failure(fmt::format("{} is no Debian package: {}", *wanted_.deb, result.error));
        return result.output.substr(0, result.output.find('\n'));
    };
    const PackageRequest package{field("Package"), PackageRequest::Relation::any, ""};
    const std::string version = field("Version");
    const std::optional<std::string> installed = Dpkg({package}, host_).installed(package.name);
    const bool same_or_newer = installed && !newer(host_, version, *installed);
    const bool downgrades = wanted_.allow_downgrade && installed && *installed != version;
    if (same_or_newer && !downgrades) return;
    add_call(plan, {{package.name, version_side(installed), Map{{"version", version}}}},
             {"install", *wanted_.deb});
}

void AptLook::add_simulated(Plan& plan, const std::vector<std::string>& arguments) const {
    std::vector<Difference> differences;
    for (const AptStep& step : AptGet(wanted_).simulated(host_, arguments)) {
        const bool goes = step.verb != "Inst";
        const std::optional<std::string> present =
            step.present.empty() ? std::nullopt : std::optional(step.present);
        differences.push_back({step.package,
                               goes && !present ? Map{{"state", "present"}} : version_side(present),
                               goes ? Map{{"state", "absent"}} : Map{{"version", step.candidate}}});
    }
    add_call(plan, std::move(differences), arguments);
}

void AptLook::add_call(Plan& plan, std::vector<Difference> differences,
                       const std::vector<std::string>& arguments) const {
    for (std::size_t number = 0; number < differences.size(); ++number) {
        std::function<Outcome(HostControl&)> action;
        if (number == 0)
            action = [apt = AptGet(wanted_), arguments](HostControl& host) {
                return Outcome{apt.run(host, arguments), {}, {}};
            };
        plan.change(std::move(differences[number]), std::move(action));
    }
}

}  // namespace modules

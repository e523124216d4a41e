#include "modules/packages/DnfLook.hpp"

#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

DnfState plain_state(const DnfArguments& wanted) {
    // Alone it removes what nobody needs any more.
    if (wanted.name.empty() && wanted.autoremove) return DnfState::absent;
    const DnfState state = wanted.state.value_or(DnfState::present);
    if (state == DnfState::installed) return DnfState::present;
    return state == DnfState::removed ? DnfState::absent : state;
}

Map described(const RpmPackage& package, const std::string& repository, bool is_installed) {
    return {{"name", package.name},
            {"arch", package.architecture},
            {"epoch", package.version.epoch.empty() ? "0" : package.version.epoch},
            {"release", package.version.release},
            {"version", package.version.version},
            {"repo", repository},
            {"nevra", package.nevra()},
            {"yumstate", is_installed ? "installed" : "available"}};
}

Value version_of_package(const std::optional<RpmPackage>& package) {
    return package ? Map{{"version", package->version.text()}} : Map{{"state", "absent"}};
}

std::vector<std::string> call_of(const char* verb, const std::vector<std::string>& names) {
    std::vector<std::string> call{verb};
    call.insert(call.end(), names.begin(), names.end());
    return call;
}

}  // namespace

DnfLook::DnfLook(const DnfArguments& wanted, const HostView& host, const CallOptions& options)
    : wanted_(wanted), host_(host), options_(options), database_(host, wanted.installroot),
      dnf_(wanted, host), state_(plain_state(wanted)) {
    sort_out();
}

void DnfLook::sort_out() {
    for (const std::string& written : wanted_.name) {
        const std::string name(trimmed(written));
        if (name.empty()) continue;
        if (name.front() == '-') throw Failure(fmt::format("\"{}\" is no name of a package", name));
        const bool is_file =
            name.find("://") != std::string::npos || (name.ends_with(".rpm") && host_.exists(name));
        (name.front() == '@' ? groups_ : is_file ? files_ : packages_).push_back(name);
    }
}

Plan DnfLook::plan() {
    if (wanted_.list) return listed();
    if (wanted_.name.empty() && wanted_.update_cache && !wanted_.autoremove) return cache_renewed();
    Plan plan;
    switch (state_) {
    case DnfState::present:
    case DnfState::installed:
        plan_presence(plan);
        break;
    case DnfState::latest:
        plan_newest(plan);
        break;
    case DnfState::absent:
    case DnfState::removed:
        plan_absence(plan);
        break;
    }
    finish(plan);
    return plan;
}

bool DnfLook::is_present(const std::string& specification) const {
    if (!database_.installed(specification).empty()) return true;
    return !wanted_.allow_downgrade && database_.newer_than(specification).has_value();
}

void DnfLook::plan_presence(Plan& plan) {
    std::vector<std::string> open = groups_;
    for (const std::string& file : files_) {
        const std::optional<RpmPackage> package =
            file.find("://") == std::string::npos ? database_.in_file(file) : std::nullopt;
        if (!package || database_.installed(package->nevra()).empty()) open.push_back(file);
    }
    std::vector<std::string> downgrades;
    for (const std::string& name : packages_) {
        if (is_present(name)) continue;
        if (wanted_.update_only) {
            results_.emplace_back(
                fmt::format("Packages providing {} not installed due to update_only specified", name));
        } else {
            (database_.newer_than(name) ? downgrades : open).push_back(name);
        }
    }
    if (!open.empty()) add_transaction(plan, call_of("install", open));
    if (!downgrades.empty()) add_transaction(plan, call_of("downgrade", downgrades));
}

void DnfLook::plan_newest(Plan& plan) {
    if (packages_ == std::vector<std::string>{"*"}) {
        add_transaction(plan, {"upgrade"});
        return;
    }
    std::vector<std::string> present = groups_;
    std::vector<std::string> open = files_;
    for (const std::string& name : packages_) {
        if (is_present(name)) {
            present.push_back(name);
        } else if (wanted_.update_only) {
            results_.emplace_back(
                fmt::format("Packages providing {} not installed due to update_only specified", name));
        } else {
            open.push_back(name);
        }
    }
    if (!open.empty()) add_transaction(plan, call_of("install", open));
    if (!present.empty()) add_transaction(plan, call_of("upgrade", present));
}

void DnfLook::plan_absence(Plan& plan) {
    if (!files_.empty())
        throw Failure("Cannot remove paths -- please specify package name.", Map{{"results", List{}}});
    std::vector<std::string> present = groups_;
    for (const std::string& name : packages_)
        for (const RpmPackage& package : database_.installed(name))
            present.push_back(package.nevra());
    if (!present.empty()) add_transaction(plan, call_of("remove", present));
    if (wanted_.autoremove) add_transaction(plan, {"autoremove"});
}

void DnfLook::add_transaction(Plan& plan, std::vector<std::string> arguments) {
    const std::vector<DnfStep> steps = dnf_.simulated(host_, arguments, missing_);
    bool is_first = true;
    for (const DnfStep& step : steps) {
        const std::string name = step.package.name + '.' + step.package.architecture;
        const std::vector<RpmPackage> there = database_.installed(name);
        const std::optional<RpmPackage> present = there.empty() ? std::nullopt : std::optional(there.back());
        if (step.removes()) {
            results_.emplace_back("Removed: " + step.package.nevra());
        } else {
            results_.emplace_back((wanted_.download_only ? "Downloaded: " : "Installed: ") +
                                  step.package.nevra());
            // Several kernels stand beside each other.
            if (present && step.verb != "Installing" && !wanted_.download_only)
                results_.emplace_back("Removed: " + present->nevra());
        }
        std::function<Outcome(HostControl&)> action;
        if (is_first)
            action = [dnf = dnf_, arguments](HostControl& control) {
                dnf.run(control, arguments);
                return Outcome{};
            };
        is_first = false;
        plan.change({step.package.name,
                     step.removes() ? version_of_package(step.package) : version_of_package(present),
                     version_of_package(step.removes() ? std::nullopt : std::optional(step.package))},
                    std::move(action));
    }
}

void DnfLook::finish(Plan& plan) {
    if (!missing_.empty()) {
        List failures;
        std::string all;
        for (const std::string& name : missing_) {
            failures.emplace_back(fmt::format("No package {} available.", name));
            all += ' ' + failures.back().as_text();
        }
        const std::string message = "Failed to install some of the specified packages";
        if (!options_.check_mode)
            throw Failure(message, Map{{"failures", failures}, {"rc", 1}, {"results", List{}}});
        plan.unknown = message + ':' + all;
    }
    std::string message;
    if (plan.changes.empty()) message = plan.unknown.value_or("Nothing to do");
    if (!plan.changes.empty() && options_.check_mode)
        message = "Check mode: No changes made, but would have if not in check mode";
    plan.data = {{"msg", message}, {"results", results_}, {"rc", 0}};
}

Plan DnfLook::cache_renewed() const {
    Plan plan;
    plan.data = {{"msg", "Cache updated"}, {"results", List{}}, {"rc", 0}};
    plan.upkeep([dnf = dnf_](HostControl& control) {
        dnf.run(control, {"makecache"});
        return Outcome{};
    });
    return plan;
}

Plan DnfLook::listed() const {
    const std::string& what = *wanted_.list;
    List results;
    const auto add_offers = [&](const std::vector<std::string>& arguments) {
        for (const DnfCall::Offer& offer : dnf_.offers(host_, arguments))
            results.emplace_back(described(offer.package, offer.repository, false));
    };
    if (what == "installed") {
        for (const RpmPackage& package : database_.all())
            results.emplace_back(described(package, "@System", true));
    } else if (what == "updates" || what == "upgrades") {
        add_offers({"--upgrades"});
    } else if (what == "available") {
        add_offers({"--available"});
    } else if (what == "repos" || what == "repositories") {
        for (const std::string& name : dnf_.repositories(host_))
            results.emplace_back(Map{{"repoid", name}, {"state", "enabled"}});
    } else {
        for (const RpmPackage& package : database_.installed(what))
            results.emplace_back(described(package, "@System", true));
        add_offers({"--available", what});
    }
    Plan plan;
    plan.data = {{"msg", ""}, {"results", results}};
    return plan;
}

}  // namespace modules

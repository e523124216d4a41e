#include "modules/pcs/PcsAuth.hpp"

#include "modules/pcs/CorosyncConfiguration.hpp"
#include "modules/pcs/DefaultCluster.hpp"
#include "modules/pcs/MemberList.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <sstream>

namespace modules {

namespace {

using namespace pcs;

/// Written by pcsd: {"known_hosts": {NAME: {"dest_list": [{"addr": …, "port": …}], "token": …}}}.
constexpr const char* known_hosts_path = "/var/lib/pcsd/known-hosts";

/// The known hosts with the address under which each is reached.
Attributes known_hosts(const HostView& host) {
    Attributes known;
    const std::optional<std::string> text = host.read_if_there(known_hosts_path);
    if (!text || text->empty()) return known;
    const std::optional<Value> hosts = from_json(*text).get("known_hosts");
    if (!hosts || !hosts->is_map()) return known;
    for (const std::string& name : hosts->keys()) {
        const Value entry = hosts->get(name).value_or(Value());
        const std::optional<Value> places = entry.get("dest_list");
        if (entry.text_of("token").empty()) continue;
        known[name] = places && places->is_list() && !places->as_list().empty()
                          ? places->as_list().front().text_of("addr")
                          : name;
    }
    return known;
}

/// Asks each known daemon whether it still takes our token. One that does not answer cannot be judged; it is
/// taken as in order, with a warning.
std::set<std::string> accepting(const HostView& host, const std::vector<CorosyncNode>& wanted, Plan& plan) {
    Command command{"pcs", {"status", "pcsd"}, {}, {}, {}, {}, {}};
    for (const CorosyncNode& node : wanted)
        command.arguments.push_back(node.name);
    std::set<std::string> names;
    std::istringstream lines(host.query(command).output);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find_first_not_of(' ');
        const std::size_t colon = line.find(": O", first == std::string::npos ? 0 : first);
        if (colon == std::string::npos) continue;
        const std::string name = line.substr(first, colon - first);
        if (line.find(": Offline", colon) != std::string::npos)
            plan.warnings.push_back(fmt::format("the pcs daemon of {} does not answer", name));
        names.insert(name);
    }
    return names;
}

std::string wanted_address(const CorosyncNode& node) {
    return node.addresses.empty() ? node.name : node.addresses.front();
}

std::string state_of(const CorosyncNode& node, const Attributes& known, const std::set<std::string>& accepted,
                     bool asked) {
    const auto found = known.find(node.name);
    if (found == known.end()) return "unknown";
    if (found->second != wanted_address(node)) return "known at " + found->second;
    return !asked || accepted.contains(node.name) ? "authenticated" : "known, but does not take our token";
}

void authenticate(HostControl& host, const std::vector<CorosyncNode>& nodes, const PcsAuthArguments& wanted) {
    Command command{"pcs", {"host", "auth"}, wanted.password.characters + "\n", {}, {}, {}, {}};
    for (const CorosyncNode& node : nodes) {
        command.arguments.push_back(node.name);
        command.arguments.push_back("addr=" + wanted_address(node));
    }
    command.arguments.insert(command.arguments.end(), {"-u", wanted.username});
    const ProcessResult result = host.run(command);
    if (!result.ok())
        throw Failure(fmt::format("pcs host auth failed: {}{}", result.error,
                                  result.output.starts_with("Password") ? "" : result.output));
    const Attributes known = known_hosts(host);
    for (const CorosyncNode& node : nodes)
        if (!known.contains(node.name))
            throw Failure(
                fmt::format("pcs said that {} is authorized, but kept nothing in {}: this host or {} is in "
                            "another cluster already. Look at /etc/corosync/corosync.conf on both; where it "
                            "is Debian's default, \"pcs_cluster: {{state: cleared}}\" removes it",
                            node.name, known_hosts_path, node.name));
}

}  // namespace

ArgumentList<PcsAuthArguments> PcsAuth::table() const {
    using A = PcsAuthArguments;
    ArgumentList<A> list;
    list.add("hosts", &A::hosts, "Hosts to be authenticated to: a list of name and addr.",
             {.need = Need::required})
        .add("username", &A::username, "The account of the pcs daemons.")
        .add("password", &A::password, "Its password; it goes by standard input and is never shown.",
             {.need = Need::required})
        .add("force", &A::force,
             "Authenticate again though everything is in order (after a changed password).");
    return list;
}

Plan PcsAuth::check(const PcsAuthArguments& wanted, const HostView& host, const CallOptions& options) const {
    const std::vector<CorosyncNode> nodes = member_list(wanted.hosts, "hosts");
    Plan plan;
    if (!host.find_program("pcs")) {
        if (!options.check_mode) throw Failure("pcs is not installed here");
        plan.unknown = "pcs is not installed here";
        return plan;
    }
    const bool default_cluster = plan_removal_of_default_cluster(host, plan);
    const Attributes known = known_hosts(host);
    bool all_known = !default_cluster;
    for (const CorosyncNode& node : nodes)
        all_known = all_known && known.contains(node.name);
    // Asking costs most of a second; where one host is unknown there is work to do anyway.
    const std::set<std::string> accepted = all_known ? accepting(host, nodes, plan) : std::set<std::string>{};
    std::vector<CorosyncNode> missing;
    for (const CorosyncNode& node : nodes) {
        const std::string state = state_of(node, known, accepted, all_known);
        if (state == "authenticated" && !wanted.force && !default_cluster) continue;
        missing.push_back(node);
        plan.change({"host " + node.name, Map{{"pcs", state}}, Map{{"pcs", "authenticated"}}}, {});
    }
    if (!missing.empty())
        plan.changes.back().action = [missing, wanted](HostControl& control) {
            authenticate(control, missing, wanted);
            return Outcome{};
        };
    return plan;
}

}  // namespace modules

#include "modules/network/Iptables.hpp"

#include "modules/network/IptablesRule.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

using namespace modules;

namespace {

const Iptables iptables;

using Rules = std::vector<std::string>;

/// The packet filter of a host: chains of the table filter, as far as these tests go.
class FakeFilter {
  public:
    explicit FakeFilter(FakeHost& host) {
        host.on_run("iptables", {}, [this](const Command& command) { return run(command.arguments); });
    }
    std::map<std::string, Rules> chains{{"INPUT", {}}, {"OUTPUT", {}}};
    std::map<std::string, std::string> policies{{"INPUT", "ACCEPT"}, {"OUTPUT", "ACCEPT"}};

  private:
    ProcessResult run(Rules words) {
        const std::string verb = words.at(0);
        const std::string chain = words.size() > 1 && words[1] != "-t" ? words[1] : "";
        const auto table = std::find(words.begin(), words.end(), "-t");
        const std::string place = table - words.begin() > 2 ? words[2] : "";
        const std::string rule = fmt::format("{}", fmt::join(Rules(table + 2, words.end()), " "));
        if (!chain.empty() && verb != "-N" && !chains.contains(chain))
            return {.status = 1, .error = "iptables: No chain/target/match by that name."};
        Rules& rules = chains[chain.empty() ? "INPUT" : chain];
        const auto found = std::find(rules.begin(), rules.end(), rule);
        ProcessResult result;
        if (verb == "-C") result.status = found == rules.end() ? 1 : 0;
        if (verb == "-A") rules.push_back(rule);
        if (verb == "-I") rules.insert(rules.begin() + (place.empty() ? 0 : std::stoi(place) - 1), rule);
        if (verb == "-D") rules.erase(found);
        if (verb == "-F") rules.clear();
        if (verb == "-X") chains.erase(chain);
        if (verb == "-P") policies[chain] = place;
        if (verb == "-S") {
            result.output = policies.contains(chain) ? "-P " + chain + ' ' + policies[chain] : "-N " + chain;
            for (const std::string& line : rules)
                result.output += "\n-A " + chain + ' ' + line;
        }
        return result;
    }
};

std::string rule_of(const Map& arguments) {
    return fmt::format("{}", fmt::join(iptables_rule(arguments), " "));
}

}  // namespace

TEST_CASE("A rule is put last or first, once, and removed") {
    FakeHost host;
    FakeFilter filter(host);
    const Map ssh{{"chain", "INPUT"}, {"protocol", "tcp"}, {"destination_port", "22"}, {"jump", "ACCEPT"}};
    const ModuleResult made = converges(iptables, ssh, host);
    CHECK(filter.chains["INPUT"] == Rules{"-p tcp -j ACCEPT --destination-port 22"});
    CHECK(*made.data.find("rule") == Value("-p tcp -j ACCEPT --destination-port 22"));
    CHECK(made.differences.at(0).subject == "iptables INPUT of filter");
    Map drop{{"chain", "INPUT"}, {"jump", "DROP"}, {"action", "insert"}};
    converges(iptables, drop, host);
    CHECK(filter.chains["INPUT"].front() == "-j DROP");
    converges(iptables, Map{{"chain", "INPUT"}, {"jump", "LOG"}, {"action", "insert"}, {"rule_num", "2"}},
              host);
    CHECK(filter.chains["INPUT"].at(1) == "-j LOG");
    drop.set("state", "absent");
    converges(iptables, drop, host);
    CHECK(filter.chains["INPUT"].size() == 2);
}

TEST_CASE("A policy is set, rules are flushed, and chains of one's own made and removed") {
    FakeHost host;
    FakeFilter filter(host);
    converges(iptables, Map{{"chain", "INPUT"}, {"policy", "DROP"}}, host);
    CHECK(filter.policies["INPUT"] == "DROP");
    filter.chains["INPUT"] = {"-j ACCEPT"};
    converges(iptables, Map{{"chain", "INPUT"}, {"flush", true}}, host);
    CHECK(filter.chains["INPUT"].empty());
    converges(iptables, Map{{"chain", "MINE"}, {"jump", "ACCEPT"}, {"chain_management", true}}, host);
    CHECK(filter.chains["MINE"] == Rules{"-j ACCEPT"});
    converges(iptables, Map{{"chain", "MINE"}, {"chain_management", true}, {"state", "absent"}}, host);
    CHECK(!filter.chains.contains("MINE"));
    converges(iptables, Map{{"chain", "MINE"}, {"chain_management", true}}, host);
    CHECK(filter.chains.contains("MINE"));
}

TEST_CASE("Arguments become the words of a rule, with the extensions that they need") {
    CHECK(rule_of({{"source", "!10.0.0.0/8"}, {"in_interface", "eth0"}, {"jump", "DROP"}}) ==
          "! -s 10.0.0.0/8 -j DROP -i eth0");
    CHECK(rule_of({{"ctstate", List{"NEW", "ESTABLISHED"}}, {"jump", "ACCEPT"}}) ==
          "-j ACCEPT -m conntrack --ctstate NEW,ESTABLISHED");
    CHECK(rule_of({{"match", List{"state"}}, {"ctstate", List{"NEW"}}}) == "-m state --state NEW");
    CHECK(rule_of({{"match", List{"conntrack"}}, {"ctstate", List{"NEW"}}}) == "-m conntrack --ctstate NEW");
    CHECK(rule_of({{"destination_ports", List{"80", "8081:8083"}}}) == "-m multiport --dports 80,8081:8083");
    CHECK(rule_of({{"limit", "2/second"}, {"limit_burst", "20"}}) ==
          "-m limit --limit 2/second --limit-burst 20");
    CHECK(rule_of({{"src_range", "10.0.0.1-10.0.0.9"}, {"dst_range", "10.1.0.1-10.1.0.9"}}) ==
          "-m iprange --src-range 10.0.0.1-10.0.0.9 --dst-range 10.1.0.1-10.1.0.9");
    CHECK(rule_of({{"match_set", "bad"}, {"match_set_flags", "src,dst"}}) ==
          "-m set --match-set bad src,dst");
    CHECK(rule_of({{"syn", "negate"}, {"comment", "why not"}}) == "! --syn -m comment --comment why not");
    CHECK(rule_of({{"tcp_flags", Map{{"flags", "ALL"}, {"flags_set", List{"ACK", "RST"}}}}}) ==
          "--tcp-flags ALL ACK,RST");
    CHECK(rule_of({{"log_prefix", "x: "}, {"log_level", "info"}}) ==
          "-j LOG --log-prefix x:  --log-level info");
    CHECK(rule_of({{"reject_with", "tcp-reset"}}) == "-j REJECT --reject-with tcp-reset");
    CHECK(rule_of({{"icmp_type", "8"}}) == "--icmp-type 8");
    CHECK(rule_of({{"icmp_type", "8"}, {"ip_version", "ipv6"}}) == "--icmpv6-type 8");
    CHECK(rule_of({{"uid_owner", "!root"}, {"gid_owner", "staff"}, {"wait", "5"}}) ==
          "-w 5 -m owner ! --uid-owner root --gid-owner staff");
}

TEST_CASE("What no packet filter could mean is refused") {
    FakeHost host;
    const auto fails = [&](const Map& arguments) { return failure_of(iptables, arguments, host); };
    CHECK(fails({{"jump", "DROP"}}) == "Either chain or flush parameter must be specified.");
    CHECK(fails({{"chain", "INPUT"}, {"flush", true}, {"policy", "DROP"}}) ==
          "parameters are mutually exclusive: flush|policy");
    CHECK(fails({{"chain", "INPUT"}, {"jump", "DROP"}, {"log_prefix", "x"}}) ==
          "Logging options can only be used with the LOG jump target.");
    CHECK(fails({{"chain", "INPUT"}, {"jump", "TEE"}}) ==
          "jump is TEE but all of the following are missing: gateway");
    CHECK(
        checked(iptables, Map{{"chain", "INPUT"}, {"jump", "DROP"}, {"ip_version", "ipv6"}}, host).unknown ==
        "Failed to find required executable \"ip6tables\"");
    const FakeFilter filter(host);
    CHECK(fails({{"chain", "INPUT"}}).starts_with("iptables: nothing says what is wanted"));
}

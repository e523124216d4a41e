#include "modules/network/IptablesRule.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

/// How an argument becomes words of a rule.
enum class Part {
    /// FLAG VALUE, or ! FLAG VALUE.
    value,
    /// FLAG VALUE for each.
    each,
    /// FLAG VALUE,VALUE
    list,
    /// FLAG alone: match, or ! FLAG: negate.
    flag,
    /// FLAG flags flags_set
    tcp_flags,
};

struct RuleRow {
    const char* name;
    const char* flag;
    const char* help;
    Part part = Part::value;
    /// -m MATCH comes before it, unless `match` names it already or an earlier row brought it.
    const char* match = nullptr;
    std::vector<std::string> choices = {};
};

const std::vector<RuleRow>& rule_rows() {
    static const std::vector<RuleRow> rows{
        {"protocol", "-p", "tcp, udp, icmp, …, or its number"},
        {"source", "-s", "where packets are from: an address, a network, a name"},
        {"destination", "-d", "where they go to"},
        {"match", "-m", "extensions of iptables that are used", Part::each},
        {"tcp_flags", "--tcp-flags", "flags: which are looked at, flags_set: which of them are set",
         Part::tcp_flags},
        {"jump", "-j", "what becomes of them: ACCEPT, DROP, REJECT, LOG, a chain, …"},
        {"gateway", "--gateway", "of TEE: where the copy goes"},
        {"log_prefix", "--log-prefix", "of LOG: how lines begin"},
        {"log_level",
         "--log-level",
         "of LOG: the level of syslog",
         Part::value,
         nullptr,
         {"0", "1", "2", "3", "4", "5", "6", "7", "emerg", "alert", "crit", "error", "warning", "notice",
          "info", "debug"}},
        {"to_destination", "--to-destination", "of DNAT: the new destination"},
        {"destination_ports", "--dports", "ports and ranges of ports: 80, 8080:8088", Part::list,
         "multiport"},
        {"to_source", "--to-source", "of SNAT: the new source"},
        {"goto", "-g", "the chain to go on in, without coming back"},
        {"in_interface", "-i", "where they come in: eth0, eth+"},
        {"out_interface", "-o", "where they go out"},
        {"fragment", "-f", "further fragments only"},
        {"set_counters", "-c", "the counters that a new rule begins with: packets and bytes"},
        {"source_port", "--source-port", "the port, or first:last"},
        {"destination_port", "--destination-port", "the port, or first:last"},
        {"to_ports", "--to-ports", "of REDIRECT: the new port"},
        {"set_dscp_mark", "--set-dscp", "of DSCP: the mark"},
        {"set_dscp_mark_class", "--set-dscp-class", "of DSCP: the class"},
        {"syn",
         "--syn",
         "packets that open a connection: match, or negate",
         Part::flag,
         nullptr,
         {"ignore", "match", "negate"}},
        {"ctstate", "--ctstate", "states of the connection: NEW, ESTABLISHED, RELATED, …", Part::list,
         "conntrack"},
        {"src_range", "--src-range", "the source: first-last", Part::value, "iprange"},
        {"dst_range", "--dst-range", "the destination: first-last", Part::value, "iprange"},
        {"match_set", "--match-set", "a set of ipset", Part::value, "set"},
        {"match_set_flags",
         "",
         "what of a packet is in the set",
         Part::value,
         nullptr,
         {"src", "dst", "src,dst", "dst,src"}},
        {"limit", "--limit", "how often: 5/minute", Part::value, "limit"},
        {"limit_burst", "--limit-burst", "how often before that counts", Part::value, "limit"},
        {"uid_owner", "--uid-owner", "whose process sent it: a user", Part::value, "owner"},
        {"gid_owner", "--gid-owner", "whose process sent it: a group", Part::value, "owner"},
        {"reject_with", "--reject-with", "of REJECT: the answer"},
        {"icmp_type", "--icmp-type", "which ICMP: echo-request, 8, …"},
        {"comment", "--comment", "a remark", Part::value, "comment"}};
    return rows;
}

/// Builds the words one argument after the other.
class RuleWriter {
  public:
    explicit RuleWriter(const Value& arguments) : arguments_(arguments) {
        const Value matches = arguments.get("match").value_or(List{});
        for (const Value& match : matches.as_list())
            matches_.push_back(match.as_text());
    }

    [[nodiscard]] std::vector<std::string> rule() {
        if (const std::string wait = arguments_.text_of("wait"); !wait.empty()) add({"-w", wait});
        for (const RuleRow& row : rule_rows())
            if (const std::optional<Value> value = given(row.name)) take(row, *value);
        return std::move(words_);
    }

  private:
    /// Nothing for what is empty or not said; LOG and REJECT are understood where their own arguments are
    /// there.
    [[nodiscard]] std::optional<Value> given(const std::string& name) const {
        const std::optional<Value> value = arguments_.get(name);
        const bool is_empty = !value || value->is_null() || (value->is_text() && value->as_text().empty()) ||
                              (value->is_list() && value->as_list().empty());
        if (!is_empty) return value;
        if (name != "jump") return std::nullopt;
        if (given("log_prefix") || given("log_level")) return Value("LOG");
        return given("reject_with") ? std::optional(Value("REJECT")) : std::nullopt;
    }

    void add(std::initializer_list<std::string> words) { words_.insert(words_.end(), words); }

    void add_value(const std::string& flag, const std::string& value) {
        if (value.starts_with('!')) add({"!"});
        if (!flag.empty()) add({flag});
        const std::size_t start = value.find_first_not_of("! ");
        add({value.starts_with('!') ? value.substr(std::min(start, value.size())) : value});
    }

    void bring_match(const RuleRow& row) {
        if (row.match == nullptr) return;
        const auto is_named = [&](const char* match) {
            return std::find(matches_.begin(), matches_.end(), match) != matches_.end();
        };
        const bool by_elder_name = std::string_view(row.match) == "conntrack" && is_named("state");
        if (is_named(row.match) || by_elder_name) return;
        matches_.emplace_back(row.match);
        add({"-m", row.match});
    }

    [[nodiscard]] std::string flag_of(const RuleRow& row) const {
        const std::string_view name = row.name;
        if (name == "icmp_type" && arguments_.text_of("ip_version") == "ipv6") return "--icmpv6-type";
        const bool has_state = std::find(matches_.begin(), matches_.end(), "state") != matches_.end();
        const bool has_conntrack = std::find(matches_.begin(), matches_.end(), "conntrack") != matches_.end();
        if (name == "ctstate" && has_state && !has_conntrack) return "--state";
        return row.flag;
    }

    void take(const RuleRow& row, const Value& value) {
        bring_match(row);
        const std::string flag = flag_of(row);
        switch (row.part) {
        case Part::value:
            add_value(flag, value.as_text());
            break;
        case Part::each:
            for (const Value& item : value.as_list())
                add_value(flag, item.as_text());
            break;
        case Part::list:
            add({flag, joined_by_commas(value)});
            break;
        case Part::flag:
            if (value.as_text() == "negate") add({"!"});
            if (value.as_text() != "ignore") add({flag});
            break;
        case Part::tcp_flags:
            add({flag, joined_by_commas(value.get("flags").value_or(List{})),
                 joined_by_commas(value.get("flags_set").value_or(List{}))});
            break;
        }
    }

    static std::string joined_by_commas(const Value& list) {
        std::vector<std::string> items;
        if (list.is_text()) items.push_back(list.as_text());
        for (const Value& item : list.is_list() ? list.as_list() : List{})
            items.push_back(item.as_text());
        return fmt::format("{}", fmt::join(items, ","));
    }

    const Value& arguments_;
    std::vector<std::string> matches_;
    std::vector<std::string> words_;
};

Argument argument_of_row(const RuleRow& row) {
    Argument argument;
    argument.name = row.name;
    argument.help = row.help;
    argument.choices = row.choices;
    if (row.part == Part::each || row.part == Part::list) {
        argument.type = ArgumentType::list;
        argument.items = ArgumentType::text;
    }
    if (row.part == Part::tcp_flags) argument.type = ArgumentType::map;
    return argument;
}

void require_sense_of_rule(const Value& arguments) {
    const auto has = [&](const char* name) { return !arguments.text_of(name).empty(); };
    const std::string jump = arguments.text_of("jump");
    if (has("set_dscp_mark") && has("set_dscp_mark_class"))
        throw Failure("parameters are mutually exclusive: set_dscp_mark|set_dscp_mark_class");
    if ((jump == "TEE" || jump == "tee") && !has("gateway"))
        throw Failure(fmt::format("jump is {} but all of the following are missing: gateway", jump));
    if ((has("log_prefix") || has("log_level")) && !jump.empty() && jump != "LOG")
        throw Failure("Logging options can only be used with the LOG jump target.");
    if (const std::optional<Value> flags = arguments.get("tcp_flags"))
        if (!flags->get("flags") || !flags->get("flags_set"))
            throw Failure("argument \"tcp_flags\": a mapping of flags and flags_set, each a list");
}

}  // namespace

const std::vector<Argument>& iptables_rule_arguments() {
    static const std::vector<Argument> all = [] {
        std::vector<Argument> arguments;
        for (const RuleRow& row : rule_rows())
            arguments.push_back(argument_of_row(row));
        return arguments;
    }();
    return all;
}

std::vector<std::string> iptables_rule(const Value& arguments) {
    require_sense_of_rule(arguments);
    return RuleWriter(arguments).rule();
}

}  // namespace modules

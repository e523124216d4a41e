#include "modules/network/Iptables.hpp"

#include "modules/network/IptablesRule.hpp"
#include "modules/system/HostControl.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

enum class FilterTable { filter, nat, mangle, raw, security };
enum class Policy { accept, drop, queue, give_back };

}  // namespace

template <>
struct Words<FilterTable> {
    static constexpr std::array words{std::pair{std::string_view("filter"), FilterTable::filter},
                                      std::pair{std::string_view("nat"), FilterTable::nat},
                                      std::pair{std::string_view("mangle"), FilterTable::mangle},
                                      std::pair{std::string_view("raw"), FilterTable::raw},
                                      std::pair{std::string_view("security"), FilterTable::security}};
};
template <>
struct Words<Policy> {
    static constexpr std::array words{std::pair{std::string_view("ACCEPT"), Policy::accept},
                                      std::pair{std::string_view("DROP"), Policy::drop},
                                      std::pair{std::string_view("QUEUE"), Policy::queue},
                                      std::pair{std::string_view("RETURN"), Policy::give_back}};
};

namespace {

/// What the module takes beside a rule.
struct FilterArguments {
    FilterTable table = FilterTable::filter;
    Presence state = Presence::present;
    IptablesAction action = IptablesAction::append;
    IpVersion ip_version = IpVersion::ipv4;
    std::optional<std::string> chain;
    std::optional<std::string> rule_num;
    std::optional<std::string> wait;
    bool flush = false;
    std::optional<Policy> policy;
    bool chain_management = false;
};

ArgumentList<FilterArguments> filter_arguments() {
    using A = FilterArguments;
    ArgumentList<A> list;
    list.add("table", &A::table, "the table")
        .add("state", &A::state, "whether the rule is to be there")
        .add("action", &A::action, "where a new rule is put: last, or first")
        .add("ip_version", &A::ip_version, "iptables or ip6tables")
        .add("chain", &A::chain, "INPUT, FORWARD, OUTPUT, PREROUTING, POSTROUTING, or one's own")
        .add("rule_num", &A::rule_num, "with insert: the place of the new rule")
        .add("wait", &A::wait, "seconds to wait for others who change rules")
        .add("flush", &A::flush, "remove all rules of the chain, or of the table")
        .add("policy", &A::policy, "what becomes of packets that no rule is about")
        .add("chain_management", &A::chain_management,
             "make a chain that is not there; without a rule also remove it");
    return list;
}

/// iptables or ip6tables about one chain of one table.
class PacketFilter {
  public:
    PacketFilter(const FilterArguments& wanted, const HostView& host)
        : wanted_(wanted), host_(host),
          program_(wanted.ip_version == IpVersion::ipv4 ? "iptables" : "ip6tables") {}

    [[nodiscard]] const char* program() const { return program_; }
    /// The verb first: by it a look is known.
    [[nodiscard]] Command call(std::vector<std::string> words,
                               const std::vector<std::string>& rule = {}) const {
        words.insert(words.end(), {"-t", Field<FilterTable>::to(wanted_.table).as_text()});
        words.insert(words.end(), rule.begin(), rule.end());
        return {.program = program_, .arguments = std::move(words), .environment = {{"LC_ALL", "C"}}};
    }
    [[nodiscard]] bool has_rule(const std::vector<std::string>& rule) const {
        return host_.query(call({"-C", *wanted_.chain}, rule)).ok();
    }
    /// "-P INPUT ACCEPT" or "-N mine", and then the rules; nothing where there is no such chain.
    [[nodiscard]] std::optional<std::vector<std::string>> listed() const {
        std::vector<std::string> words{"-S"};
        if (wanted_.chain) words.push_back(*wanted_.chain);
        const ProcessResult result = host_.query(call(words));
        if (result.ok()) return lines_of(result.output);
        if (!wanted_.chain) throw Failure(fmt::format("{} -S failed: {}", program_, trimmed(result.error)));
        return std::nullopt;
    }
    void add_change(Plan& plan, Difference difference, std::vector<Command> commands) const {
        plan.change(std::move(difference), [commands = std::move(commands)](HostControl& control) {
            for (const Command& command : commands)
                run_or_fail(control, command);
            return Outcome{};
        });
    }
    [[nodiscard]] std::string subject() const {
        return fmt::format("{} {} of {}", program_, wanted_.chain.value_or("all chains"),
                           Field<FilterTable>::to(wanted_.table).as_text());
    }

  private:
    const FilterArguments& wanted_;
    const HostView& host_;
    const char* program_;
};

void plan_flush(Plan& plan, const FilterArguments& wanted, const PacketFilter& filter) {
    List rules;
    for (const std::string& line : filter.listed().value_or(std::vector<std::string>{}))
        if (line.starts_with("-A ")) rules.emplace_back(line);
    if (rules.empty()) return;
    std::vector<std::string> words{"-F"};
    if (wanted.chain) words.push_back(*wanted.chain);
    filter.add_change(plan, {filter.subject(), Map{{"rules", rules}}, Map{{"rules", List{}}}},
                      {filter.call(words)});
}

void plan_policy(Plan& plan, const FilterArguments& wanted, const PacketFilter& filter) {
    const std::vector<std::string> lines = filter.listed().value_or(std::vector<std::string>{});
    const std::vector<std::string> words = words_of(lines.empty() ? "" : lines.front());
    if (words.size() < 3 || words[0] != "-P") throw Failure("Can't detect current policy");
    const std::string policy = Field<Policy>::to(*wanted.policy).as_text();
    if (words[2] == policy) return;
    filter.add_change(plan, {filter.subject(), Map{{"policy", words[2]}}, Map{{"policy", policy}}},
                      {filter.call({"-P", *wanted.chain, policy})});
}

void plan_chain(Plan& plan, const FilterArguments& wanted, const PacketFilter& filter) {
    if (!wanted.chain_management)
        throw Failure("iptables: nothing says what is wanted: a rule, policy, flush, or chain_management for "
                      "the chain");
    const bool is_there = filter.listed().has_value();
    const bool is_wanted = wanted.state == Presence::present;
    if (is_there == is_wanted) return;
    const auto side = [](bool present) { return Map{{"state", present ? "present" : "absent"}}; };
    filter.add_change(plan, {filter.subject(), side(is_there), side(is_wanted)},
                      {filter.call({is_wanted ? "-N" : "-X", *wanted.chain})});
}

void plan_rule(Plan& plan, const FilterArguments& wanted, const PacketFilter& filter,
               const std::vector<std::string>& rule) {
    const bool is_there = filter.has_rule(rule);
    const bool is_wanted = wanted.state == Presence::present;
    if (is_there == is_wanted) return;
    const std::string text = fmt::format("{}\n", fmt::join(rule, " "));
    std::vector<Command> commands;
    if (is_wanted && wanted.chain_management && !filter.listed())
        commands.push_back(filter.call({"-N", *wanted.chain}));
    std::vector<std::string> verb{is_wanted ? "-A" : "-D", *wanted.chain};
    if (is_wanted && wanted.action == IptablesAction::insert) {
        verb[0] = "-I";
        if (wanted.rule_num) verb.push_back(*wanted.rule_num);
    }
    commands.push_back(filter.call(verb, rule));
    filter.add_change(plan,
                      {filter.subject(), is_there ? Value(text) : Value(), is_wanted ? Value(text) : Value()},
                      std::move(commands));
}

void require_sense_of_filter(const FilterArguments& wanted) {
    if (wanted.flush && wanted.policy) throw Failure("parameters are mutually exclusive: flush|policy");
    if (!wanted.flush && !wanted.chain) throw Failure("Either chain or flush parameter must be specified.");
}

}  // namespace

const std::vector<Argument>& Iptables::arguments() const {
    static const std::vector<Argument> all = [] {
        std::vector<Argument> rows = filter_arguments().rows();
        const std::vector<Argument>& rule = iptables_rule_arguments();
        rows.insert(rows.end(), rule.begin(), rule.end());
        return rows;
    }();
    return all;
}

Plan Iptables::plan(const Value& arguments, const HostView& host, const CallOptions& options) const {
    const FilterArguments wanted = filter_arguments().filled(arguments);
    require_sense_of_filter(wanted);
    const std::vector<std::string> rule = iptables_rule(arguments);
    const PacketFilter filter(wanted, host);
    Plan plan;
    if (!host.find_program(filter.program())) {
        const std::string missing =
            fmt::format("Failed to find required executable \"{}\"", filter.program());
        if (!options.check_mode) throw Failure(missing);
        plan.unknown = missing;
        return plan;
    }
    plan.data = {{"ip_version", Field<IpVersion>::to(wanted.ip_version)},
                 {"table", Field<FilterTable>::to(wanted.table)},
                 {"chain", wanted.chain ? Value(*wanted.chain) : Value()},
                 {"flush", wanted.flush},
                 {"rule", fmt::format("{}", fmt::join(rule, " "))},
                 {"state", Field<Presence>::to(wanted.state)},
                 {"chain_management", wanted.chain_management}};
    const bool has_rule = rule.size() > (wanted.wait ? 2U : 0U);
    if (wanted.flush) {
        plan_flush(plan, wanted, filter);
    } else if (wanted.policy) {
        plan_policy(plan, wanted, filter);
    } else if (!has_rule) {
        plan_chain(plan, wanted, filter);
    } else {
        plan_rule(plan, wanted, filter, rule);
    }
    return plan;
}

}  // namespace modules

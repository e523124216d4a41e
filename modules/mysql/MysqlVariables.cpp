#include "modules/mysql/MysqlVariables.hpp"

#include "modules/mysql/Capitals.hpp"
#include "modules/mysql/Client.hpp"
#include "modules/mysql/Sql.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace modules {

namespace {

using namespace mysql;

/// A row of information_schema.SYSTEM_VARIABLES.
/// https://mariadb.com/kb/en/information-schema-system_variables-table/
struct Variable {
    std::string value;
    std::string type;
    bool read_only = false;
};

std::optional<Variable> variable_named(const Client& client, const std::string& name) {
    const std::vector<ResultSet> answer = client.look(
        fmt::format("SELECT GLOBAL_VALUE, VARIABLE_TYPE, READ_ONLY FROM information_schema.SYSTEM_VARIABLES "
                    "WHERE VARIABLE_NAME = {} AND VARIABLE_SCOPE <> 'SESSION ONLY';\n",
                    quoted_text(name)));
    if (answer.empty() || answer.front().empty()) return std::nullopt;
    const Row& row = answer.front().front();
    return Variable{value_in(row, "GLOBAL_VALUE").value_or(""), value_in(row, "VARIABLE_TYPE").value_or(""),
                    value_in(row, "READ_ONLY") == "YES"};
}

std::optional<double> number_of(const std::string& text) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

bool is_number(const Variable& variable) {
    return variable.type.starts_with("INT") || variable.type.starts_with("BIGINT") ||
           variable.type == "DOUBLE";
}

/// 128M as option files write it, in full: SET GLOBAL does not take it.
std::string in_full(const std::string& text) {
    constexpr std::array units{std::pair{'K', 10}, std::pair{'M', 20}, std::pair{'G', 30},
                               std::pair{'T', 40}};
    for (const auto& [letter, bits] : units) {
        if (text.empty() || in_capitals(text).back() != letter) continue;
        if (const std::optional<std::int64_t> count =
                whole_number(std::string_view(text).substr(0, text.size() - 1)))
            return std::to_string(*count << bits);
    }
    return text;
}

/// A wanted value as the server writes it.
std::string canonical(const std::string& wanted, const Variable& variable) {
    if (is_number(variable)) return in_full(wanted);
    if (variable.type != "BOOLEAN" && variable.value != "ON" && variable.value != "OFF") return wanted;
    const std::string word = in_capitals(wanted);
    for (const char* const yes : {"1", "ON", "TRUE", "YES"})
        if (word == yes) return "ON";
    for (const char* const no : {"0", "OFF", "FALSE", "NO"})
        if (word == no) return "OFF";
    return wanted;
}

bool same(const std::string& wanted, const Variable& variable) {
    if (wanted == variable.value) return true;
    if (is_number(variable)) {
        const std::optional<double> number = number_of(wanted);
        return number && number == number_of(variable.value);
    }
    // Words of an enumeration.
    return variable.type != "VARCHAR" && in_capitals(wanted) == in_capitals(variable.value);
}

void require_sense(const MysqlVariablesArguments& wanted) {
    const bool is_name =
        !wanted.variable.empty() &&
        std::all_of(wanted.variable.begin(), wanted.variable.end(), [](unsigned char character) {
            return std::isalnum(character) != 0 || character == '_' || character == '.';
        });
    if (!is_name) throw Failure(fmt::format("invalid variable name \"{}\"", wanted.variable));
    if (wanted.mode != MysqlVariableMode::global)
        throw Failure(
            "MariaDB keeps no variable beyond its next start: write it into an option file as well, and use "
            "mode global here");
}

/// Some servers make another value of what they are told (a multiple of a page, the nearest limit).
Outcome set_variable(HostControl& control, const Client& client, const std::string& name,
                     const std::string& value, const std::string& before, const std::string& statement) {
    client.change(control, statement + ";\n");
    Outcome outcome;
    outcome.data = {{"msg", "Variable change succeeded prev_value=" + before}, {"queries", List{statement}}};
    // What it is now is asked of a client that looks through the host of this action.
    const std::optional<Variable> after = variable_named(client.with(control), name);
    if (!after || same(value, *after)) return outcome;
    outcome.further.emplace_back().warnings.push_back(
        fmt::format("the server made {} of {} = {}: ask for that, or every run will change it", after->value,
                    name, value));
    return outcome;
}

}  // namespace

ArgumentList<MysqlVariablesArguments> MysqlVariables::table() const {
    using A = MysqlVariablesArguments;
    ArgumentList<A> list;
    list.add("variable", &A::variable, "the variable's name", {.need = Need::required})
        .add("value", &A::value, "what it shall be; without it the variable is only read, into `msg`")
        .add("mode", &A::mode, "global; the others are MySQL's alone");
    add_login(list);
    return list;
}

Plan MysqlVariables::check(const MysqlVariablesArguments& wanted, const HostView& host,
                           const CallOptions& options) const {
    require_sense(wanted);
    try {
        const Client client(wanted, host);
        const std::optional<Variable> present = variable_named(client, wanted.variable);
        if (!present) throw Failure(fmt::format("Variable not available \"{}\"", wanted.variable));
        Plan plan;
        plan.data = {{"msg", present->value}};
        if (!wanted.value) return plan;
        const std::string value = canonical(*wanted.value, *present);
        if (same(value, *present)) {
            plan.data = {{"msg", "Variable is already set to requested value."}};
            return plan;
        }
        if (present->read_only)
            throw Failure(fmt::format(
                "{} is {} and can only be set when the server starts: write it into an option file "
                "and restart the server",
                wanted.variable, present->value));
        const std::string statement =
            fmt::format("SET GLOBAL {} = {}", quoted_name(wanted.variable),
                        is_number(*present) && number_of(value) ? value : quoted_text(value));
        plan.change({"variable " + wanted.variable, present->value, value},
                    [client, name = wanted.variable, value, before = present->value,
                     statement](HostControl& control) {
                        return set_variable(control, client, name, value, before, statement);
                    });
        return plan;
    } catch (const ServerUnreachable& reason) {
        return plan_without_server(reason, options);
    }
}

}  // namespace modules

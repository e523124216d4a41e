#include "modules/mysql/MysqlQuery.hpp"

#include "modules/mysql/Client.hpp"
#include "modules/mysql/Query.hpp"
#include "modules/mysql/Sql.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace modules {

namespace {

using namespace mysql;

// Marks the answer that tells how many rows the statement before it changed.
constexpr const char* count_column = "understudy_row_count";

struct Queries {
    std::vector<std::string> texts;
    Statement statement = Statement::plain;
};

bool holds_secret(const std::optional<std::vector<Value>>& values) {
    return values &&
           std::any_of(values->begin(), values->end(), [](const Value& value) { return value.is_secret(); });
}

Queries queries_of(const MysqlQueryArguments& wanted) {
    if (wanted.positional_args && wanted.named_args)
        throw Failure("\"positional_args\" and \"named_args\" cannot both be given");
    const List written = wanted.query.is_list() ? wanted.query.as_list() : List{wanted.query};
    Queries queries;
    bool secret = holds_secret(wanted.positional_args);
    if (wanted.named_args)
        for (const auto& [name, value] : *wanted.named_args)
            secret = secret || value.is_secret();
    for (const Value& query : written) {
        if (!query.is_text() || trimmed(query.as_text()).empty())
            throw Failure(fmt::format("argument \"query\": expected SQL, or a list of it, found {}",
                                      query.is_text() ? "nothing" : kind_name(query.kind())));
        secret = secret || query.is_secret();
        std::string_view text = trimmed(query.as_text());
        while (text.ends_with(';'))
            text = trimmed(text.substr(0, text.size() - 1));
        queries.texts.push_back(filled_in(std::string(text), wanted.positional_args, wanted.named_args));
    }
    if (secret) queries.statement = Statement::holds_secrets;
    return queries;
}

/// The server takes exactly one statement so, whatever the text holds, and the client sees none of it.
std::string immediately(const std::string& query) {
    return fmt::format("EXECUTE IMMEDIATE {};\n", hexadecimal_text(query));
}

std::string chosen_database(const MysqlQueryArguments& wanted) {
    return wanted.login_db ? fmt::format("USE {};\n", quoted_name(*wanted.login_db)) : "";
}

bool is_among(const std::string& type, std::initializer_list<std::string_view> types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

Value typed(const std::optional<std::string>& text, const std::string& type) {
    if (!text) return {};
    if (is_among(type, {"TINY", "SHORT", "LONG", "INT24", "LONGLONG", "YEAR"})) {
        const std::string_view digits = std::string_view(*text).substr(text->starts_with('-') ? 1 : 0);
        // One that does not fit (BIGINT UNSIGNED) stays text.
        if (const std::optional<std::int64_t> number = whole_number(digits))
            return digits.size() == text->size() ? *number : -*number;
    }
    if (is_among(type, {"FLOAT", "DOUBLE", "DECIMAL", "NEWDECIMAL"})) {
        double number = 0;
        const std::from_chars_result read =
            std::from_chars(text->data(), text->data() + text->size(), number);
        if (read.ec == std::errc() && read.ptr == text->data() + text->size()) return number;
    }
    return *text;
}

List rows_of(const ResultSet& set, const std::vector<std::string>& types) {
    List rows;
    for (const Row& row : set) {
        Map columns;
        for (std::size_t index = 0; index < row.size(); ++index)
            columns.set(row[index].name, typed(row[index].value, index < types.size() ? types[index] : ""));
        rows.emplace_back(columns);
    }
    return rows;
}

List texts_of(const Queries& queries) {
    List texts;
    for (const std::string& text : queries.texts)
        texts.push_back(queries.statement == Statement::holds_secrets ? Value::secret(text) : Value(text));
    return texts;
}

Plan looked(const Queries& queries, const MysqlQueryArguments& wanted, const Client& client) {
    Plan plan;
    List results;
    List counts;
    for (const std::string& query : queries.texts) {
        const std::string sql = chosen_database(wanted) + immediately(query);
        const std::vector<ResultSet> sets = client.look(sql, queries.statement);
        const ResultSet first = sets.empty() ? ResultSet{} : sets.front();
        const std::vector<std::string> types =
            first.empty() ? std::vector<std::string>{} : client.look_at_types(sql, queries.statement);
        counts.emplace_back(static_cast<std::int64_t>(first.size()));
        results.emplace_back(rows_of(first, types));
    }
    plan.data = {{"executed_queries", texts_of(queries)}, {"query_result", results}, {"rowcount", counts}};
    return plan;
}

struct Answers {
    List results;
    List counts;
    bool changed = false;
};

/// Each query's rows, if it gave any, stand before the count of it.
Answers answers_in(const std::vector<ResultSet>& sets, const Queries& queries) {
    Answers answers;
    std::optional<ResultSet> rows;
    for (const ResultSet& set : sets) {
        if (set.empty() || set.front().empty() || set.front().front().name != count_column) {
            if (!rows) rows = set;
            continue;
        }
        const std::string& query = queries.texts.at(answers.counts.size());
        const std::int64_t count =
            rows ? static_cast<std::int64_t>(rows->size())
                 : whole_number(value_in(set.front(), count_column).value_or("0")).value_or(0);
        answers.changed = answers.changed || changes_objects(query) || (changes_rows(query) && count > 0);
        answers.results.emplace_back(rows_of(rows.value_or(ResultSet{}), {}));
        answers.counts.emplace_back(count);
        rows.reset();
    }
    return answers;
}

std::string sql_of(const Queries& queries, const MysqlQueryArguments& wanted) {
    std::string sql = chosen_database(wanted);
    if (wanted.single_transaction) sql += "START TRANSACTION;\n";
    for (const std::string& query : queries.texts)
        sql += immediately(query) + fmt::format("SELECT ROW_COUNT() AS {};\n", count_column);
    if (wanted.single_transaction) sql += "COMMIT;\n";
    return sql;
}

Difference difference_of(const Queries& queries) {
    if (queries.statement == Statement::holds_secrets) return {"the database", {}, "what the query does"};
    return {"the database", {}, fmt::format("{}", fmt::join(queries.texts, ";\n"))};
}

/// Whether a query changed anything is known after it ran: the query itself is no change yet, what it did is.
Outcome carried_out(const Queries& queries, const MysqlQueryArguments& wanted, const Client& client,
                    HostControl& control) {
    const Answers answers =
        answers_in(client.change(control, sql_of(queries, wanted), queries.statement), queries);
    Outcome outcome;
    outcome.data = {{"executed_queries", texts_of(queries)},
                    {"query_result", answers.results},
                    {"rowcount", answers.counts}};
    if (answers.changed) outcome.further.emplace_back().change(difference_of(queries), {});
    return outcome;
}

}  // namespace

ArgumentList<MysqlQueryArguments> MysqlQuery::table() const {
    using A = MysqlQueryArguments;
    ArgumentList<A> list;
    list.add("query", &A::query, "the SQL, one statement or a list of them", {.need = Need::required})
        .add("login_db", &A::login_db, "the database to run it in")
        .add("positional_args", &A::positional_args, "values for each %s of the SQL, in order")
        .add("named_args", &A::named_args, "values for each %(name)s of the SQL, by name")
        .add("single_transaction", &A::single_transaction, "all of the statements, or none");
    add_login(list);
    return list;
}

Plan MysqlQuery::check(const MysqlQueryArguments& wanted, const HostView& host,
                       const CallOptions& options) const {
    const Queries queries = queries_of(wanted);
    try {
        const Client client(wanted, host);
        if (std::all_of(queries.texts.begin(), queries.texts.end(), looks_only))
            return looked(queries, wanted, client);
        Plan plan;
        if (options.check_mode) {
            static_cast<void>(client.look("SELECT 1;\n"));
            plan.change(difference_of(queries), {});
            return plan;
        }
        plan.upkeep([queries, wanted, client](HostControl& control) {
            return carried_out(queries, wanted, client, control);
        });
        return plan;
    } catch (const ServerUnreachable& reason) {
        return plan_without_server(reason, options);
    }
}

}  // namespace modules

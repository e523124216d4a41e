#include "modules/openstack/OpenstackSchema.hpp"

#include "modules/mysql/Client.hpp"
#include "modules/mysql/Sql.hpp"
#include "modules/openstack/Migrations.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace modules {

namespace {

using SchemaArguments = OpenstackSchemaArguments;
using Versions = std::set<std::string>;

// https://mariadb.com/kb/en/mariadb-error-code-reference/
constexpr int unknown_database = 1049;
constexpr int no_such_table = 1146;

std::string words_of_versions(const Versions& versions) {
    return versions.empty() ? "none" : fmt::format("{}", fmt::join(versions, ", "));
}

List list_of(const Versions& versions) {
    return {versions.begin(), versions.end()};
}

/// What the database says that it has; nothing where there is no such database.
std::optional<Versions> present_versions(const SchemaArguments& wanted, const mysql::Client& client) {
    const std::string query = wanted.version_query.value_or(
        fmt::format("SELECT version_num FROM {}", mysql::quoted_name(wanted.version_table)));
    try {
        Versions versions;
        for (const mysql::ResultSet& rows :
             client.look(fmt::format("USE {};\n{};\n", mysql::quoted_name(wanted.database), query)))
            for (const mysql::Row& row : rows)
                if (!row.empty() && row.front().value) versions.insert(*row.front().value);
        return versions;
    } catch (const mysql::ServerUnreachable&) {
        throw;
    } catch (const mysql::ServerError& error) {
        if (error.number() == no_such_table) return Versions{};
        if (error.number() == unknown_database) return std::nullopt;
        throw;
    }
}

Command command_of(const SchemaArguments& wanted, const HostView& host) {
    std::vector<std::string> words = wanted.command;
    const std::optional<User> user = wanted.user ? host.user(*wanted.user) : std::nullopt;
    if (wanted.user && !user) throw Failure(fmt::format("there is no user {} here", *wanted.user));
    if (user && user->id != host.effective_user())
        words.insert(words.begin(), {"runuser", "-u", user->name, "--"});
    Command command{.program = words.front()};
    command.arguments.assign(words.begin() + 1, words.end());
    command.directory = "/";
    return command;
}

/// What a look finds missing that an earlier task may bring.
Plan not_yet(const std::string& reason, const CallOptions& options) {
    if (!options.check_mode) throw Failure(reason);
    Plan plan;
    plan.unknown = reason;
    return plan;
}

Outcome brought_up(const SchemaArguments& wanted, const Versions& newest, const mysql::Client& client,
                   HostControl& control) {
    run_or_fail(control, command_of(wanted, control));
    const Versions now = present_versions(wanted, client.with(control)).value_or(Versions{});
    Outcome outcome;
    outcome.data = {{"present", list_of(now)}, {"current", now == newest}};
    if (now != newest)
        outcome.failure = fmt::format("\"{}\" ended well, but the schema of {} is then {}, not {}",
                                      fmt::join(wanted.command, " "), wanted.database, words_of_versions(now),
                                      words_of_versions(newest));
    return outcome;
}

Plan compared(const SchemaArguments& wanted, const Versions& newest, const HostView& host,
              const CallOptions& options) {
    const mysql::Client client(wanted, host);
    const std::optional<Versions> present = present_versions(wanted, client);
    if (!present) return not_yet(fmt::format("there is no database {}", wanted.database), options);
    Plan plan;
    plan.data = {
        {"installed", list_of(newest)}, {"present", list_of(*present)}, {"current", *present == newest}};
    if (*present == newest) return plan;
    plan.change({"schema of " + wanted.database, words_of_versions(*present), words_of_versions(newest)},
                [wanted, newest, client](HostControl& control) {
                    return brought_up(wanted, newest, client, control);
                });
    return plan;
}

}  // namespace

ArgumentList<SchemaArguments> OpenstackSchema::table() const {
    ArgumentList<SchemaArguments> list;
    list.add("database", &SchemaArguments::database, "the service's database", {.need = Need::required})
        .add(
            "migrations", &SchemaArguments::migrations,
            "the directory of the service's migrations: an env.py and versions/ of Alembic, or numbered ones "
            "in versions/",
            {.need = Need::required, .path = true})
        .add("command", &SchemaArguments::command,
             "what brings the schema up to date, as a list: [glance-manage, db_sync]",
             {.need = Need::required})
        .add("user", &SchemaArguments::user, "who runs it; else who the task runs as")
        .add("version_table", &SchemaArguments::version_table,
             "the table in which Alembic keeps the revision")
        .add("version_query", &SchemaArguments::version_query,
             "the SELECT of one column that tells the revision, where it is not in such a table");
    mysql::add_login(list);
    return list;
}

Plan OpenstackSchema::check(const SchemaArguments& wanted, const HostView& host,
                            const CallOptions& options) const {
    if (wanted.command.empty()) throw Failure("argument \"command\": expected a program and its arguments");
    const std::optional<Versions> newest = openstack::newest_revisions(host, wanted.migrations);
    if (!newest)
        return not_yet(fmt::format("{} is not there: is the service's package installed?", wanted.migrations),
                       options);
    try {
        return compared(wanted, *newest, host, options);
    } catch (const mysql::ServerUnreachable& reason) {
        return mysql::plan_without_server(reason, options);
    }
}

}  // namespace modules

#include "modules/mysql/MysqlDb.hpp"

#include "modules/mysql/Client.hpp"
#include "modules/mysql/Dump.hpp"
#include "modules/mysql/Sql.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace modules {

namespace {

using namespace mysql;

struct Database {
    std::string encoding;
    std::string collation;
};

std::map<std::string, Database> present_databases(const Client& client) {
    std::map<std::string, Database> found;
    for (const ResultSet& rows :
         client.look("SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME "
                     "FROM information_schema.SCHEMATA;\n"))
        for (const Row& row : rows)
            found[value_in(row, "SCHEMA_NAME").value_or("")] = {
                value_in(row, "DEFAULT_CHARACTER_SET_NAME").value_or(""),
                value_in(row, "DEFAULT_COLLATION_NAME").value_or("")};
    return found;
}

std::string creation_of(const std::string& name, const MysqlDbArguments& wanted) {
    std::string sql = "CREATE DATABASE " + quoted_name(name);
    if (!wanted.encoding.empty()) sql += " CHARACTER SET " + quoted_name(wanted.encoding);
    if (!wanted.collation.empty()) sql += " COLLATE " + quoted_name(wanted.collation);
    return sql;
}

void add_statement(Plan& plan, Difference difference, const std::string& statement, const Client& client,
                   const MysqlDbArguments& wanted) {
    List executed =
        plan.data.contains("executed_commands") ? plan.data.find("executed_commands")->as_list() : List{};
    executed.emplace_back(statement);
    plan.data.set("executed_commands", executed);
    const std::string sql = (wanted.sql_log_bin ? "" : "SET SESSION sql_log_bin=0;\n") + statement + ";\n";
    plan.change(std::move(difference), [client, sql](HostControl& control) {
        client.change(control, sql);
        return Outcome{};
    });
}

/// An existing database keeps its character set, as in Ansible: its tables would keep theirs anyway.
void warn_of_difference(Plan& plan, const std::string& name, const Database& present,
                        const MysqlDbArguments& wanted) {
    const auto warn = [&](const char* what, const std::string& now, const std::string& asked) {
        if (asked.empty() || asked == now || (asked == "utf8" && now == "utf8mb3")) return;
        plan.warnings.push_back(
            fmt::format("the {} of the database {} is {}, not {}; that of a database that is "
                        "there is not changed",
                        what, name, now, asked));
    };
    warn("encoding", present.encoding, wanted.encoding);
    warn("collation", present.collation, wanted.collation);
}

void plan_presence(Plan& plan, const Client& client, const MysqlDbArguments& wanted) {
    const std::map<std::string, Database> present = present_databases(client);
    for (const std::string& name : wanted.name) {
        const auto found = present.find(name);
        const bool is_there = found != present.end();
        if (wanted.state == MysqlDbState::absent) {
            if (is_there)
                add_statement(plan, {"database " + name, Map{{"state", "present"}}, Map{{"state", "absent"}}},
                              "DROP DATABASE " + quoted_name(name), client, wanted);
            continue;
        }
        if (is_there) {
            warn_of_difference(plan, name, found->second, wanted);
            continue;
        }
        add_statement(plan, {"database " + name, Map{{"state", "absent"}}, Map{{"state", "present"}}},
                      creation_of(name, wanted), client, wanted);
    }
}

void plan_dump(Plan& plan, const Client& client, const MysqlDbArguments& wanted) {
    // The client must answer before a dump that is there is replaced.
    static_cast<void>(client.look("SELECT 1;\n"));
    plan.change({*wanted.target, {}, fmt::format("a dump of {}", fmt::join(wanted.name, ", "))},
                [client, wanted](HostControl& control) {
                    dump(wanted, client, control);
                    return Outcome{};
                });
}

void plan_import(Plan& plan, const Client& client, const MysqlDbArguments& wanted, const HostView& host,
                 const CallOptions& options) {
    if (!host.exists(*wanted.target)) {
        const std::string reason = fmt::format("there is no file {} to import", *wanted.target);
        if (!options.check_mode) throw Failure(reason);
        plan.unknown = reason;
        return;
    }
    static_cast<void>(client.look("SELECT 1;\n"));
    plan.change({"database " + wanted.name.front(), {}, fmt::format("what {} holds", *wanted.target)},
                [client, wanted](HostControl& control) {
                    import_file(wanted, client, control);
                    return Outcome{};
                });
}

void require_sense(const MysqlDbArguments& wanted) {
    const bool by_file = wanted.state == MysqlDbState::dump || wanted.state == MysqlDbState::import_file;
    if (wanted.name.empty()) throw Failure("argument \"name\": expected at least one database");
    if (by_file && !wanted.target)
        throw Failure("argument \"target\" is needed where a file is dumped or imported");
    for (const std::string& name : wanted.name) {
        if (name.empty()) throw Failure("argument \"name\": a database's name cannot be empty");
        if (name == "all" && (!by_file || wanted.name.size() > 1))
            throw Failure(
                "argument \"name\": \"all\" stands alone, and only where the state is dump or import");
        // The dump program would take it for an option.
        if (by_file && name.starts_with('-'))
            throw Failure("argument \"name\": cannot begin with \"-\": " + name);
    }
    if (wanted.state == MysqlDbState::import_file && wanted.name.size() > 1)
        throw Failure("argument \"name\": a file is imported into one database (or \"all\")");
    if (wanted.master_data < 0 || wanted.master_data > 2)
        throw Failure("argument \"master_data\": expected 0, 1 or 2");
}

}  // namespace

ArgumentList<MysqlDbArguments> MysqlDb::table() const {
    using A = MysqlDbArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the databases; all of them for \"all\" with dump or import",
             {.need = Need::required, .aliases = {"db"}})
        .add("state", &A::state, "whether they are to be there, or what is to be done with them")
        .add("encoding", &A::encoding, "the character set of a new database, of a dump or of an import")
        .add("collation", &A::collation, "the collation of a new database")
        .add("target", &A::target,
             "the host's file that is dumped to or imported; .gz, .bz2, .xz and .zst too", {.path = true})
        .add("single_transaction", &A::single_transaction, "dump in a single transaction")
        .add("quick", &A::quick, "dump row by row instead of a whole table at once")
        .add("ignore_tables", &A::ignore_tables, "tables (database.table) that are not dumped")
        .add("hex_blob", &A::hex_blob, "dump binary columns in hexadecimal")
        .add("force", &A::force, "go on after an error of SQL in a dump or an import")
        .add("master_data", &A::master_data, "1: dump also the position in the binary log; 2: as a comment")
        .add("skip_lock_tables", &A::skip_lock_tables, "dump without locking")
        .add("dump_extra_args", &A::dump_extra_args, "further arguments of the dump program")
        .add("sql_log_bin", &A::sql_log_bin, "whether the change goes into the binary log")
        .add("chdir", &A::chdir, "the directory that an import is run in", {.path = true});
    add_login(list);
    return list;
}

Plan MysqlDb::check(const MysqlDbArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense(wanted);
    try {
        const Client client(wanted, host);
        Plan plan;
        List names;
        for (const std::string& name : wanted.name)
            names.emplace_back(name);
        plan.data = {{"db", fmt::format("{}", fmt::join(wanted.name, " "))}, {"db_list", names}};
        switch (wanted.state) {
        case MysqlDbState::absent:
        case MysqlDbState::present:
            plan_presence(plan, client, wanted);
            break;
        case MysqlDbState::dump:
            plan_dump(plan, client, wanted);
            break;
        case MysqlDbState::import_file:
            plan_import(plan, client, wanted, host, options);
            break;
        }
        return plan;
    } catch (const ServerUnreachable& reason) {
        return plan_without_server(reason, options);
    }
}

}  // namespace modules

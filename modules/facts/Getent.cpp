#include "modules/facts/Getent.hpp"

#include "modules/system/HostView.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace modules {

namespace {

constexpr std::array databases_with_colons{"passwd", "shadow", "group", "gshadow"};
constexpr std::array databases_with_hashes{"shadow", "gshadow"};

bool is_among(const auto& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

List fields_after_key(const std::vector<std::string>& fields, const std::string& database) {
    List rest;
    for (std::size_t index = 1; index < fields.size(); ++index) {
        // Shorter words (*, !, !!) say that there is no password.
        const bool is_hash =
            index == 1 && fields[index].size() > 2 && is_among(databases_with_hashes, database);
        rest.push_back(is_hash ? Value::secret(fields[index]) : Value(fields[index]));
    }
    return rest;
}

/// By key; a key that comes several times holds a list of them all.
Map entries_in(const std::string& output, const GetentArguments& wanted) {
    const bool has_colons = is_among(databases_with_colons, wanted.database);
    const std::optional<std::string> separator =
        wanted.split || !has_colons ? wanted.split : std::optional<std::string>(":");
    Map entries;
    std::set<std::string> repeated;
    for (const std::string& line : lines_of(output)) {
        const std::vector<std::string> fields = separator ? parts_of(line, *separator) : words_of(line);
        if (fields.empty()) continue;
        const List rest = fields_after_key(fields, wanted.database);
        const Value* const before = entries.find(fields[0]);
        if (before == nullptr) {
            entries.set(fields[0], rest);
            continue;
        }
        List all = repeated.insert(fields[0]).second ? List{*before} : before->as_list();
        all.emplace_back(rest);
        entries.set(fields[0], all);
    }
    return entries;
}

Command question(const GetentArguments& wanted) {
    Command command{.program = "getent"};
    if (wanted.service) command.arguments = {"-s", *wanted.service};
    command.arguments.push_back(wanted.database);
    if (wanted.key) command.arguments.push_back(*wanted.key);
    return command;
}

// getent(1), EXIT STATUS.
constexpr int no_such_database = 1;
constexpr int no_such_key = 2;
constexpr int no_enumeration = 3;

}  // namespace

ArgumentList<GetentArguments> Getent::table() const {
    using A = GetentArguments;
    ArgumentList<A> list;
    list.add("database", &A::database, "passwd, group, hosts, services, …", {.need = Need::required})
        .add("key", &A::key, "the entry; without it all of them")
        .add("service", &A::service, "ask this service only (files, ldap)")
        .add("split", &A::split, "what separates fields; else : or blanks, by the database")
        .add("fail_key", &A::fail_key, "an entry that is not there is a failure; else it is null");
    return list;
}

Plan Getent::check(const GetentArguments& wanted, const HostView& host, const CallOptions& options) const {
    if (wanted.split && wanted.split->empty()) throw Failure("getent: split is empty");
    const ProcessResult result = host.query(question(wanted));
    const std::string fact = "getent_" + wanted.database;
    Plan plan;
    if (result.ok()) {
        plan.data.set("ansible_facts", Map{{fact, entries_in(result.output, wanted)}});
        return plan;
    }
    if (result.status == no_such_key) {
        const std::string message = "One or more supplied key could not be found in the database.";
        if (!wanted.fail_key) {
            plan.data = {{"ansible_facts", Map{{fact, Map{{wanted.key.value_or(""), Value()}}}}},
                         {"msg", message}};
            return plan;
        }
        if (!options.check_mode) throw Failure(message);
        // An earlier task may be what would make it.
        plan.unknown = message;
        return plan;
    }
    if (result.status == no_such_database) throw Failure("Missing arguments, or database unknown.");
    if (result.status == no_enumeration) throw Failure("Enumeration not supported on this database.");
    throw Failure(fmt::format("getent failed (status {}): {}", result.status, trimmed(result.error)));
}

}  // namespace modules

#include "modules/mysql/Privileges.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/mysql/PrivilegeReader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::mysql {

namespace {

bool is_routine(const std::string& target) {
    return target.starts_with("FUNCTION ") || target.starts_with("PROCEDURE ");
}

std::set<std::string> privileges_in(const std::string& text, const std::string& target) {
    PrivilegeReader reader(text);
    std::set<std::string> found = reader.privileges();
    if (!reader.at_end()) throw Failure(fmt::format("expected \",\" before \"{}\"", reader.rest()));
    // The server never says ALL of a routine.
    if (is_routine(target) && found.erase("ALL") > 0) found.insert({"ALTER ROUTINE", "EXECUTE"});
    if (!found.contains("ALL")) return found;
    // All includes each of the others, only not the right to pass them on.
    return found.contains("GRANT") ? std::set<std::string>{"ALL", "GRANT"} : std::set<std::string>{"ALL"};
}

std::string target_in(const std::string& text) {
    PrivilegeReader reader(text);
    std::string target = reader.target();
    if (!reader.at_end()) throw Failure(fmt::format("expected \":\" before \"{}\"", reader.rest()));
    return target;
}

/// The text cut at each `separator` that stands outside of quotes.
std::vector<std::string> cut(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    char quote = '\0';
    for (const char character : text) {
        if (quote != '\0') {
            if (character == quote) quote = '\0';
        } else if (character == '`' || character == '"' || character == '\'') {
            quote = character;
        } else if (character == separator) {
            parts.emplace_back();
            continue;
        }
        parts.back() += character;
    }
    return parts;
}

void add_wanted(const std::string& target, const std::string& privileges, Privileges& into) {
    const std::string canonical = target_in(target);
    into[canonical].merge(privileges_in(privileges, canonical));
}

void add_wanted(const std::string& item, Privileges& into) {
    const std::vector<std::string> parts = cut(item, ':');
    if (parts.size() != 2)
        throw Failure(fmt::format("expected database.table:PRIVILEGE,PRIVILEGE, found \"{}\"", item));
    add_wanted(parts[0], parts[1], into);
}

std::string privilege_text(const Value& value) {
    if (value.is_text()) return value.as_text();
    if (!value.is_list()) throw Failure(fmt::format("expected text, found {}", kind_name(value.kind())));
    std::vector<std::string> words;
    for (const Value& word : value.as_list())
        words.push_back(word.as_text());
    return fmt::format("{}", fmt::join(words, ","));
}

std::set<std::string> difference(const std::set<std::string>& left, const std::set<std::string>& right) {
    std::set<std::string> rest;
    std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                        std::inserter(rest, rest.end()));
    return rest;
}

/// What goes between GRANT or REVOKE and ON; `option` aside, which GRANT writes elsewhere.
std::string written(const std::set<std::string>& privileges) {
    std::vector<std::string> words;
    for (const std::string& privilege : privileges)
        if (privilege != "GRANT") words.push_back(privilege == "ALL" ? "ALL PRIVILEGES" : privilege);
    return words.empty() ? "USAGE" : fmt::format("{}", fmt::join(words, ", "));
}

std::string grant(const std::set<std::string>& privileges, const std::string& target,
                  const std::string& account) {
    return fmt::format("GRANT {} ON {} TO {}{}", written(privileges), target, account,
                       privileges.contains("GRANT") ? " WITH GRANT OPTION" : "");
}

void add_revocation(const std::set<std::string>& privileges, const std::string& target,
                    const std::string& account, std::vector<std::string>& statements) {
    // Together they are another statement: REVOKE ALL PRIVILEGES, GRANT OPTION takes no target.
    if (privileges.contains("GRANT"))
        statements.push_back(fmt::format("REVOKE GRANT OPTION ON {} FROM {}", target, account));
    if (privileges.size() > (privileges.contains("GRANT") ? 1U : 0U))
        statements.push_back(fmt::format("REVOKE {} ON {} FROM {}", written(privileges), target, account));
}

void add_target(const std::set<std::string>& present, const std::set<std::string>& wanted, Others others,
                const std::string& target, const std::string& account, std::vector<std::string>& statements) {
    std::set<std::string> missing = difference(wanted, present);
    if (present.contains("ALL") && (wanted.contains("ALL") || others == Others::kept))
        std::erase_if(missing, [](const std::string& privilege) { return privilege != "GRANT"; });
    std::set<std::string> surplus =
        others == Others::kept ? std::set<std::string>{} : difference(present, wanted);
    if (wanted.contains("ALL"))
        std::erase_if(surplus, [](const std::string& privilege) { return privilege != "GRANT"; });
    if (surplus.contains("ALL")) {
        // Taking all takes also what shall stay: so that comes after it, and everywhere else before it,
        // without a gap.
        add_revocation(surplus, target, account, statements);
        surplus.clear();
        missing = wanted;
    }
    if (!missing.empty()) statements.push_back(grant(missing, target, account));
    if (!surplus.empty()) add_revocation(surplus, target, account, statements);
}

}  // namespace

Privileges wanted_privileges(const Value& priv) {
    Privileges wanted;
    try {
        if (priv.is_map()) {
            for (const std::string& target : priv.keys())
                add_wanted(target, privilege_text(priv.get(target).value_or(Value())), wanted);
        } else if (priv.is_text()) {
            for (const std::string& item : cut(priv.as_text(), '/'))
                add_wanted(item, wanted);
        } else {
            throw Failure(fmt::format("expected text or a mapping, found {}", kind_name(priv.kind())));
        }
    } catch (const Failure& failure) {
        throw Failure(
            fmt::format("argument \"priv\": {}. It is written database.table:PRIVILEGE,PRIVILEGE with a "
                        "/ before the next database, or as a mapping",
                        failure.what()));
    }
    wanted["*.*"];
    return wanted;
}

void add_granted(std::string_view line, Privileges& privileges) {
    PrivilegeReader reader(line);
    if (!reader.word("GRANT") || reader.word("PROXY")) return;
    if (reader.at_quote()) return;  // GRANT `role` TO …
    std::set<std::string> found = reader.privileges();
    if (!reader.word("ON")) return;
    const std::string target = reader.target();
    if (line.find(" WITH GRANT OPTION") != std::string_view::npos) found.insert("GRANT");
    privileges[target].merge(found);
}

std::vector<std::string> statements_for(const Privileges& present, const Privileges& wanted,
                                        const std::string& account, Others others) {
    std::vector<std::string> statements;
    for (const auto& [target, privileges] : wanted) {
        const auto found = present.find(target);
        add_target(found != present.end() ? found->second : std::set<std::string>{}, privileges, others,
                   target, account, statements);
    }
    if (others == Others::kept) return statements;
    for (const auto& [target, privileges] : present)
        if (!wanted.contains(target)) add_revocation(privileges, target, account, statements);
    return statements;
}

std::string listed(const std::set<std::string>& privileges) {
    return privileges.empty() ? "USAGE" : fmt::format("{}", fmt::join(privileges, ", "));
}

}  // namespace modules::mysql

#include "modules/mysql/AccountPlan.hpp"

#include "modules/mysql/Capitals.hpp"
#include "modules/mysql/Sql.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace modules::mysql {

namespace {

std::string checked_hash(const std::string& hash) {
    constexpr std::size_t length = 41;
    const bool fits = hash.size() == length && hash.front() == '*' &&
                      std::all_of(hash.begin() + 1, hash.end(),
                                  [](unsigned char character) { return std::isxdigit(character) != 0; });
    if (!fits && !hash.empty())
        throw Failure("argument \"password\": with \"encrypted\" it is the hash that mysql_native_password "
                      "keeps: * and "
                      "40 hexadecimal digits");
    return in_capitals(hash);
}

std::optional<WantedLogin> wanted_login(const MysqlUserArguments& wanted) {
    if (wanted.password)
        return WantedLogin{.hash = wanted.encrypted ? checked_hash(wanted.password->characters)
                                                    : native_password_hash(wanted.password->characters)};
    if (!wanted.plugin) return std::nullopt;
    WantedLogin login{.plugin = *wanted.plugin, .alone = true};
    if (wanted.plugin_hash_string) login.hash = wanted.plugin_hash_string->characters;
    if (!wanted.plugin_auth_string) return login;
    if (login.plugin == native_password) {
        login.hash = native_password_hash(wanted.plugin_auth_string->characters);
    } else {
        login.text = wanted.plugin_auth_string->characters;
    }
    return login;
}

std::optional<TlsRequirements> wanted_tls(const std::optional<Map>& asked) {
    if (!asked) return std::nullopt;
    TlsRequirements wanted;
    for (const auto& [written, value] : *asked) {
        const std::string word = in_capitals(written);
        constexpr std::array known{"SSL", "X509", "SUBJECT", "ISSUER", "CIPHER"};
        if (std::find(known.begin(), known.end(), word) == known.end())
            throw Failure(
                fmt::format("argument \"tls_requires\": unknown requirement \"{}\"; expected SSL, X509, "
                            "SUBJECT, ISSUER or CIPHER",
                            written));
        wanted[word] = value.is_text() && word != "SSL" && word != "X509" ? value.as_text() : "";
    }
    if (wanted.size() > 1 && (wanted.contains("SSL") || wanted.contains("X509")))
        throw Failure("argument \"tls_requires\": SSL and X509 each stand alone");
    return wanted;
}

ResourceLimits wanted_limits(const std::optional<Map>& asked) {
    ResourceLimits wanted;
    if (!asked) return wanted;
    for (const auto& [written, value] : *asked) {
        const std::string word = in_capitals(written);
        constexpr std::array known{"MAX_QUERIES_PER_HOUR", "MAX_UPDATES_PER_HOUR", "MAX_CONNECTIONS_PER_HOUR",
                                   "MAX_USER_CONNECTIONS"};
        if (std::find(known.begin(), known.end(), word) == known.end())
            throw Failure(
                fmt::format("argument \"resource_limits\": unknown limit \"{}\"; expected one of {}", written,
                            fmt::join(known, ", ")));
        const std::optional<std::int64_t> number =
            value.is_integer() ? value.as_integer()
                               : (value.is_text() ? whole_number(value.as_text()) : std::nullopt);
        if (!number) throw Failure(fmt::format("argument \"resource_limits\": {} must be a number", written));
        wanted[word] = *number;
    }
    return wanted;
}

std::string written(const TlsRequirements& tls) {
    if (tls.empty()) return "NONE";
    std::vector<std::string> words;
    for (const auto& [word, value] : tls)
        words.push_back(word == "SSL" || word == "X509" ? word : word + ' ' + quoted_text(value));
    return fmt::format("{}", fmt::join(words, " AND "));
}

}  // namespace

void AccountPlan::Edit::differ(const std::string& what, Value was, Value is) {
    before.set(what, std::move(was));
    after.set(what, std::move(is));
}

AccountPlan::AccountPlan(const MysqlUserArguments& wanted, Client client)
    : wanted_(wanted), client_(std::move(client)), login_(wanted_login(wanted)),
      tls_(wanted_tls(wanted.tls_requires)), limits_(wanted_limits(wanted.resource_limits)) {
    if (wanted.priv) privileges_ = wanted_privileges(*wanted.priv);
}

Plan AccountPlan::plan() const {
    const std::vector<Account> present = accounts_named(
        client_, wanted_.name, wanted_.host_all ? std::nullopt : std::optional<std::string>(wanted_.host));
    if (wanted_.state == MysqlUserState::absent) return removal(present);
    Plan plan;
    plan.data = {{"user", wanted_.name}, {"password_changed", false}};
    if (present.empty()) {
        if (wanted_.host_all)
            throw Failure(fmt::format(
                "there is no account of {}, and \"host_all\" makes none: name its \"host\"", wanted_.name));
        add_change(plan, wanted_.host, creation());
        return plan;
    }
    for (const Account& account : present) {
        Edit edit = modification(account);
        if (!edit.statements.empty()) add_change(plan, account.host, std::move(edit));
    }
    if (login_ && login_->text && plan.changes.empty())
        plan.warnings.push_back(
            fmt::format("what {} makes of plugin_auth_string is not known here: whether it differs "
                        "cannot be seen; it is set when the account is made",
                        login_->plugin));
    return plan;
}

AccountPlan::Edit AccountPlan::creation() const {
    Edit edit;
    edit.differ("state", "absent", "present");
    std::string clause = login_ ? identified(*login_, {}) : "";
    edit.password_changed = login_.has_value();
    add_conditions({}, edit, clause);
    edit.statements.push_back(fmt::format("CREATE USER {}{}", account(wanted_.name, wanted_.host), clause));
    add_privileges({}, wanted_.host, edit);
    return edit;
}

bool AccountPlan::login_differs(const Account& present) const {
    if (!login_) return false;
    // As in Ansible: on_create leaves a password that is there, but a plugin is no password.
    if (wanted_.update_password == MysqlPasswordUpdate::on_create && !wanted_.plugin) return false;
    return !satisfied(*login_, present.methods);
}

AccountPlan::Edit AccountPlan::modification(const Account& present) const {
    Edit edit;
    std::string clause;
    if (login_differs(present)) {
        clause = identified(*login_, present.methods);
        edit.password_changed = true;
        edit.differ("login", "by other means or with another password",
                    "by " + login_->plugin + " as asked for");
    }
    add_conditions(present, edit, clause);
    if (!clause.empty())
        edit.statements.push_back(
            fmt::format("ALTER USER {}{}", account(wanted_.name, present.host), clause));
    if (privileges_) add_privileges(privileges_of(client_, wanted_.name, present.host), present.host, edit);
    return edit;
}

void AccountPlan::add_conditions(const Account& present, Edit& edit, std::string& clause) const {
    if (tls_ && *tls_ != present.tls) {
        edit.differ("requires", written(present.tls), written(*tls_));
        clause += " REQUIRE " + written(*tls_);
    }
    std::string limits;
    for (const auto& [word, number] : limits_) {
        const auto found = present.limits.find(word);
        const std::int64_t now = found != present.limits.end() ? found->second : 0;
        if (now == number) continue;
        edit.differ(word, now, number);
        limits += fmt::format(" {} {}", word, number);
    }
    if (!limits.empty()) clause += " WITH" + limits;
}

void AccountPlan::add_privileges(const Privileges& present, const std::string& host, Edit& edit) const {
    if (!privileges_) return;
    const Others others = wanted_.append_privs ? Others::kept : Others::revoked;
    const std::vector<std::string> statements =
        statements_for(present, *privileges_, account(wanted_.name, host), others);
    if (statements.empty()) return;
    edit.statements.insert(edit.statements.end(), statements.begin(), statements.end());
    Privileges after = *privileges_;
    for (const auto& [target, privileges] : present) {
        // Where others are kept, what is granted comes on top.
        std::set<std::string>& into = after[target];
        if (others == Others::kept) into.insert(privileges.begin(), privileges.end());
        if (into.contains("ALL"))
            std::erase_if(into, [](const std::string& one) { return one != "ALL" && one != "GRANT"; });
    }
    for (const auto& [target, privileges] : after) {
        const auto found = present.find(target);
        const std::set<std::string> now = found != present.end() ? found->second : std::set<std::string>{};
        if (now != privileges) edit.differ("on " + target, listed(now), listed(privileges));
    }
}

void AccountPlan::add_change(Plan& plan, const std::string& host, Edit edit) const {
    std::string sql = wanted_.sql_log_bin ? "" : "SET SESSION sql_log_bin=0;\n";
    for (const std::string& statement : edit.statements)
        sql += statement + ";\n";
    plan.change(
        {fmt::format("user {}@{}", wanted_.name, host), std::move(edit.before), std::move(edit.after)},
        [client = client_, sql, changed = edit.password_changed](HostControl& control) {
            client.change(control, sql, Statement::holds_secrets);
            Outcome outcome;
            if (changed) outcome.data.set("password_changed", true);
            return outcome;
        });
}

Plan AccountPlan::removal(const std::vector<Account>& present) const {
    Plan plan;
    plan.data = {{"user", wanted_.name}, {"password_changed", false}};
    for (const Account& found : present) {
        Edit edit;
        edit.differ("state", "present", "absent");
        edit.statements.push_back("DROP USER " + account(wanted_.name, found.host));
        add_change(plan, found.host, std::move(edit));
    }
    return plan;
}

}  // namespace modules::mysql

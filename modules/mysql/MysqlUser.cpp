#include "modules/mysql/MysqlUser.hpp"

#include "modules/mysql/AccountPlan.hpp"
#include "modules/mysql/Client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace modules {

namespace {

using namespace mysql;

void require_sense(const MysqlUserArguments& wanted) {
    const auto refuse = [](const char* message) { throw Failure(message); };
    if (wanted.plugin && wanted.password)
        refuse("\"password\" and \"plugin\" cannot both be given; a plugin takes plugin_hash_string or "
               "plugin_auth_string");
    if (!wanted.plugin && (wanted.plugin_hash_string || wanted.plugin_auth_string))
        refuse("\"plugin_hash_string\" and \"plugin_auth_string\" say something of a \"plugin\", which is "
               "missing");
    if (wanted.plugin_hash_string && wanted.plugin_auth_string)
        refuse("\"plugin_hash_string\" and \"plugin_auth_string\" cannot both be given");
}

/// The client, as root without a password where that is asked for and works.
Client client_for(const MysqlUserArguments& wanted, const HostView& host) {
    if (!wanted.check_implicit_admin) return {wanted, host};
    Login implicit = wanted;
    implicit.login_user = "root";
    implicit.login_password = SecretText{};
    try {
        Client client(implicit, host);
        static_cast<void>(client.look("SHOW GRANTS;\n"));
        return client;
    } catch (const ServerUnreachable&) {
        throw;
    } catch (const ServerError&) {
        return {wanted, host};
    }
}

}  // namespace

ArgumentList<MysqlUserArguments> MysqlUser::table() const {
    using A = MysqlUserArguments;
    ArgumentList<A> list;
    list.add("name", &A::name, "the account's user", {.need = Need::required, .aliases = {"user"}})
        .add("host", &A::host, "from where the user comes: a host, an address, % for any")
        .add("host_all", &A::host_all, "every account of that name, wherever it comes from")
        .add("password", &A::password, "the password; only its hash is sent")
        .add("encrypted", &A::encrypted, "the password is a hash: * and 40 hexadecimal digits")
        .add("plugin", &A::plugin, "what lets the user in instead of a password: unix_socket, ed25519, …")
        .add("plugin_hash_string", &A::plugin_hash_string, "what the plugin compares with")
        .add("plugin_auth_string", &A::plugin_auth_string, "what the plugin is to make that of")
        .add("priv", &A::priv,
             "what the account may: db.table:PRIVILEGE,PRIVILEGE with a / before the next, or a mapping")
        .add("append_privs", &A::append_privs, "leave what the account may beyond priv")
        .add("tls_requires", &A::tls_requires,
             "what a connection must show: SSL, X509, or SUBJECT, ISSUER and CIPHER; an empty mapping: "
             "nothing")
        .add("resource_limits", &A::resource_limits,
             "MAX_QUERIES_PER_HOUR, MAX_UPDATES_PER_HOUR, MAX_CONNECTIONS_PER_HOUR, MAX_USER_CONNECTIONS")
        .add("state", &A::state, "whether the account is to be there")
        .add("update_password", &A::update_password,
             "whether the password of an account that is there is set")
        .add("sql_log_bin", &A::sql_log_bin, "whether the change goes into the binary log")
        .add("check_implicit_admin", &A::check_implicit_admin, "try root without a password first")
        .add("column_case_sensitive", &A::column_case_sensitive,
             "accepted; columns are compared without regard to case, as servers do");
    add_login(list);
    return list;
}

Plan MysqlUser::check(const MysqlUserArguments& arguments, const HostView& host,
                      const CallOptions& options) const {
    require_sense(arguments);
    MysqlUserArguments wanted = arguments;
    std::transform(wanted.host.begin(), wanted.host.end(), wanted.host.begin(),
                   [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
    try {
        return AccountPlan(wanted, client_for(wanted, host)).plan();
    } catch (const ServerUnreachable& reason) {
        return plan_without_server(reason, options);
    }
}

}  // namespace modules

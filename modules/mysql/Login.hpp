#pragma once

#include "modules/module/TypedModule.hpp"

#include <optional>
#include <string>

namespace modules {
class HostView;
}

namespace modules::mysql {

/// How a module comes to a server: the arguments that all of them share, named as in Ansible's collection.
struct Login {
    std::optional<std::string> login_user = {};
    std::optional<SecretText> login_password = {};
    std::string login_host = "localhost";
    std::int64_t login_port = 3306;
    std::optional<std::string> login_unix_socket = {};
    std::int64_t connect_timeout = 30;
    std::string config_file = "~/.my.cnf";
    std::optional<std::string> ca_cert = {};
    std::optional<std::string> client_cert = {};
    std::optional<std::string> client_key = {};
    std::optional<bool> check_hostname = {};
};

/// The rows of these arguments in a module's table.
template <class Arguments>
void add_login(ArgumentList<Arguments>& list) {
    const auto row = [&list]<class Type>(const char* name, Type Login::*member, const char* help,
                                         ArgumentExtras extras = {}) {
        list.add(name, static_cast<Type Arguments::*>(member), help, std::move(extras));
    };
    row("login_user", &Login::login_user, "the server's account to log in with; else the agent's own name");
    row("login_password", &Login::login_password, "its password");
    row("login_host", &Login::login_host, "the server's host; localhost means its socket");
    row("login_port", &Login::login_port, "the port of a server that is not localhost");
    row("login_unix_socket", &Login::login_unix_socket, "the socket of a server on this host",
        {.path = true});
    row("connect_timeout", &Login::connect_timeout, "how long connecting may take, in seconds");
    row("config_file", &Login::config_file,
        "an option file of the host with user and password, if it is there; empty: none", {.path = true});
    row("ca_cert", &Login::ca_cert, "whose certificates to believe", {.aliases = {"ssl_ca"}, .path = true});
    row("client_cert", &Login::client_cert, "the certificate to show",
        {.aliases = {"ssl_cert"}, .path = true});
    row("client_key", &Login::client_key, "its key", {.aliases = {"ssl_key"}, .path = true});
    row("check_hostname", &Login::check_hostname, "whether the server's certificate must name its host");
}

/// The option file for the client programs, passwords included. It is never written: a program reads it from
/// Command::secret_path. https://mariadb.com/kb/en/configuring-mariadb-with-option-files/
std::string option_file(const Login& login, const HostView& host);

/// Where the server is looked for, for messages: "the socket /run/x", "db1:3306".
std::string place_of(const Login& login);

}  // namespace modules::mysql

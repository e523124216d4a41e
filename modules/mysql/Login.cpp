#include "modules/mysql/Login.hpp"

#include "modules/module/Expansion.hpp"
#include "modules/system/HostView.hpp"

#include <fmt/format.h>

namespace modules::mysql {

namespace {

/// A value in double quotes, in which a # begins no comment and blanks stay.
std::string option_value(const std::string& text) {
    std::string out = "\"";
    for (const char character : text) {
        if (character == '\n') {
            out += "\\n";
            continue;
        }
        if (character == '"' || character == '\\') out += '\\';
        out += character;
    }
    return out + '"';
}

bool is_local(const Login& login) {
    return login.login_host.empty() || login.login_host == "localhost";
}

}  // namespace

std::string option_file(const Login& login, const HostView& host) {
    std::string text;
    const std::string file = expanded(login.config_file, host);
    if (!file.empty() && host.exists(file)) text += fmt::format("!include {}\n", file);
    text += "[client]\n";
    const auto option = [&text](const char* name, const std::string& value) {
        text += fmt::format("{}={}\n", name, option_value(value));
    };
    const auto option_if = [&option](const char* name, const std::optional<std::string>& value) {
        if (value) option(name, *value);
    };
    // loose: of the programs that read this file some do not know it.
    option("loose-connect-timeout", std::to_string(login.connect_timeout));
    option_if("user", login.login_user);
    if (login.login_password) option("password", login.login_password->characters);
    if (login.login_unix_socket) {
        option("socket", *login.login_unix_socket);
        option("protocol", "socket");
    } else if (!is_local(login)) {
        option("host", login.login_host);
        option("port", std::to_string(login.login_port));
        option("protocol", "tcp");
    }
    option_if("ssl-ca", login.ca_cert);
    option_if("ssl-cert", login.client_cert);
    option_if("ssl-key", login.client_key);
    if (login.check_hostname) option("ssl-verify-server-cert", *login.check_hostname ? "1" : "0");
    return text;
}

std::string place_of(const Login& login) {
    if (login.login_unix_socket) return "the socket " + *login.login_unix_socket;
    if (is_local(login)) return "its usual socket";
    return fmt::format("{}:{}", login.login_host, login.login_port);
}

}  // namespace modules::mysql

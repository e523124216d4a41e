#include "modules/mysql/Login.hpp"

#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::mysql;

TEST_CASE("without a word of a login the client finds its socket and the user's option file") {
    FakeHost host;
    CHECK(option_file({}, host) == "[client]\nloose-connect-timeout=\"30\"\n");
    host.add_file("/root/.my.cnf", "[client]\nuser=root\n");
    CHECK(option_file({}, host) == "!include /root/.my.cnf\n[client]\nloose-connect-timeout=\"30\"\n");
    CHECK(option_file({.config_file = ""}, host) == "[client]\nloose-connect-timeout=\"30\"\n");
}

TEST_CASE("a password may hold what means something in an option file") {
    const FakeHost host;
    CHECK(option_file({.login_user = "root", .login_password = SecretText{"a\"b\\c #d\ne"}}, host) ==
          "[client]\nloose-connect-timeout=\"30\"\nuser=\"root\"\npassword=\"a\\\"b\\\\c #d\\ne\"\n");
}

TEST_CASE("a socket, or a host and a port, says how to come to the server") {
    const FakeHost host;
    const Login by_socket{.login_unix_socket = "/run/x"};
    CHECK(option_file(by_socket, host) ==
          "[client]\nloose-connect-timeout=\"30\"\nsocket=\"/run/x\"\nprotocol=\"socket\"\n");
    CHECK(place_of(by_socket) == "the socket /run/x");
    const Login by_network{.login_host = "db1", .ca_cert = "/ca.pem", .check_hostname = true};
    CHECK(option_file(by_network, host) == "[client]\nloose-connect-timeout=\"30\"\nhost=\"db1\"\nport="
                                           "\"3306\"\nprotocol=\"tcp\"\nssl-ca=\"/ca.pem\"\n"
                                           "ssl-verify-server-cert=\"1\"\n");
    CHECK(place_of(by_network) == "db1:3306");
}

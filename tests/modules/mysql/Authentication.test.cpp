#include "modules/mysql/Authentication.hpp"

#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using namespace modules::mysql;

namespace {

const LoginMethod by_socket{"unix_socket", ""};
// What MariaDB 10.11 keeps of the password "pw".
const std::string hash_of_pw = "*D821809F681A40A6E379B50D0463EFAE20BDD122";

}  // namespace

TEST_CASE("a password's hash is the one that the server keeps") {
    CHECK(native_password_hash("pw") == hash_of_pw);
    CHECK(native_password_hash("").empty());
}

TEST_CASE("the ways into an account are read from its entry, the one before the others too") {
    CHECK(login_methods(from_json(R"({"access":0,"plugin":"unix_socket","authentication_string":""})")) ==
          std::vector{by_socket});
    CHECK(login_methods(from_json(R"({"plugin":"mysql_native_password","authentication_string":"invalid",)"
                                  R"("auth_or":[{"plugin":"unix_socket"},{}]})")) ==
          std::vector{by_socket, LoginMethod{native_password, "invalid"}});
    CHECK(login_methods(from_json(R"({"access":18446744073709551615})")) ==
          std::vector{LoginMethod{native_password, ""}});
}

TEST_CASE("a password is changed without closing the other ways in, a plugin is the only way") {
    const std::vector present{by_socket, LoginMethod{native_password, "invalid"}};
    const WantedLogin password{.hash = hash_of_pw};
    CHECK(!satisfied(password, present));
    CHECK(identified(password, present) ==
          " IDENTIFIED VIA `unix_socket` OR `mysql_native_password` USING '" + hash_of_pw + "'");
    CHECK(satisfied(password, {by_socket, {native_password, hash_of_pw}}));
    CHECK(identified(password, {by_socket}) ==
          " IDENTIFIED VIA `mysql_native_password` USING '" + hash_of_pw + "'");
    const WantedLogin socket{.plugin = "unix_socket", .alone = true};
    CHECK(!satisfied(socket, present));
    CHECK(identified(socket, present) == " IDENTIFIED VIA `unix_socket`");
    CHECK(satisfied(socket, {by_socket}));
}

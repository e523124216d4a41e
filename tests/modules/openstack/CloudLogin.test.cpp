#include "modules/openstack/CloudLogin.hpp"

#include "modules/value/Json.hpp"
#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using openstack::cloud_login;

namespace {

std::string request(const Map& auth) {
    CloudArguments wanted;
    wanted.auth = auth;
    return to_json(cloud_login(wanted, FakeHost()).request, 0, SecretStyle::revealed);
}

std::string mistake(const Map& auth) {
    try {
        return request(auth);
    } catch (const Failure& failure) {
        return failure.what();
    }
}

}  // namespace

TEST_CASE("Who logs in, and for what, is said as Keystone's version 3 wants it") {
    CHECK(
        request({{"auth_url", "http://c"}, {"username", "a"}, {"password", "b"}, {"project_name", "c"}}) ==
        R"({"identity": {"methods": ["password"], "password": {"user": {"name": "a", "domain": {"id": "default"}, )"
        R"("password": "b"}}}, "scope": {"project": {"name": "c", "domain": {"id": "default"}}}})");
    CHECK(request({{"auth_url", "http://c"},
                   {"user_id", "1"},
                   {"password", "b"},
                   {"project_name", "c"},
                   {"project_domain_name", "d"}}) ==
          R"({"identity": {"methods": ["password"], "password": {"user": {"id": "1", "password": "b"}}}, )"
          R"("scope": {"project": {"name": "c", "domain": {"name": "d"}}}})");
    CHECK(
        request({{"auth_url", "http://c"}, {"token", "t"}, {"system_scope", "all"}}) ==
        R"({"identity": {"methods": ["token"], "token": {"id": "t"}}, "scope": {"system": {"all": true}}})");
    CHECK(
        request({{"auth_url", "http://c"}, {"token", "t"}, {"domain_name", "d"}}) ==
        R"({"identity": {"methods": ["token"], "token": {"id": "t"}}, "scope": {"domain": {"name": "d"}}})");
}

TEST_CASE("Keystone's address is the one of its version 3, whatever stands behind it") {
    for (const char* const url :
         {"http://c:5000", "http://c:5000/", "http://c:5000/v3", "http://c:5000/v3//"}) {
        CloudArguments wanted;
        wanted.auth = {{"auth_url", url}, {"token", "t"}, {"system_scope", "all"}};
        CHECK(cloud_login(wanted, FakeHost()).identity_url == "http://c:5000/v3");
    }
}

TEST_CASE("Without auth the environment says who logs in, as the command line's clients have it") {
    FakeHost host;
    host.set_environment("OS_AUTH_URL", "http://c:5000/v3")
        .set_environment("OS_USERNAME", "admin")
        .set_environment("OS_PASSWORD", "word")
        .set_environment("OS_PROJECT_NAME", "admin")
        .set_environment("OS_REGION_NAME", "here");
    const openstack::CloudLogin login = cloud_login({}, host);
    CHECK(login.who == "user admin");
    CHECK(login.region == "here");
    CHECK(login.secrets == std::vector<std::string>{"word"});
}

TEST_CASE("A login that lacks something says what, and which keys there are") {
    const std::string keys =
        "; expected keys: auth_url, username, user_id, password, token, user_domain_name, user_domain_id, "
        "project_name, project_id, project_domain_name, project_domain_id, domain_name, domain_id, "
        "system_scope";
    CHECK(mistake({}) == "argument \"auth\": \"auth_url\" is missing" + keys);
    CHECK(mistake({{"auth_url", "http://c"}}) == "argument \"auth\": \"username\" is missing" + keys);
    CHECK(mistake({{"auth_url", "http://c"}, {"username", "a"}}) ==
          "argument \"auth\": \"password\" is missing" + keys);
    CHECK(mistake({{"auth_url", "http://c"}, {"user_name", "a"}}) ==
          "argument \"auth\": unknown key \"user_name\"; did you mean \"username\"?" + keys);
    CHECK(
        mistake({{"auth_url", "http://c"}, {"token", "t"}}) ==
        "argument \"auth\": it must say for what the token is: project_name (or project_id), domain_name (or "
        "domain_id), or system_scope: all");
    CHECK(mistake({{"auth_url", "http://c"}, {"token", "t"}, {"system_scope", "some"}}) ==
          "argument \"auth\": system_scope: expected \"all\", found \"some\"");
    CHECK(mistake({{"auth_url", "http://c"}, {"password", List{"word"}}}) ==
          "argument \"auth\": password: expected text, found a list");
}

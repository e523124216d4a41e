#include "modules/openstack/OpenstackIdentity.hpp"

#include "modules/value/Json.hpp"
#include "tests/modules/openstack/KeystoneServer.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace modules;

namespace {

const OpenstackIdentity identity;

std::string mistake(std::initializer_list<Map::Entry> own) {
    return mistake_before_asking(identity, own);
}

ModuleResult converged(std::initializer_list<Map::Entry> own) {
    FakeHost host;
    return converges(identity, KeystoneServer::the().arguments(own), host);
}

std::string failure(std::initializer_list<Map::Entry> own) {
    FakeHost host;
    return failure_of(identity, KeystoneServer::the().arguments(own), host);
}

}  // namespace

TEST_CASE("A bad entry is refused with its place and the keys that are expected, before anybody is asked") {
    CHECK(mistake({{"users", List{Map{{"name", "a"}}, Map{{"nme", "glance"}}}}}) ==
          "users[1]: unknown key \"nme\"; did you mean \"name\"?; expected keys: name, domain, password, "
          "email, "
          "description, enabled, default_project, update_password, state");
    CHECK(mistake({{"services", List{Map{{"name", "glance"}}}}}) ==
          "services[0] \"glance\": \"type\" is missing (what it offers: image, compute, …); expected keys: "
          "name, "
          "type, description, enabled, state");
    CHECK(mistake({{"domains", List{"heat"}}}) == "domains[0]: expected a mapping, found text");
    CHECK(mistake({{"projects", List{Map{{"name", "a"}, {"state", "gone"}}}}}) ==
          "projects[0] \"a\": state: expected \"present\" or \"absent\"");
    CHECK(mistake({{"projects", List{Map{{"name", "a"}, {"enabled", "perhaps"}}}}}) ==
          "projects[0] \"a\": enabled: expected a boolean (yes or no), found \"perhaps\"");
    CHECK(mistake({{"users", List{Map{{"name", ""}}}}}) == "users[0]: name: it is empty");
    CHECK(mistake({{"users", List{Map{{"name", "a"}, {"update_password", "never"}}}}}) ==
          "users[0] \"a\": update_password: expected one of always, on_create, found \"never\"");
    CHECK(mistake({{"endpoints", List{Map{{"service", "a"}, {"url", "u"}, {"interface", List{"publc"}}}}}}) ==
          "endpoints[0]: interface: expected one of public, internal, admin, found \"publc\"; did you mean "
          "\"public\"?");
}

TEST_CASE(
    "A Keystone that nobody can reach is no answer in check mode, and a failure that says where otherwise") {
    FakeHost host;
    const std::uint16_t port = free_port();
    const Value arguments = Map{{"auth", Map{{"auth_url", fmt::format("http://127.0.0.1:{}", port)},
                                             {"username", "admin"},
                                             {"password", "word"},
                                             {"project_name", "admin"}}},
                                {"domains", List{Map{{"name", "heat"}}}}};
    const std::string reason =
        fmt::format("POST http://127.0.0.1:{0}/v3/auth/tokens: cannot connect to 127.0.0.1 port {0}: "
                    "Connection refused",
                    port);
    const ModuleResult look = checked(identity, arguments, host);
    CHECK(!look.failure);
    CHECK(!look.changed);
    CHECK(look.unknown == reason);
    CHECK(applied(identity, arguments, host).failure == reason);
}

TEST_CASE("What a service needs is made in one call, as the check said, and is there then", "[.][live]") {
    if (!KeystoneServer::available()) return;
    const std::initializer_list<Map::Entry> whole{
        {"region_name", "regionOne"},
        {"domains", List{Map{{"name", "stacks"}, {"description", "Users of stacks"}}}},
        {"projects", List{Map{{"name", "services"}, {"description", "Of the services"}}}},
        {"roles", List{Map{{"name", "watcher"}}}},
        {"groups", List{Map{{"name", "crew"}}}},
        {"users",
         List{Map{{"name", "glance"},
                  {"password", Value::secret("pass of \"glance\"")},
                  {"email", "glance@example.org"},
                  {"default_project", "services"}},
              Map{{"name", "keeper"}, {"domain", "stacks"}, {"password", Value::secret("keep-out")}}}},
        {"services", List{Map{{"name", "glance"}, {"type", "image"}, {"description", "Images"}}}},
        {"endpoints", List{Map{{"service", "image"}, {"url", "http://127.0.0.1:9292"}}}},
        {"role_assignments",
         List{Map{{"user", "glance"}, {"project", "services"}, {"role", "admin"}},
              Map{{"user", "keeper"}, {"user_domain", "stacks"}, {"domain", "stacks"}, {"role", "admin"}},
              Map{{"group", "crew"}, {"system", "all"}, {"role", "watcher"}},
              Map{{"group", "crew"}, {"domain", "stacks"}, {"role", "reader"}, {"inherited", true}}}}};
    const ModuleResult made = converged(whole);
    CHECK(
        differences(made) ==
        R"(domain stacks: {"state": "absent"} -> {"state": "present", "name": "stacks", "description": "Users of stacks"}
project services: {"state": "absent"} -> {"state": "present", "name": "services", "domain": "default", "description": "Of the services"}
role watcher: {"state": "absent"} -> {"state": "present", "name": "watcher"}
group crew: {"state": "absent"} -> {"state": "present", "name": "crew", "domain": "default"}
user glance: {"state": "absent"} -> {"state": "present", "name": "glance", "domain": "default", "password": "the one asked for", "email": "glance@example.org", "default_project": "services"}
user keeper of domain stacks: {"state": "absent"} -> {"state": "present", "name": "keeper", "domain": "stacks", "password": "the one asked for"}
service glance: {"state": "absent"} -> {"state": "present", "name": "glance", "type": "image", "description": "Images"}
endpoint image public regionOne: {"state": "absent"} -> {"state": "present", "service": "image", "interface": "public", "region": "regionOne", "url": "http://127.0.0.1:9292"}
endpoint image internal regionOne: {"state": "absent"} -> {"state": "present", "service": "image", "interface": "internal", "region": "regionOne", "url": "http://127.0.0.1:9292"}
endpoint image admin regionOne: {"state": "absent"} -> {"state": "present", "service": "image", "interface": "admin", "region": "regionOne", "url": "http://127.0.0.1:9292"}
role admin of user glance in project services: {"state": "absent"} -> {"state": "present"}
role admin of user keeper in domain stacks: {"state": "absent"} -> {"state": "present"}
role watcher of group crew in the system: {"state": "absent"} -> {"state": "present"}
role reader of group crew below domain stacks: {"state": "absent"} -> {"state": "present"}
)");
    CHECK(Value(made.data).get("users")->text_of("glance").size() == 32);
    CHECK(Value(made.data).get("services")->text_of("glance").size() == 32);
    CHECK(!converged(whole).changed);

    // Only what differs is changed.
    const ModuleResult changed = converged(
        {{"users",
          List{Map{{"name", "glance"}, {"password", Value::secret("another")}, {"email", "g@example.org"}}}},
         {"services", List{Map{{"name", "glance"}, {"type", "image"}, {"description", "Images of disks"}}}},
         {"endpoints", List{Map{{"service", "glance"},
                                {"interface", "public"},
                                {"region", "regionOne"},
                                {"url", "http://127.0.0.1:9293"}}}}});
    CHECK(
        differences(changed) ==
        R"(user glance: {"password": "another one", "email": "glance@example.org"} -> {"password": "the one asked for", "email": "g@example.org"}
service glance: {"description": "Images"} -> {"description": "Images of disks"}
endpoint glance public regionOne: {"url": "http://127.0.0.1:9292"} -> {"url": "http://127.0.0.1:9293"}
)");

    // A password that is set at creation only is not tried.
    CHECK(!converged({{"users", List{Map{{"name", "glance"},
                                         {"password", Value::secret("yet another")},
                                         {"update_password", "on_create"}}}}})
               .changed);
    // Nobody can tell the password of one who may not log in.
    CHECK(converged({{"users", List{Map{{"name", "glance"}, {"enabled", false}}}}}).changed);
    CHECK(!converged({{"users", List{Map{{"name", "glance"},
                                         {"enabled", false},
                                         {"password", Value::secret("yet another")}}}}})
               .changed);
    CHECK(
        converged(
            {{"users",
              List{Map{{"name", "glance"}, {"enabled", true}, {"password", Value::secret("yet another")}}}}})
            .changed);

    const ModuleResult gone = converged(
        {{"domains", List{Map{{"name", "stacks"}, {"state", "absent"}}}},
         {"users", List{Map{{"name", "keeper"}, {"domain", "stacks"}, {"state", "absent"}},
                        Map{{"name", "nobody"}, {"domain", "nowhere"}, {"state", "absent"}}}},
         {"services", List{Map{{"name", "glance"}, {"type", "image"}, {"state", "absent"}}}},
         {"endpoints", List{Map{{"service", "image"}, {"region", "regionOne"}, {"state", "absent"}}}},
         {"role_assignments", List{Map{{"user", "keeper"},
                                       {"user_domain", "stacks"},
                                       {"domain", "stacks"},
                                       {"role", "admin"},
                                       {"state", "absent"}}}}});
    CHECK(differences(gone) ==
          R"(role admin of user keeper in domain stacks: {"state": "present"} -> {"state": "absent"}
endpoint image admin regionOne: {"state": "present"} -> {"state": "absent"}
endpoint image internal regionOne: {"state": "present"} -> {"state": "absent"}
endpoint image public regionOne: {"state": "present"} -> {"state": "absent"}
service glance: {"state": "present"} -> {"state": "absent"}
user keeper of domain stacks: {"state": "present"} -> {"state": "absent"}
domain stacks: {"state": "present"} -> {"state": "absent"}
)");
}

TEST_CASE("Keystone's refusals say what was asked of whom, why not, and never a password", "[.][live]") {
    if (!KeystoneServer::available()) return;
    const KeystoneServer& server = KeystoneServer::the();
    Map wrong = server.auth();
    wrong.set("password", Value::secret("the-wrong-one"));
    const std::string refused = failure({{"auth", wrong}});
    CHECK_THAT(refused,
               Catch::StartsWith("Keystone at " + server.url() +
                                 "/v3 gives user admin no token: 401 UNAUTHORIZED: The request you have "
                                 "made requires authentication. (request req-"));

    FakeHost host;
    const std::string long_name(300, 'x');
    const ModuleResult failed = applied(
        identity, server.arguments({{"users", List{Map{{"name", long_name}, {"password", "hush-hush"}}}}}),
        host);
    CHECK_THAT(failed.failure.value_or(""),
               Catch::StartsWith("POST " + server.url() +
                                 "/v3/users: 400 BAD REQUEST: Invalid input for field 'name'") &&
                   Catch::Contains("(request req-") && !Catch::Contains("hush"));
}

TEST_CASE("What refers to nothing is a failure with its place, and in check mode no answer", "[.][live]") {
    if (!KeystoneServer::available()) return;
    const Value arguments = KeystoneServer::the().arguments(
        {{"role_assignments", List{Map{{"user", "admin"}, {"role", "pilot"}, {"project", "admin"}}}}});
    FakeHost host;
    const std::string reason = "role_assignments[0]: there is no role \"pilot\", and this task declares none";
    CHECK(checked(identity, arguments, host).unknown == reason);
    CHECK(applied(identity, arguments, host).failure == reason);

    CHECK(failure({{"roles", List{Map{{"name", "a"}}, Map{{"name", "b"}}, Map{{"name", "a"}}}}}) ==
          "roles[2] \"a\": that is roles[0] \"a\" again");
    CHECK(failure({{"projects", List{Map{{"name", "a"}, {"domain", "d"}}}},
                   {"domains", List{Map{{"name", "d"}, {"state", "absent"}}}}}) ==
          "projects[0] \"a\": domain \"d\" is to be absent by the same task");
    CHECK(failure({{"role_assignments",
                    List{Map{{"user", "admin"}, {"role", "admin"}, {"project", "admin"}},
                         Map{{"user", "admin"}, {"role", "admin"}, {"project", "admin"}}}}}) ==
          "role_assignments[1]: the role admin of user admin in project admin is declared twice");
}

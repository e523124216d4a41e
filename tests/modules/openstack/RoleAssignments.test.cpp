#include "modules/openstack/RoleAssignments.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using openstack::read_role_assignments;

namespace {

std::string mistake(const Map& entry) {
    try {
        read_role_assignments({entry});
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "no mistake";
}

}  // namespace

TEST_CASE("A role assignment says who has which role where, each once") {
    CHECK(mistake({{"role", "admin"}, {"user", "a"}, {"project", "p"}}) == "no mistake");
    CHECK(mistake({{"role", "admin"}, {"group", "a"}, {"system", "all"}}) == "no mistake");
    CHECK(mistake({{"role", "admin"}, {"project", "p"}}) ==
          "role_assignments[0]: it must say who has the role: a user or a group");
    CHECK(mistake({{"role", "admin"}, {"user", "a"}, {"group", "b"}, {"project", "p"}}) ==
          "role_assignments[0]: it must say who has the role: a user or a group");
    CHECK(mistake({{"role", "admin"}, {"user", "a"}, {"project", "p"}, {"domain", "d"}}) ==
          "role_assignments[0]: it must say where the role holds: a project, a domain, or system: all");
    CHECK(mistake({{"role", "admin"}, {"user", "a"}, {"system", "all"}, {"inherited", true}}) ==
          "role_assignments[0]: nothing is inherited from the whole system");
    CHECK(mistake({{"role", "admin"}, {"user", "a"}, {"system", "some"}}) ==
          "role_assignments[0]: system: expected all, found \"some\"");
}

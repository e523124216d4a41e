#include "modules/openstack/Migrations.hpp"

#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;
using openstack::newest_revisions;

namespace {

using Revisions = std::set<std::string>;

std::string revision(const std::string& own, const std::string& rest) {
    return "\"\"\"What it does\n\nRevises: nothing = 'that counts'\n\"\"\"\nrevision = '" + own + "'\n" +
           rest + "\n\n\ndef upgrade():\n    revision = 'of no account'\n";
}

}  // namespace

TEST_CASE("The newest of Alembic's revisions are those that no other comes after or depends on") {
    FakeHost host;
    host.add_file("/m/env.py", "")
        .add_file("/m/versions/first.py", revision("first", "down_revision = None"))
        .add_file("/m/versions/second.py",
                  revision("second", "down_revision = \"first\"\ndepends_on = None"));
    CHECK(newest_revisions(host, "/m") == Revisions{"second"});

    // Two branches, one in folders; types said, and a merge.
    host.add_file("/m/versions/yoga/expand/e1.py", revision("e1", "down_revision: str = 'second'"))
        .add_file("/m/versions/yoga/contract/c1.py", revision("c1", "down_revision = 'second'"))
        .add_file("/m/versions/yoga/contract/CONTRACT_HEAD", "c0\n");
    CHECK(newest_revisions(host, "/m") == Revisions{"c1", "e1"});
    host.add_file("/m/versions/c2.py", revision("c2", "down_revision = 'c1'\ndepends_on = ('e1',)"));
    CHECK(newest_revisions(host, "/m") == Revisions{"c2"});
    host.add_file("/m/versions/merge.py", revision("all", "down_revision = (\n    'c2',\n    'e1',\n)"));
    CHECK(newest_revisions(host, "/m") == Revisions{"all"});
}

TEST_CASE("The newest of numbered migrations is the highest number, as the database says it") {
    FakeHost host;
    host.add_file("/m/versions/073_newton.py", "")
        .add_file("/m/versions/086_more.py", "")
        .add_file("/m/versions/0100.txt", "")
        .add_file("/m/versions/__init__.py", "");
    CHECK(newest_revisions(host, "/m") == Revisions{"86"});
}

TEST_CASE("A directory that is not there is no answer, and one without migrations a mistake") {
    FakeHost host;
    host.add_directory("/m");
    CHECK(newest_revisions(host, "/nowhere") == std::nullopt);
    CHECK_THROWS_WITH(newest_revisions(host, "/m"),
                      "/m holds no migrations: expected an env.py and revisions of Alembic in versions/, or "
                      "numbered ones (001_name.py)");
}

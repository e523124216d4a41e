#include "interpreter/source/Diagnostic.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

std::string near(std::string_view word, const std::vector<std::string>& candidates) {
    return closest(word, candidates).value_or("-");
}

}  // namespace

TEST_CASE("a slip of the fingers finds the word that was meant") {
    const std::vector<std::string> keywords{"become",   "hosts", "name", "notify",
                                            "register", "roles", "tags", "when"};
    CHECK(near("hots", keywords) == "hosts");
    CHECK(near("hsots", keywords) == "hosts");
    CHECK(near("regsiter", keywords) == "register");
    CHECK(near("Name", keywords) == "name");
    CHECK(near("tag", keywords) == "tags");
    CHECK(near("whne", keywords) == "when");
    CHECK(near("role", keywords) == "roles");
}

TEST_CASE("another word is not taken for a slip") {
    const std::vector<std::string> keywords{"become",   "hosts", "name", "notify",
                                            "register", "roles", "tags", "when"};
    CHECK(near("strategy", keywords) == "-");
    CHECK(near("to", keywords) == "-");
    CHECK(near("x", keywords) == "-");
    CHECK(near("", keywords) == "-");
    CHECK(near("galera", {"mysql"}) == "-");
}

TEST_CASE("the nearest of several is offered, and one that begins alike before another") {
    CHECK(near("web3", {"web10", "web30", "web2"}) == "web30");
    CHECK(near("cat", {"bat", "cut"}) == "cut");
    CHECK(near("si", {"is", "so"}) == "so");
}

TEST_CASE("a word is no slip of itself") {
    CHECK(near("hosts", {"hosts"}) == "-");
    CHECK(did_you_mean("hots", std::vector<std::string>{"hosts"}) == "did you mean 'hosts'?");
    CHECK(did_you_mean("xyz", std::vector<std::string>{"hosts"}).empty());
}

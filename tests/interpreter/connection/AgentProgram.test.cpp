#include "interpreter/connection/AgentProgram.hpp"
#include "modules/system/Digest.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

TEST_CASE("the carried agent goes by the digest of its bytes") {
    const AgentProgram& agent = carried_agent();
    CHECK(agent.binary.starts_with("\x7f" "ELF"));
    CHECK(agent.place.hash == modules::digest_of(modules::DigestKind::sha256, agent.binary));
}

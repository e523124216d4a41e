#include "interpreter/report/SecretMask.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

TEST_CASE("A known secret is hidden wherever it stands") {
    SecretMask mask;
    mask.learn(Map{{"deep", List{Value::secret("hunter22")}}});
    CHECK(mask.masked("user:hunter22@db, hunter22") == "user:********@db, ********");
}

TEST_CASE("A secret inside a longer one leaves nothing of the longer one visible") {
    SecretMask mask;
    mask.learn(Value::secret("abcdef"));
    mask.learn(Value::secret("abcdefghij"));
    CHECK(mask.masked("x abcdefghij y") == "x ******** y");
}

TEST_CASE("Secrets shorter than six characters are not masked by value") {
    SecretMask mask;
    mask.learn(Value::secret("root"));
    CHECK(mask.masked("root@controller1") == "root@controller1");
}

TEST_CASE("A secret of several lines is hidden in JSON too, where it looks otherwise") {
    SecretMask mask;
    mask.learn(Value::secret("-----BEGIN\n\"key\"\n"));
    CHECK(mask.masked("{\"key\": \"-----BEGIN\\n\\\"key\\\"\\n\"}") == "{\"key\": \"********\"}");
    CHECK(mask.masked("-----BEGIN\n\"key\"\n") == "********");
    CHECK(mask.masked("-----BEGIN\n") == "********\n");
}

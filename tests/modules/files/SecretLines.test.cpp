#include "modules/files/SecretLines.hpp"

#include "modules/value/Value.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const std::string dots(masked_secret);

const std::string content = "# by understudy\n[DEFAULT]\nreport_interval = 10\ntransport_url = rabbit://new\n[database]\n"
                            "connection = mysql://same\n";
const std::string shown = "# by understudy\n[DEFAULT]\nreport_interval = 10\ntransport_url = rabbit://" + dots +
                          "\n[database]\nconnection = " + dots + "\n";

std::string without_secrets(const std::string& other) { return SecretLines(content, shown).without_secrets(other); }

}  // namespace

TEST_CASE("What did not change is shown as the new content is") { CHECK(without_secrets(content) == shown); }

TEST_CASE("A setting is shown where it is plain in the new content, and named where it is a secret there") {
    CHECK(without_secrets("# by understudy\n[DEFAULT]\nreport_interval = 11\ntransport_url = rabbit://old\n[database]\n"
                          "connection = mysql://same\n") ==
          "# by understudy\n[DEFAULT]\nreport_interval = 11\ntransport_url = (another secret)\n[database]\nconnection = " +
              dots + "\n");
}

TEST_CASE("Of a line that the new content does not know nothing is shown") {
    CHECK(without_secrets("[api_database]\nconnection = mysql://old\n  token: old\nrequirepass old\n") ==
          "(not shown)\n  (not shown)\n(not shown)\n");
    // The same name in another section is another setting.
    CHECK(without_secrets("[database]\nreport_interval = old") == "[database]\n(not shown)");
    CHECK(without_secrets("").empty());
}

TEST_CASE("A secret of many lines is one piece") {
    const SecretLines key("begin\nAAAA\nBBBB==\nend\n", "begin\n" + dots + "\nend\n");
    CHECK(key.without_secrets("begin\nAAAA\nBBBB==\nend\n") == "begin\n" + dots + "\nend\n");
    CHECK(key.without_secrets("begin\nCCCC\nDDDD==\nend\n") == "begin\n(not shown)\nend\n");
}

TEST_CASE("A name that is a secret once is one wherever it stands in its section") {
    const SecretLines lines("key = plain\nkey = hidden\n", "key = plain\nkey = " + dots + "\n");
    CHECK(lines.without_secrets("key = old\nkey = plain\n") == "key = (another secret)\nkey = plain\n");
}

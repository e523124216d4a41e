#include "interpreter/report/UnifiedDiff.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;
using modules::Map;
using modules::Value;

TEST_CASE("Text differs line by line, with three lines of context") {
    CHECK(unified_diff({"/etc/x", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nfive\n6\n7\n8\n"}) ==
          "--- before: /etc/x\n+++ after: /etc/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n\n");
}

TEST_CASE("A file that was not there is all plus") {
    CHECK(unified_diff({"/etc/x", Value(), "new\n"}) ==
          "--- before: /etc/x\n+++ after: /etc/x\n@@ -0,0 +1 @@\n+new\n\n");
}

TEST_CASE("A missing newline at the end is said") {
    CHECK(unified_diff({"/x", "a\n", "a"}) ==
          "--- before: /x\n+++ after: /x\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n\n");
}

TEST_CASE("Content that is not shown differs, though what stands for it is the same") {
    CHECK(unified_diff({"/x", "(a secret of 3 bytes, not shown)\n", "(a secret of 3 bytes, not shown)\n"}) ==
          "--- before: /x\n+++ after: /x\n@@ -1 +1 @@\n-(a secret of 3 bytes, not shown)\n+(other content)\n\n");
}

TEST_CASE("Attributes are compared as indented JSON, secrets as dots") {
    const std::string text =
        unified_diff({"resource fence-controller1", Map{{"password", Value::secret("one two")}},
                      Map{{"password", Value::secret("three four")}, {"ip", "10.0.0.1"}}});
    CHECK(text.find("one two") == std::string::npos);
    CHECK(text.find("three four") == std::string::npos);
    CHECK(text.find("+    \"ip\": \"10.0.0.1\"") != std::string::npos);
}

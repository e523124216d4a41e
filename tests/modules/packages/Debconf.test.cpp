#include "modules/packages/Debconf.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Debconf debconf;

constexpr const char* answers = "/var/cache/debconf/config.dat";
constexpr const char* passwords = "/var/cache/debconf/passwords.dat";

// As debconf writes it.
constexpr const char* present =
    "Name: postfix/mailname\nTemplate: postfix/mailname\nValue: a.example\n"
    "Owners: mail, postfix\nFlags: seen\n\n"
    "Name: postfix/text\nTemplate: postfix/text\nValue: one\\ntwo\nOwners: postfix\n\n"
    "Name: other/x\nTemplate: other/x\nOwners: other\nVariables:\n CHOICES = a\n\n";

/// debconf-set-selections as far as it matters: appends a record.
void act_as_debconf(FakeHost& host) {
    host.on_run("debconf-set-selections", {}, [&host](const Command& command) {
        std::string line = command.input.substr(0, command.input.size() - 1);
        std::vector<std::string> words;
        for (int count = 0; count < 3; ++count) {
            const std::size_t blank = line.find(' ');
            words.push_back(line.substr(0, blank));
            line.erase(0, blank + 1);
        }
        const char* const file = words[2] == "password" ? passwords : answers;
        host.add_file(file, host.content(file) + "Name: " + words[1] + "\nTemplate: " + words[1] +
                                "\nValue: " + line + "\nOwners: " + words[0] + "\n\n");
        return ProcessResult{};
    });
}

}  // namespace

TEST_CASE("The answers of a package are told, passwords as secrets") {
    FakeHost host;
    host.add_program("debconf-set-selections").add_file(answers, present);
    host.add_file(passwords, "Name: postfix/p\nTemplate: postfix/p\nValue: s3cret-word\nOwners: postfix\n\n");
    const ModuleResult result = already_converged(debconf, Map{{"name", "postfix"}}, host);
    const Value current = *result.data.find("current");
    CHECK(current == Value(Map{{"postfix/mailname", "a.example"},
                               {"postfix/text", "one\ntwo"},
                               {"postfix/p", "s3cret-word"}}));
    CHECK(current.get("postfix/p")->is_secret());
    CHECK(!current.get("postfix/mailname")->is_secret());
}

TEST_CASE("An answer that differs, or is missing, is given") {
    FakeHost host;
    act_as_debconf(host);
    host.add_file(answers, present);
    const auto wanted = [](const Value& value, const char* type, const char* question) {
        return Map{{"name", "postfix"}, {"question", question}, {"vtype", type}, {"value", value}};
    };
    already_converged(debconf, wanted("a.example", "string", "postfix/mailname"), host);
    already_converged(debconf, wanted("one\ntwo", "string", "postfix/text"), host);
    const ModuleResult result = converges(debconf, wanted("b.example", "string", "postfix/mailname"), host);
    CHECK(host.ran().back().input == "postfix postfix/mailname string b.example\n");
    CHECK(*result.data.find("previous") == Value(Map{{"postfix/mailname", "a.example"}}));
    CHECK(*result.data.find("current") == Value(Map{{"postfix/mailname", "b.example"}}));
    converges(debconf, wanted(true, "boolean", "postfix/flag"), host);
    CHECK(host.ran().back().input == "postfix postfix/flag boolean true\n");
    Map unseen = wanted("three\nfour", "text", "postfix/text");
    unseen.set("unseen", true);
    converges(debconf, unseen, host);
    CHECK(host.ran().back().arguments == std::vector<std::string>{"-u"});
    CHECK(host.ran().back().input == "postfix postfix/text text three\\nfour\n");
}

TEST_CASE("A password goes by the input and is a secret in the difference") {
    FakeHost host;
    act_as_debconf(host);
    const ModuleResult result = converges(
        debconf,
        Map{{"name", "db"}, {"question", "db/pass"}, {"vtype", "password"}, {"value", "s3cret-word"}}, host);
    CHECK(result.differences.at(0).after.get("db/pass")->is_secret());
    CHECK(host.ran().back().arguments.empty());
}

TEST_CASE("A question has a type and an answer; a host without debconf is unknown in check mode") {
    FakeHost host;
    CHECK(failure_of(debconf, Map{{"name", "x"}, {"question", "x/y"}}, host) ==
          "parameters are required together: question, vtype, value");
    const std::string missing = "Failed to find required executable \"debconf-set-selections\"";
    CHECK(checked(debconf, Map{{"name", "x"}}, host).unknown == missing);
    CHECK(applied(debconf, Map{{"name", "x"}}, host).failure == missing);
}

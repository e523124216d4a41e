#include "modules/kernel/PamLimits.hpp"

#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const PamLimits pam_limits;
constexpr const char* limits_file = "/etc/security/limits.conf";

Map limit(const char* value) {
    return {{"domain", "galera"}, {"limit_type", "soft"}, {"limit_item", "nofile"}, {"value", value}};
}

std::string edited(const std::string& text, const Map& arguments) {
    FakeHost host;
    host.add_file(limits_file, text);
    converges(pam_limits, arguments, host);
    return host.content(limits_file);
}

Map with(Map arguments, const char* name, Value value) {
    arguments.set(name, std::move(value));
    return arguments;
}

}  // namespace

TEST_CASE("A limit that is not there goes to the end, fields apart by tabulators") {
    CHECK(edited("# limits\n", limit("1024")) == "# limits\ngalera\tsoft\tnofile\t1024\n");
    CHECK(edited("galera hard nofile 5\n", limit("1024")) == "galera hard nofile 5\ngalera\tsoft\tnofile\t1024\n");
    CHECK(edited("", with(limit("1024"), "comment", "for the cluster")) ==
          "galera\tsoft\tnofile\t1024\t#for the cluster\n");
    FakeHost host;
    host.add_directory("/etc/security");
    converges(pam_limits, limit("7"), host);
    CHECK(host.content(limits_file) == "galera\tsoft\tnofile\t7\n");
}

TEST_CASE("A limit that is there as asked for is left, whatever its spaces") {
    CHECK(edited("galera   soft nofile 1024 # mine\n", limit("1024")) == "galera   soft nofile 1024 # mine\n");
}

TEST_CASE("A limit that differs is written anew where it stands, with its remark") {
    CHECK(edited("galera soft nofile 5 # mine\nx - nice 3\n", limit("1024")) ==
          "galera\tsoft\tnofile\t1024\t# mine\nx - nice 3\n");
}

TEST_CASE("The higher or the lower of both limits can be asked for; unlimited is the highest") {
    const auto kept = [](const char* present, const char* value, const char* which) {
        const std::string line = edited(std::string("galera\tsoft\tnofile\t") + present + '\n',
                                        with(limit(value), which, true));
        return line.substr(line.rfind('\t') + 1);
    };
    CHECK(kept("5", "9", "use_max") == "9\n");
    CHECK(kept("9", "5", "use_max") == "9\n");
    CHECK(kept("9", "unlimited", "use_max") == "unlimited\n");
    CHECK(kept("unlimited", "9", "use_max") == "unlimited\n");
    CHECK(kept("5", "9", "use_min") == "5\n");
    CHECK(kept("9", "5", "use_min") == "5\n");
    CHECK(kept("unlimited", "9", "use_min") == "9\n");
    CHECK(kept("9", "unlimited", "use_min") == "9\n");
}

TEST_CASE("A limit that the file could not hold is refused") {
    FakeHost host;
    host.add_file(limits_file, "");
    CHECK(failure_of(pam_limits, limit("many"), host) ==
          "\"many\" is no value for nofile: a number of 0 or more, or unlimited");
    CHECK(failure_of(pam_limits, with(limit("40"), "limit_item", "nice"), host) ==
          "\"40\" is no value for nice: a number from -20 to 19");
    CHECK(failure_of(pam_limits, with(with(limit("4"), "use_max", true), "use_min", true), host) ==
          "Cannot use use_min and use_max at the same time.");
    CHECK_THAT(failure_of(pam_limits, with(limit("4"), "limit_item", "files"), host),
               Catch::StartsWith("value of limit_item must be one of: core, data, "));
}

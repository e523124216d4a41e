#include "tests/support/converges.hpp"

#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

constexpr CallOptions with_diff{.diff = true, .check_mode = false};

bool holds(const std::vector<Difference>& differences, const Difference& wanted) {
    return std::any_of(differences.begin(), differences.end(), [&](const Difference& difference) {
        return difference.subject == wanted.subject && difference.before == wanted.before &&
               difference.after == wanted.after;
    });
}

std::string described(const ModuleResult& result) {
    return to_json(to_value(result), 2);
}

}  // namespace

ModuleResult checked(const Module& module, const Value& arguments, FakeHost& host) {
    return run(module, arguments, host, Run::check, with_diff);
}

ModuleResult applied(const Module& module, const Value& arguments, FakeHost& host) {
    return run(module, arguments, host, Run::apply, with_diff);
}

ModuleResult converges(const Module& module, const Value& arguments, FakeHost& host) {
    INFO(module.name() << " " << to_json(arguments));
    host.forget_writes();
    const ModuleResult first = checked(module, arguments, host);
    INFO("check: " << described(first));
    REQUIRE(!first.failure);
    REQUIRE(host.writes() == std::vector<std::string>{});
    REQUIRE(described(checked(module, arguments, host)) == described(first));
    REQUIRE(host.writes() == std::vector<std::string>{});

    ModuleResult result = applied(module, arguments, host);
    INFO("apply: " << described(result));
    REQUIRE(!result.failure);
    CHECK(result.changed == first.changed);
    for (const Difference& difference : first.differences) {
        INFO("check announced a difference in " << difference.subject);
        CHECK(holds(result.differences, difference));
    }
    if (!first.changed) CHECK(host.writes() == std::vector<std::string>{});

    host.forget_writes();
    const ModuleResult second = checked(module, arguments, host);
    INFO("second check: " << described(second));
    CHECK(!second.failure);
    CHECK(!second.changed);
    CHECK(second.differences.empty());
    CHECK(host.writes() == std::vector<std::string>{});
    return result;
}

ModuleResult already_converged(const Module& module, const Value& arguments, FakeHost& host) {
    ModuleResult result = converges(module, arguments, host);
    INFO(module.name() << " " << to_json(arguments) << " gave " << described(result));
    CHECK(!result.changed);
    return result;
}

std::string failure_of(const Module& module, const Value& arguments, FakeHost& host) {
    INFO(module.name() << " " << to_json(arguments));
    host.forget_writes();
    const ModuleResult result = checked(module, arguments, host);
    CHECK(host.writes() == std::vector<std::string>{});
    REQUIRE(result.failure);
    return *result.failure;
}

std::string differences(const ModuleResult& result) {
    std::string text;
    for (const Difference& difference : result.differences)
        text += fmt::format("{}: {} -> {}\n", difference.subject, to_json(difference.before),
                            to_json(difference.after));
    return text;
}

}  // namespace modules

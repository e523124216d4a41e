#include "modules/jobs/JobRecord.hpp"

#include "tests/support/FakeHost.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

FakeHost host_with_process(const std::string& started) {
    FakeHost host;
    host.add_file("/proc/77/stat", "77 (a (odd) name) S 1 77 77 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 " +
                                       started + " 1000 10\n");
    host.add_file("/proc/sys/kernel/random/boot_id", "boot-one\n");
    return host;
}

}  // namespace

TEST_CASE("jobs have a directory of their own, or the one that is named") {
    FakeHost host;
    host.set_environment("HOME", "/home/deploy");
    CHECK(job_directory(host) == "/home/deploy/.ansible_async");
    host.set_environment("ANSIBLE_ASYNC_DIR", "~/jobs");
    CHECK(job_directory(host) == "/home/deploy/jobs");
    host.set_environment("ANSIBLE_ASYNC_DIR", "");
    CHECK(job_directory(host) == "/home/deploy/.ansible_async");
}

TEST_CASE("who looks after a job is told from a later process of the same number, and of another start of "
          "the host") {
    const FakeHost host = host_with_process("4711");
    const std::optional<JobKeeper> keeper = keeper_of(77, host);
    REQUIRE(keeper);
    CHECK(keeper->started == "4711");
    const Value record = running_record("j1.77", *keeper);
    CHECK(is_looked_after(record, host));
    CHECK_FALSE(is_looked_after(record, host_with_process("4712")));
    FakeHost restarted = host_with_process("4711");
    restarted.add_file("/proc/sys/kernel/random/boot_id", "boot-two\n");
    CHECK_FALSE(is_looked_after(record, restarted));
    CHECK_FALSE(is_looked_after(record, FakeHost()));
}

TEST_CASE("a record gives the result back that it was made of") {
    ModuleResult result;
    result.changed = true;
    result.data = {{"rc", 3}, {"stdout", "out"}};
    result.failure = "non-zero return code";
    result.warnings = {"careful"};
    result.differences = {{"/etc/x", "a\n", Value()}};
    const Value record = finished_record("j1.77", result);
    CHECK(is_finished(record));
    CHECK(record.text_of("msg") == "non-zero return code");
    const ModuleResult again = result_of_job(record);
    CHECK(again.changed);
    CHECK(again.failure == "non-zero return code");
    CHECK(again.warnings == result.warnings);
    REQUIRE(again.differences.size() == 1);
    CHECK(again.differences[0].subject == "/etc/x");
    CHECK(again.differences[0].before == Value("a\n"));
    CHECK(*again.data.find("rc") == Value(3));
    CHECK_FALSE(again.data.contains("diff"));
    CHECK_FALSE(again.data.contains("failed"));
}

TEST_CASE("a record without a word of starting is one that Ansible wrote when a job had ended") {
    CHECK(is_finished(Map{{"changed", true}, {"rc", 0}}));
    CHECK_FALSE(is_finished(Map{{"started", 1}, {"finished", 0}}));
    CHECK(is_finished(Map{{"started", true}, {"finished", true}}));
}

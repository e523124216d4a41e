#include "modules/jobs/AsyncStatus.hpp"

#include "modules/jobs/JobRecord.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const AsyncStatus async_status;
const std::string path = "/root/.ansible_async/j1.77";

FakeHost host_with(const Map& record) {
    FakeHost host;
    host.set_environment("HOME", "/root");
    host.add_file(path, to_json(record));
    return host;
}

JobKeeper keeper() {
    return {77, "4711", "boot-one\n"};
}

void add_keeper(FakeHost& host) {
    host.add_file("/proc/77/stat",
                  "77 (understudy) S 1 77 77 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 4711 10\n");
    host.add_file("/proc/sys/kernel/random/boot_id", "boot-one\n");
}

std::string json_of(const ModuleResult& result, const char* key) {
    const Value* found = result.data.find(key);
    return found != nullptr ? to_json(*found) : "absent";
}

}  // namespace

TEST_CASE("a job that runs is started and not finished") {
    FakeHost host = host_with(running_record("j1.77", keeper()));
    add_keeper(host);
    const ModuleResult result = already_converged(async_status, Map{{"jid", "j1.77"}}, host);
    CHECK(json_of(result, "started") == "1");
    CHECK(json_of(result, "finished") == "0");
    CHECK(json_of(result, "ansible_job_id") == R"("j1.77")");
    CHECK(json_of(result, "results_file") == to_json(path));
}

TEST_CASE("a job that has ended gives its own result") {
    ModuleResult done;
    done.changed = true;
    done.data = {{"rc", 0}, {"stdout", "hi"}, {"stdout_lines", List{"hi"}}};
    done.differences = {{"/etc/x", "a\n", "b\n"}};
    FakeHost host = host_with(finished_record("j1.77", done));
    const ModuleResult result = applied(async_status, Map{{"jid", "j1.77"}}, host);
    CHECK_FALSE(result.failure);
    CHECK(result.changed);
    CHECK(json_of(result, "finished") == "1");
    CHECK(json_of(result, "stdout") == R"("hi")");
    CHECK(json_of(result, "stderr_lines") == "[]");
    CHECK(json_of(result, "changed") == "true");
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences[0].after == Value("b\n"));
    CHECK(host.writes().empty());
}

TEST_CASE("a job that failed fails whoever asks") {
    ModuleResult done;
    done.changed = true;
    done.failure = "non-zero return code";
    done.data = {{"rc", 1}};
    FakeHost host = host_with(finished_record("j1.77", done));
    const ModuleResult result = applied(async_status, Map{{"jid", "j1.77"}}, host);
    CHECK(result.failure == "non-zero return code");
    CHECK(json_of(result, "rc") == "1");
    CHECK(json_of(result, "changed") == "true");
    CHECK(json_of(result, "finished") == "1");
}

TEST_CASE("a job that nobody looks after any more has failed, and does not run for ever") {
    FakeHost host = host_with(running_record("j1.77", keeper()));
    const ModuleResult result = applied(async_status, Map{{"jid", "j1.77"}}, host);
    CHECK(result.failure == "the job ended without a result: it was killed, or the host was restarted");
    CHECK(json_of(result, "finished") == "1");
}

TEST_CASE("a job that was never started is not found") {
    FakeHost host = host_with(running_record("j1.77", keeper()));
    for (const char* job : {"j2.78", "../../etc/passwd", "/etc/passwd"}) {
        const ModuleResult result = applied(async_status, Map{{"jid", job}}, host);
        CHECK(result.failure == "could not find job");
        CHECK(json_of(result, "started") == "1");
        CHECK(json_of(result, "finished") == "1");
    }
}

TEST_CASE("a result is removed when that is asked for, and is no change") {
    FakeHost host = host_with(finished_record("j1.77", {}));
    const Map arguments{{"jid", "j1.77"}, {"mode", "cleanup"}};
    CHECK_FALSE(checked(async_status, arguments, host).changed);
    CHECK(host.exists(path));
    const ModuleResult result = applied(async_status, arguments, host);
    CHECK_FALSE(result.changed);
    CHECK(json_of(result, "erased") == to_json(path));
    CHECK_FALSE(host.exists(path));
    CHECK(failure_of(async_status, arguments, host) == "could not find job");
}

TEST_CASE("a record that is no JSON says so") {
    FakeHost host = host_with({});
    host.add_file(path, "{\"rc\": ");
    CHECK_THAT(failure_of(async_status, Map{{"jid", "j1.77"}}, host),
               Catch::StartsWith("Could not parse job output: "));
}

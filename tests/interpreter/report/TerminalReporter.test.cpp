#include "interpreter/report/TerminalReporter.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace interpreter;

namespace {

// Everything the reporter can say, once; what it said is compared with the golden file as a whole.
std::string everything(TerminalStyle style) {
    SourceFiles files;
    const std::uint32_t file = files.add("site.yml", "- hosts: all\n  tasks:\n    - copy: {}\n");
    SecretMask mask;
    mask.learn(Value::secret("correct horse"));
    std::ostringstream out;
    TerminalReporter reporter(out, files, mask, style);
    const TaskLabel copy{"haproxy : The configuration is in place", "copy", {file, 3, 7}, false};
    const TaskLabel handler{"Reload haproxy", "service", {file, 3, 7}, true};

    reporter.play_started("controllers");
    reporter.task_started(copy);
    Outcome ok;
    ok.result = Map{{"changed", false}, {"path", "/etc/x"}, {"attempts", 2}};
    reporter.task_finished(copy, "controller1", ok);
    Outcome changed = ok;
    changed.status = Status::changed;
    changed.result = Map{{"changed", true}};
    changed.differences = {{"/etc/haproxy/haproxy.cfg", "a\nb\nc\n", "a\nB\nc\n"},
                           {"resource vip-db", Value(), Value(Map{{"ip", "10.0.0.1"}})},
                           {"/etc/secret", Value::secret("before"), Value::secret("after it")},
                           {"/etc/plain", "password correct horse\n", "none\n"}};
    reporter.task_finished(copy, "controller2", changed);
    Outcome skipped;
    skipped.status = Status::skipped;
    skipped.false_condition = "osprole == 'compute'";
    skipped.result = Map{{"changed", false}, {"skipped", true}};
    reporter.task_finished(copy, "controller3", skipped);
    Outcome item = ok;
    item.item = "memcached";
    reporter.item_finished(copy, "controller1", item);
    item.status = Status::failed;
    item.result = Map{{"failed", true}, {"msg", "no such package"}};
    reporter.item_finished(copy, "controller1", item);
    Outcome loop;
    loop.status = Status::failed;
    loop.result = Map{{"failed", true}, {"msg", "One or more items failed"}, {"results", List{item.result}}};
    reporter.task_finished(copy, "controller1", loop);

    reporter.retrying(copy, "controller1", 2, Map{{"rc", 1}});
    Outcome failed;
    failed.status = Status::failed;
    failed.ignored = true;
    failed.result = Map{{"failed", true},
                        {"rc", 1},
                        {"msg", "non-zero return code"},
                        {"stdout", "one\ntwo"},
                        {"stderr", "told you: correct horse"}};
    reporter.task_finished(copy, "controller1", failed);
    Outcome unreachable;
    unreachable.status = Status::unreachable;
    unreachable.result =
        Map{{"unreachable", true}, {"msg", "connection refused"}, {"hint", "is sshd running?"}};
    reporter.task_finished(copy, "controller2", unreachable);
    Outcome mistaken;
    mistaken.status = Status::failed;
    mistaken.result = Map{{"failed", true}, {"msg", "'vip' is undefined"}};
    mistaken.diagnostic =
        Diagnostic{Severity::error, "'vip' is undefined", {file, 3, 7}, {}, "did you mean 'vips'?"};
    reporter.task_finished(copy, "controller3", mistaken);
    Outcome unknown;
    unknown.result =
        Map{{"changed", false}, {"unknown", true}, {"unknown_reason", "the command was not run"}};
    reporter.task_finished(copy, "controller3", unknown);
    Outcome shown;
    shown.always_shown = true;
    shown.result = Map{{"changed", false}, {"failed", false}, {"msg", "hello"}};
    shown.delegate = "localhost";
    reporter.task_finished(copy, "controller3", shown);
    reporter.job_polled({"j12.34", JobState::Stage::running}, "controller1");
    reporter.job_polled({"j12.34", JobState::Stage::done}, "controller1");
    reporter.job_polled({"j56.78", JobState::Stage::failed}, "controller2");
    reporter.included("/srv/tasks/more.yml", {"controller1", "controller3"}, std::nullopt);
    reporter.included("/srv/tasks/more.yml", {"controller1"}, "a");
    reporter.task_started(handler);
    reporter.live_output(handler, "controller1", "reloading\n");
    reporter.finding({Severity::warning, "'hots' is no group", {file, 1, 10}, {}, {}});
    TaskLabel beside = copy;
    beside.beside_others = true;
    TaskLabel other{"galera : Started", "service", {file, 3, 7}, false, true};
    reporter.task_started(beside);
    reporter.task_finished(beside, "controller1", ok);
    reporter.task_finished(beside, "controller2", ok);
    reporter.item_finished(other, "controller2", item);
    reporter.task_finished(beside, "controller3", unreachable);
    reporter.task_finished(other, "controller1", shown);
    reporter.blocked("keystone", "controller3", beside);
    reporter.graph_finished({"controllers", {{"haproxy", 4.5}, {"redis", 3.5}, {"galera", 12}},
                             {{"haproxy", 4.5}, {"galera", 12}}, 16.75});
    reporter.graph_finished({"nobody", {}, {}, 0});
    reporter.interrupted({"apt on controller1"});
    reporter.no_hosts_left("");
    reporter.play_started("nobody");
    reporter.no_hosts_matched("");
    reporter.finished({{"controller1", 3, 1, 0, 0, 1, 0, 1},
                       {"controller2", 1, 0, 1, 0, 0, 0, 0},
                       {"controller3", 1, 0, 0, 0, 0, 1, 0, 7}});
    return out.str();
}

void compare_with_golden(const std::string& name, const std::string& text) {
    const std::string path = "tests/interpreter/report/" + name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
    std::ifstream stream(path);
    const std::string golden{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    CHECK(text == golden);
}

}  // namespace

TEST_CASE("A run in a pipe is plain text") {
    compare_with_golden("plain.out", everything({}));
}

TEST_CASE("A run on a terminal is coloured, with diffs") {
    compare_with_golden("coloured.out", everything({Colour::always, 0, true, 60}));
}

TEST_CASE("A verbose run shows results, places and false conditions") {
    compare_with_golden("verbose.out", everything({Colour::never, 2, false, 79}));
}

TEST_CASE("No secret that was learned is ever written") {
    for (const TerminalStyle& style : {TerminalStyle{}, TerminalStyle{Colour::always, 3, true, 79}}) {
        CHECK(everything(style).find("correct horse") == std::string::npos);
        CHECK(everything(style).find("after it") == std::string::npos);
    }
}

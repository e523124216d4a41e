#pragma once

#include "interpreter/report/Clock.hpp"
#include "interpreter/report/Reporter.hpp"
#include "interpreter/report/SecretMask.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>

namespace interpreter {

/// A short run on two hosts, told to any reporter; each event is a quarter of a second after the one before.
struct Story {
    SourceFiles files;
    std::uint32_t file = files.add("/srv/site.yml", "- hosts: all\n  tasks:\n    - command: x\n    - debug:\n");
    SecretMask mask;
    Moment now{std::chrono::seconds(1800000000)};

    Story() { mask.learn(Value::secret("correct horse")); }

    [[nodiscard]] Clock clock() {
        return [this] { return now; };
    }

    void tell(Reporter& reporter) {
        const TaskLabel facts{"Gathering Facts", "setup", {file, 1, 3}, false};
        const TaskLabel command{"web : It runs", "command", {file, 3, 7}, false};
        const TaskLabel debug{"It is <said> & \"done\"", "debug", {file, 4, 7}, false};
        const auto then = [this] { now += std::chrono::milliseconds(250); };
        reporter.playbook_started("/srv/site.yml");
        reporter.play_started("Everything");
        then();
        start(reporter, facts, {"a"});
        then();
        reporter.task_finished(facts, "a", outcome(Status::ok, Map{{"changed", false}, {"failed", false}}));
        start(reporter, command, {"a", "b"});
        then();
        reporter.task_finished(command, "a",
                               outcome(Status::changed, Map{{"rc", 0}, {"changed", true}, {"stdout", "one\ntwo"},
                                                            {"stderr", "correct horse"}, {"msg", ""}}));
        then();
        Outcome failed = outcome(Status::failed, Map{{"rc", 3}, {"changed", true}, {"failed", true}, {"stdout", "half"},
                                                     {"stderr", ""}, {"msg", "non-zero return code"}});
        reporter.task_finished(command, "b", failed);
        failed.ignored = true;
        reporter.task_finished(command, "c", failed);
        then();
        start(reporter, debug, {"a"});
        reporter.item_finished(debug, "a", outcome(Status::ok, Map{{"msg", "an item"}}));
        reporter.task_finished(debug, "a", outcome(Status::ok, Map{{"z", Map{{"y", 1}, {"x", List{1, "b"}}}}, {"a", Value()}}));
        reporter.task_finished(debug, "b", outcome(Status::skipped, Map{{"skipped", true}, {"skip_reason", "not wanted"}}));
        Outcome lost = outcome(Status::unreachable, Map{{"unreachable", true}, {"msg", "connection refused"}});
        lost.delegate = "d";
        reporter.task_finished(debug, "c", lost);
        then();
        reporter.finding({Severity::warning, "mind the step", {file, 3, 7}, {}, {}});
        reporter.custom_stats({Map{{"all", 1}}, Map{{"a", Map{{"own", 2}}}}});
        reporter.finished({{"a", 3, 1, 0, 0, 0, 0, 0}, {"b", 0, 0, 0, 1, 1, 0, 0}, {"c", 1, 1, 1, 0, 0, 0, 1}});
    }

  private:
    static void start(Reporter& reporter, const TaskLabel& task, const std::vector<std::string>& hosts) {
        reporter.task_started(task);
        for (const std::string& host : hosts) reporter.host_started(task, host);
    }
    static Outcome outcome(Status status, const Map& result) {
        Outcome made;
        made.status = status;
        made.result = result;
        return made;
    }
};

inline void compare_with_file(const std::string& name, const std::string& text) {
    const std::string path = "tests/interpreter/report/" + name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
    std::ifstream stream(path);
    const std::string golden{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    CHECK(text == golden);
}

}  // namespace interpreter

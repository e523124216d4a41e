#include "modules/module/ModuleResult.hpp"
#include "modules/system/Digest.hpp"
#include "tests/modules/agent/AgentProgram.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

using modules::Map;
using modules::Message;
using modules::ModuleResult;

namespace {

class Directory {
  public:
    Directory() {
        std::string path = std::filesystem::temp_directory_path() / "agent-test-XXXXXX";
        REQUIRE(::mkdtemp(path.data()) != nullptr);
        path_ = path;
    }
    ~Directory() { std::filesystem::remove_all(path_); }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

ModuleResult result_of(const Message& reply) {
    return modules::module_result_from(reply.field("result"));
}

std::string data_text(const Message& reply, std::string_view key) {
    const ModuleResult result = result_of(reply);
    const modules::Value* value = result.data.find(key);
    REQUIRE(value != nullptr);
    return value->as_text();
}

std::int64_t lane_process(const Message& reply) {
    return result_of(reply).data.find("lane_process")->as_integer();
}

void wait_for_file(const std::string& path) {
    for (int waited = 0; waited < 3000 && !std::filesystem::exists(path); ++waited)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(std::filesystem::exists(path));
}

std::vector<std::string> names_in(const std::string& directory) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        names.push_back(entry.path().filename());
    return names;
}

void put(AgentProgram& agent, const std::string& hash, const std::string& content) {
    agent.send({"put", 0, {{"hash", hash}, {"offset", 0}, {"data", content}, {"last", true}}});
}

}  // namespace

TEST_CASE("an agent greets with a banner that noise cannot be taken for, and says who it is") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    CHECK(agent.banner() == std::string(1, '\0') + "understudy-agent 1 0123\n");
    CHECK(agent.hello().kind == "hello");
    CHECK(agent.hello().field("uid").as_integer() == ::geteuid());
    CHECK(agent.hello().field("finished").as_list().empty());
}

TEST_CASE("calls of one lane run one after another in one process") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "echo", "first"));
    agent.send(call(2, 0, "echo", "second"));
    const Message first = agent.reply();
    const Message second = agent.reply();
    CHECK(first.id == 1);
    CHECK(data_text(first, "text") == "first");
    CHECK(data_text(second, "text") == "second");
    CHECK(lane_process(first) == lane_process(second));
}

TEST_CASE("lanes run beside each other") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    const std::string gate = directory / "gate";
    REQUIRE(::mkfifo(gate.c_str(), 0600) == 0);
    // Each end of the fifo waits for the other: one after the other they would never end.
    agent.send(call(1, 1, "shell", "cat " + gate));
    agent.send(call(2, 2, "shell", "echo met > " + gate));
    Message first = agent.reply();
    Message second = agent.reply();
    if (first.id == 2) std::swap(first, second);
    CHECK(data_text(first, "stdout") == "met\n");
}

TEST_CASE("a call's environment holds for that call only") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "echo", "", {{"environment", Map{{"GREETING", "hello"}}}}));
    agent.send(call(2, 0, "echo"));
    CHECK(data_text(agent.reply(), "greeting") == "hello");
    CHECK(data_text(agent.reply(), "greeting").empty());
}

TEST_CASE("a crash answers its own call and no other") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "crash"));
    agent.send(call(2, 0, "echo", "after"));
    agent.send(call(3, 1, "echo", "beside"));
    std::map<modules::CallId, Message> replies;
    while (replies.size() < 3) {
        const Message reply = agent.reply();
        replies[reply.id] = reply;
    }
    CHECK(result_of(replies[1]).failure.value_or("") ==
          "the module crash was ended by signal 11 (Segmentation fault)");
    CHECK(data_text(replies[2], "text") == "after");
    CHECK(data_text(replies[3], "text") == "beside");
}

TEST_CASE("a module that the agent does not have is a failure of that call") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "ehco"));
    CHECK(result_of(agent.reply()).failure.value_or("") == "the agent has no module \"ehco\"");
}

TEST_CASE("content arrives in pieces, is found by its hash, and nothing of it stays after the session") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    const std::string content(300'000, 'x');
    const std::string hash = modules::digest_of(modules::DigestKind::sha256, content);
    agent.send({"have", 7, {{"hash", hash}}});
    CHECK_FALSE(agent.receive().field("known").as_boolean());
    agent.send(
        {"put", 7, {{"hash", hash}, {"offset", 0}, {"data", content.substr(0, 1000)}, {"last", false}}});
    const Message half = agent.receive();
    CHECK(half.field("received").as_integer() == 1000);
    CHECK_FALSE(half.field("known").as_boolean());
    agent.send(
        {"put", 7, {{"hash", hash}, {"offset", 1000}, {"data", content.substr(1000)}, {"last", true}}});
    CHECK(agent.receive().field("known").as_boolean());
    agent.send(call(1, 0, "staged", hash));
    const Message event = agent.receive();
    CHECK(event.kind == "event");
    CHECK(event.field("text").as_text() == "one");
    CHECK(data_text(agent.reply(), "content") == content);
    agent.hang_up();
    agent.wait_for_end();
    CHECK(names_in(directory / "own").empty());
}

TEST_CASE("content that is not what its hash says is refused and not kept") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    const std::string hash = modules::digest_of(modules::DigestKind::sha256, "right");
    put(agent, hash, "wrong");
    const Message answer = agent.receive();
    CHECK_FALSE(answer.field("known").as_boolean());
    CHECK(answer.field("problem").as_text() == "the content arrived damaged");
    put(agent, hash, "right");
    CHECK(agent.receive().field("known").as_boolean());
}

TEST_CASE("a directory that others could write into is not used") {
    const Directory directory;
    const std::string own = directory / "own";
    REQUIRE(::mkdir(own.c_str(), 0700) == 0);
    REQUIRE(::chmod(own.c_str(), 0777) == 0);
    AgentProgram agent(own);
    put(agent, modules::digest_of(modules::DigestKind::sha256, "x"), "x");
    CHECK(agent.receive().field("problem").as_text() ==
          own + " has mode 0777: others could have put something there; remove it");
}

TEST_CASE("a cancelled call takes its processes with it, and its lane goes on") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    const std::string started = directory / "started";
    agent.send(call(1, 0, "shell",
                    "sleep 600 & echo $! > " + started + ".part; mv " + started + ".part " + started +
                        "; sleep 600"));
    agent.send(call(2, 0, "echo", "next"));
    wait_for_file(started);
    agent.send({"cancel", 1, {}});
    const Message cancelled = agent.reply();
    CHECK(cancelled.id == 1);
    CHECK(result_of(cancelled).failure.value_or("") == "cancelled");
    CHECK(data_text(agent.reply(), "text") == "next");
    pid_t sleeping = 0;
    std::ifstream(started) >> sleeping;
    REQUIRE(sleeping > 0);
    // A zombie whose new parent has not looked yet is as good as gone.
    std::ifstream status("/proc/" + std::to_string(sleeping) + "/stat");
    std::string number;
    std::string name;
    std::string state = "gone";
    status >> number >> name >> state;
    CHECK((state == "gone" || state == "Z"));
}

TEST_CASE("a call that waits for its turn is cancelled without having begun") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "shell", "sleep 600"));
    agent.send(call(2, 0, "shell", "touch " + directory / "begun"));
    agent.send({"cancel", 2, {}});
    agent.send({"cancel", 1, {}});
    CHECK(agent.reply().id == 2);
    CHECK(agent.reply().id == 1);
    CHECK_FALSE(std::filesystem::exists(directory / "begun"));
}

TEST_CASE("a call that takes longer than its limit is stopped and says so") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "shell", "sleep 600", {{"limit", 1}}));
    CHECK(result_of(agent.reply()).failure.value_or("") == "not done within its time limit of 1 s");
}

TEST_CASE("when the session ends, what may be broken off is") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "shell", "touch " + directory / "begun" + "; sleep 600"));
    wait_for_file(directory / "begun");
    agent.hang_up();
    agent.wait_for_end();
}

TEST_CASE(
    "a change that must not be broken off outlives its session, and the next one hears its result once") {
    const Directory directory;
    {
        AgentProgram agent(directory / "own");
        agent.send(call(1, 0, "install",
                        "touch " + directory / "begun" + "; while [ ! -e " + directory / "go" +
                            " ]; do sleep 0.01; done"));
        wait_for_file(directory / "begun");
        agent.hang_up();
        std::ofstream(directory / "go") << "";
        agent.wait_for_end();
    }
    {
        AgentProgram agent(directory / "own");
        const modules::List finished = agent.hello().field("finished").as_list();
        REQUIRE(finished.size() == 1);
        CHECK(finished[0].text_of("module") == "install");
        CHECK(modules::module_result_from(*finished[0].get("result")).changed);
        agent.send(call(1, 0, "echo"));
        agent.reply();
    }
    AgentProgram agent(directory / "own");
    CHECK(agent.hello().field("finished").as_list().empty());
}

TEST_CASE("cancelling such a change frees the caller but not the change") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "install",
                    "touch " + directory / "begun" + "; while [ ! -e " + directory / "go" +
                        " ]; do sleep 0.01; done"));
    wait_for_file(directory / "begun");
    agent.send({"cancel", 1, {}});
    CHECK(result_of(agent.reply()).failure.value_or("") ==
          "cancelled; a change by install cannot be broken off: it goes on to its end, and the next session "
          "tells its "
          "result");
    std::ofstream(directory / "go") << "";
    agent.hang_up();
    agent.wait_for_end();
    CHECK(names_in(directory / "own/finished").size() == 1);
}

TEST_CASE("noise in place of a frame ends the session rather than the machine's memory") {
    const Directory directory;
    AgentProgram agent(directory / "own");
    agent.send(call(1, 0, "echo", "still here"));
    CHECK(data_text(agent.reply(), "text") == "still here");
    agent.send_bytes("ssh: connect to host lost");
    agent.wait_for_end();
}

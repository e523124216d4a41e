#include "modules/jobs/AsyncStatus.hpp"
#include "modules/jobs/JobRecord.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/agent/AgentProgram.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

using modules::Map;
using modules::Message;
using modules::ModuleResult;

namespace {

/// Jobs of an agent, in a directory of the test.
class Jobs {
  public:
    Jobs() { ::setenv("ANSIBLE_ASYNC_DIR", directory().c_str(), 1); }
    ~Jobs() { ::unsetenv("ANSIBLE_ASYNC_DIR"); }
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    [[nodiscard]] std::string directory() const { return place_ / "jobs"; }
    [[nodiscard]] std::string file(const std::string& name) const { return place_ / name; }

    ModuleResult start(AgentProgram& agent, const std::string& module, const std::string& text,
                       int limit = 600) {
        agent.send(call(1, 0, module, text, {{"async", limit}}));
        return modules::module_result_from(agent.reply().field("result"));
    }
    [[nodiscard]] static ModuleResult status(const std::string& job) {
        modules::PosixHost host;
        return modules::run(modules::AsyncStatus(), Map{{"jid", job}}, host, modules::Run::apply, {});
    }
    /// The job's result once it has ended.
    [[nodiscard]] static ModuleResult wait_for(const std::string& job) {
        ModuleResult result = status(job);
        for (int waited = 0; waited < 3000 && *result.data.find("finished") == modules::Value(0); ++waited) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            result = status(job);
        }
        return result;
    }

  private:
    modules::TemporaryDirectory place_;
};

std::string job_of(const ModuleResult& started) {
    const modules::Value* job = started.data.find("ansible_job_id");
    INFO(started.failure.value_or(""));
    REQUIRE(job != nullptr);
    return job->as_text();
}

void wait_for_job_file(const std::string& path) {
    for (int waited = 0; waited < 3000 && !std::filesystem::exists(path); ++waited)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    REQUIRE(std::filesystem::exists(path));
}

/// A command that ends when the file is there, or its directory is not any more, as after the test.
std::string until_there(const std::filesystem::path& path) {
    return "while [ -d " + path.parent_path().string() + " ] && [ ! -e " + path.string() +
           " ]; do sleep 0.01; done; echo went";
}

}  // namespace

TEST_CASE("a job answers with its id, and its lane goes on while it runs") {
    Jobs jobs;
    AgentProgram agent(jobs.file("own"));
    const ModuleResult started = jobs.start(agent, "shell", until_there(jobs.file("go")));
    const std::string job = job_of(started);
    CHECK(started.changed);
    CHECK(*started.data.find("started") == modules::Value(1));
    CHECK(*started.data.find("finished") == modules::Value(0));
    CHECK(*started.data.find("results_file") == modules::Value(jobs.directory() + "/" + job));
    agent.send(call(2, 0, "echo", "beside"));
    CHECK(modules::module_result_from(agent.reply().field("result")).data.find("text")->as_text() ==
          "beside");
    CHECK(*Jobs::status(job).data.find("finished") == modules::Value(0));
    std::ofstream(jobs.file("go")) << "";
    const ModuleResult result = Jobs::wait_for(job);
    CHECK_FALSE(result.failure);
    CHECK(result.data.find("stdout")->as_text() == "went\n");
}

TEST_CASE("a job's result can be read by its owner alone") {
    Jobs jobs;
    AgentProgram agent(jobs.file("own"));
    const std::string job = job_of(jobs.start(agent, "echo", "done"));
    CHECK(Jobs::wait_for(job).data.find("text")->as_text() == "done");
    struct stat status {};
    REQUIRE(::stat(jobs.directory().c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0700);
    REQUIRE(::stat((jobs.directory() + "/" + job).c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0600);
}

TEST_CASE("a job outlives its session and its agent") {
    Jobs jobs;
    std::string job;
    {
        AgentProgram agent(jobs.file("own"));
        job = job_of(
            jobs.start(agent, "shell", "touch " + jobs.file("begun") + "; " + until_there(jobs.file("go"))));
        wait_for_job_file(jobs.file("begun"));
        agent.hang_up();
        agent.wait_for_end();
    }
    CHECK(*Jobs::status(job).data.find("finished") == modules::Value(0));
    std::ofstream(jobs.file("go")) << "";
    CHECK(Jobs::wait_for(job).data.find("stdout")->as_text() == "went\n");
}

TEST_CASE("a job that takes longer than its limit is ended with all its processes") {
    Jobs jobs;
    AgentProgram agent(jobs.file("own"));
    const std::string job =
        job_of(jobs.start(agent, "shell", "sleep 600 & echo $! > " + jobs.file("pid") + "; sleep 600", 1));
    const ModuleResult result = Jobs::wait_for(job);
    CHECK(result.failure == "Timeout exceeded");
    CHECK(result.data.contains("child_pid"));
    pid_t sleeping = 0;
    std::ifstream(jobs.file("pid")) >> sleeping;
    REQUIRE(sleeping > 0);
    std::ifstream status("/proc/" + std::to_string(sleeping) + "/stat");
    std::string number;
    std::string name;
    std::string state = "gone";
    status >> number >> name >> state;
    CHECK((state == "gone" || state == "Z"));
}

TEST_CASE("work that crashes is told as the job's failure") {
    Jobs jobs;
    AgentProgram agent(jobs.file("own"));
    const std::string job = job_of(jobs.start(agent, "crash", ""));
    CHECK(Jobs::wait_for(job).failure == "the job was ended by signal 11 (Segmentation fault)");
}

TEST_CASE("a job that was killed with whoever looks after it does not run for ever") {
    Jobs jobs;
    AgentProgram agent(jobs.file("own"));
    const std::string job = job_of(jobs.start(agent, "shell", until_there(jobs.file("go"))));
    const pid_t keeper = std::stoi(job.substr(job.find('.') + 1));
    REQUIRE(keeper > 1);
    REQUIRE(::kill(keeper, SIGKILL) == 0);
    CHECK(Jobs::wait_for(job).failure ==
          "the job ended without a result: it was killed, or the host was restarted");
    std::ofstream(jobs.file("go")) << "";
}

TEST_CASE("a directory that others could write into takes no results of jobs") {
    Jobs jobs;
    REQUIRE(::mkdir(jobs.directory().c_str(), 0700) == 0);
    REQUIRE(::chmod(jobs.directory().c_str(), 0777) == 0);
    AgentProgram agent(jobs.file("own"));
    CHECK(jobs.start(agent, "echo", "x").failure ==
          "others may write to " + jobs.directory() + ": results of jobs cannot be kept there");
}

TEST_CASE("a job needs a place for its result") {
    Jobs jobs;
    ::setenv("ANSIBLE_ASYNC_DIR", (jobs.file("none") + "/jobs").c_str(), 1);
    AgentProgram agent(jobs.file("own"));
    CHECK(jobs.start(agent, "echo", "x").failure == "results of jobs cannot be kept in " + jobs.file("none") +
                                                        "/jobs: there is no " + jobs.file("none"));
}

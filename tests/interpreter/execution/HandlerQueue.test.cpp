#include "interpreter/execution/HandlerQueue.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

std::unique_ptr<Task> handler(std::string name, std::vector<std::string> topics = {}) {
    auto task = std::make_unique<Task>();
    task->name = std::move(name);
    task->listen = std::move(topics);
    task->is_handler = true;
    return task;
}

std::vector<std::string> names(const std::vector<HostState*>& hosts) {
    std::vector<std::string> found;
    for (const HostState* host : hosts)
        found.push_back(host->name());
    return found;
}

struct Stage {
    Stage() {
        first.name = "one";
        second.name = "two";
        play.handlers.push_back(handler("restart", {"config"}));
        play.handlers.push_back(handler("reload", {"config"}));
        play.handlers.push_back(handler("restart"));
    }
    Host first;
    Host second;
    HostState one{first, 0};
    HostState two{second, 1};
    Play play;
};

}  // namespace

TEST_CASE("A handler that was notified twice by a host runs once for it") {
    Stage stage;
    HandlerQueue queue(stage.play);
    CHECK(queue.notify("reload", stage.two));
    CHECK(queue.notify("reload", stage.one));
    CHECK(queue.notify("reload", stage.two));
    CHECK(names(queue.take(1)) == std::vector<std::string>{"two", "one"});
    CHECK(queue.take(1).empty());
}

TEST_CASE("Of two handlers with one name in one list the first is meant, of two lists the last") {
    Stage stage;
    auto role = std::make_unique<Role>();
    role->handlers.push_back(handler("restart"));
    stage.play.roles.push_back(std::move(role));
    HandlerQueue queue(stage.play);
    CHECK(queue.notify("restart", stage.one));
    CHECK(queue.take(0).empty());
    CHECK(names(queue.take(1)) == std::vector<std::string>{"one"});
    CHECK(queue.take(3).empty());
}

TEST_CASE("A handler answers to its name as its host sees it") {
    Stage stage;
    stage.play.handlers.push_back(handler("restart {{ service }}"));
    const HandlerQueue::NameOf name_of = [](const Task& task, const HostState& host) {
        return task.name == "restart {{ service }}" ? "restart " + host.name() : task.name;
    };
    HandlerQueue queue(stage.play, name_of);
    CHECK(queue.notify("restart two", stage.two));
    CHECK_FALSE(queue.notify("restart two", stage.one));
    CHECK(names(queue.take(3)) == std::vector<std::string>{"two"});
}

TEST_CASE("A topic reaches everyone who listens") {
    Stage stage;
    HandlerQueue queue(stage.play);
    CHECK(queue.notify("config", stage.one));
    CHECK(names(queue.take(0)) == std::vector<std::string>{"one"});
    CHECK(names(queue.take(1)) == std::vector<std::string>{"one"});
}

TEST_CASE("A name that nobody answers to is said so") {
    Stage stage;
    HandlerQueue queue(stage.play);
    CHECK_FALSE(queue.notify("restrat", stage.one));
}

TEST_CASE("A role's handler is found with the role's name before it") {
    Stage stage;
    auto role = std::make_unique<Role>();
    role->role_name = "haproxy";
    role->handlers.push_back(handler("reload it"));
    role->handlers.front()->role = role.get();
    stage.play.roles.push_back(std::move(role));
    HandlerQueue queue(stage.play);
    CHECK(queue.notify("haproxy : reload it", stage.one));
    CHECK(names(queue.take(0)) == std::vector<std::string>{"one"});
}

TEST_CASE("A handler of a role that came later is handed over as it is") {
    Stage stage;
    HandlerQueue queue(stage.play);
    const std::unique_ptr<Task> late = handler("late");
    queue.notify(*late, stage.one);
    queue.notify(*late, stage.one);
    queue.notify(*stage.play.handlers[0], stage.two);
    REQUIRE(queue.size() == 4);
    CHECK(&queue.handler(3) == late.get());
    CHECK(names(queue.take(3)) == std::vector<std::string>{"one"});
    CHECK(names(queue.take(0)) == std::vector<std::string>{"two"});
}

#include "interpreter/connection/Connection.hpp"
#include "tests/interpreter/actions/CalledAction.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

namespace {

/// A host that restarts when it is told to, and takes the session with it.
class RestartingHost {
  public:
    modules::ModuleResult operator()(const std::string&, const Value& arguments) {
        const std::string line = arguments.text_of("_raw_params");
        modules::ModuleResult result;
        if (line.find("shutdown") != std::string::npos || line == "custom") {
            ++boots;
            throw HostUnreachable("the session ended");
        }
        if (line == "cat /proc/sys/kernel/random/boot_id") result.data.set("stdout", std::to_string(boots));
        if (line == "whoami" && ++tests < 3) result.failure = "not yet";
        return result;
    }
    int boots = 1;
    int tests = 0;
};

}  // namespace

TEST_CASE("reboot waits for another start of the host, and for its test command") {
    RestartingHost host;
    CalledAction call("reboot", Map{{"msg", "back soon"}, {"pre_reboot_delay", 150}});
    const ActionResult result =
        call.answer(std::ref(host)).connecting({"refused", "timed out", ""}).run();
    CHECK_FALSE(result.result.failure);
    CHECK(result.result.changed);
    CHECK(data_of(result, "rebooted") == "true");
    CHECK(host.boots == 2);
    CHECK(host.tests == 3);
    CHECK(call.called()[1] ==
          "shell PATH=/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:$PATH shutdown -r 2 'back soon'");
    CHECK(data_of(result, "elapsed") == std::to_string(call.waited().count()));
}

TEST_CASE("reboot does not take a host for restarted that still runs as before") {
    const auto same_boot = [](const std::string&, const Value&) {
        modules::ModuleResult result;
        result.data.set("stdout", "the same");
        return result;
    };
    CalledAction call("reboot", Map{{"reboot_timeout", 20}});
    const ActionResult result = call.answer(same_boot).run();
    CHECK(result.result.failure ==
          "Timed out waiting for last boot time check (timeout=20): it still runs as before");
    CHECK(data_of(result, "rebooted") == "false");
    CHECK_FALSE(result.result.changed);
}

TEST_CASE("reboot says when the command is refused") {
    const auto refusing = [](const std::string&, const Value& arguments) {
        modules::ModuleResult result;
        result.data = Map{{"stdout", "one"}, {"stderr", "must be root"}};
        if (arguments.text_of("_raw_params") == "custom") result.failure = "non-zero return code";
        return result;
    };
    CalledAction call("reboot", Map{{"reboot_command", "custom"}});
    const ActionResult result = call.answer(refusing).run();
    CHECK(result.result.failure == "Reboot command failed. Error was: 'non-zero return code, must be root'");
    CHECK(call.called().size() == 2);
}

TEST_CASE("reboot never restarts the machine that it runs on, and nothing where only a look is wanted") {
    CalledAction local("reboot", {});
    CHECK(local.on_this_machine().run().result.failure ==
          "Running reboot with local connection would reboot the control node.");
    CHECK(local.called().empty());
    CalledAction looking("reboot", {});
    const ActionResult looked = looking.in_check_mode().run();
    CHECK(looked.result.changed);
    CHECK(data_of(looked, "rebooted") == "true");
    CHECK(looking.called().empty());
}

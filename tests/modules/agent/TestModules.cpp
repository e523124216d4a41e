// The table of modules of the test agent: what lanes, cancels, crashes and ends of sessions are tried with.
#include "modules/module/Module.hpp"
#include "modules/system/HostControl.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace modules {

namespace {

Argument text(std::string name) {
    Argument argument;
    argument.name = std::move(name);
    argument.help = "of the test";
    return argument;
}

class TestModule : public Module {
  public:
    [[nodiscard]] std::string_view summary() const override { return "for tests"; }
    [[nodiscard]] const std::vector<Argument>& arguments() const override { return arguments_; }

  private:
    std::vector<Argument> arguments_{text("text"), text("path")};
};

/// Says what it was given, who it is, and what its environment holds.
class Echo final : public TestModule {
  public:
    [[nodiscard]] std::string_view name() const override { return "echo"; }
    [[nodiscard]] Plan plan(const Value& arguments, const HostView& host, const CallOptions&) const override {
        Plan plan;
        plan.data.set("text", arguments.text_of("text"));
        plan.data.set("uid", static_cast<std::int64_t>(host.effective_user()));
        plan.data.set("lane_process", static_cast<std::int64_t>(::getpid()));
        plan.data.set("greeting", host.environment("GREETING").value_or(""));
        return plan;
    }
};

/// Tells progress twice, then gives the content staged under the hash `text`.
class Staged final : public TestModule {
  public:
    [[nodiscard]] std::string_view name() const override { return "staged"; }
    [[nodiscard]] Plan plan(const Value& arguments, const HostView&, const CallOptions&) const override {
        Plan plan;
        const std::string hash = arguments.text_of("text");
        plan.change({"content", {}, {}}, [hash](HostControl& control) {
            control.tell("one");
            control.tell("two");
            Outcome outcome;
            outcome.data.set("content", control.read(control.staged(hash)));
            return outcome;
        });
        return plan;
    }
};

/// Runs a shell command and gives its status.
class Shell final : public TestModule {
  public:
    [[nodiscard]] std::string_view name() const override { return "shell"; }
    [[nodiscard]] Plan plan(const Value& arguments, const HostView&, const CallOptions&) const override {
        Plan plan;
        const std::string line = arguments.text_of("text");
        plan.change({"command", {}, line}, [line](HostControl& control) {
            Command command;
            command.program = "/bin/sh";
            command.arguments = {"-c", line};
            const ProcessResult result = control.run(command);
            Outcome outcome;
            outcome.data.set("rc", result.status);
            outcome.data.set("stdout", result.output);
            return outcome;
        });
        return plan;
    }
};

/// The same, but it must not be broken off.
class Install final : public TestModule {
  public:
    [[nodiscard]] std::string_view name() const override { return "install"; }
    [[nodiscard]] bool uninterruptible() const override { return true; }
    [[nodiscard]] Plan plan(const Value& arguments, const HostView& host,
                            const CallOptions& options) const override {
        return find_module("shell")->plan(arguments, host, options);
    }
};

class Crash final : public TestModule {
  public:
    [[nodiscard]] std::string_view name() const override { return "crash"; }
    [[nodiscard]] Plan plan(const Value&, const HostView&, const CallOptions&) const override {
        // Not raise(SIGSEGV): a sanitizer would turn that into an exit.
        ::signal(SIGSEGV, SIG_DFL);
        ::kill(::getpid(), SIGSEGV);
        ::pause();
        return {};
    }
};

}  // namespace

const std::vector<const Module*>& all_modules() {
    static const Crash crash;
    static const Echo echo;
    static const Install install;
    static const Shell shell;
    static const Staged staged;
    static const std::vector<const Module*> modules{&crash, &echo, &install, &shell, &staged};
    return modules;
}

const Module* find_module(std::string_view name) {
    for (const Module* module : all_modules())
        if (module->name() == name) return module;
    return nullptr;
}

}  // namespace modules

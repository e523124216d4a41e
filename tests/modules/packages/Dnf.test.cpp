#include "modules/packages/Dnf.hpp"

#include "modules/packages/DnfCall.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/packages/RpmRepository.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

using namespace modules;

namespace {

const Dnf dnf;

/// A repository with hello in two versions, which needs base; and extra.
class HelloRepository : public RpmRepository {
  public:
    HelloRepository() {
        const std::string needs = "Requires: base\nProvides: greeting\n";
        add("base", "1");
        add("hello", "1.0", needs);
        add("hello", "2.0", needs);
        add("extra", "1");
        publish();
    }

    [[nodiscard]] ModuleResult run_dnf(Map arguments, Run mode = Run::apply) const {
        arguments.set("conf_file", configuration());
        arguments.set("installroot", root());
        arguments.set("releasever", "9");
        PosixHost host;
        return run(dnf, arguments, host, mode, {.diff = true});
    }

    /// Check mode changed nothing and announced what apply did; a second look finds nothing to do.
    ModuleResult converged(const Map& arguments) const {
        INFO(to_json(arguments));
        const std::string before = installed();
        const ModuleResult look = run_dnf(arguments, Run::check);
        INFO("check: " << to_json(to_value(look)));
        REQUIRE(!look.failure);
        CHECK(installed() == before);
        ModuleResult result = run_dnf(arguments);
        INFO("apply: " << to_json(to_value(result)));
        REQUIRE(!result.failure);
        CHECK(result.changed == look.changed);
        CHECK(to_value(result).get("differences") == to_value(look).get("differences"));
        CHECK(*result.data.find("results") == *look.data.find("results"));
        CHECK(!run_dnf(arguments, Run::check).changed);
        return result;
    }
};

bool may_install() {
    if (::geteuid() == 0) return true;
    WARN("only root may install packages; these cases were left out");
    return false;
}

}  // namespace

TEST_CASE("Packages come with what they need, and go with what needs them", "[.][live]") {
    if (!may_install()) return;
    const HelloRepository repository;
    const ModuleResult made = repository.converged({{"name", "hello-1.0"}});
    CHECK(repository.installed() == "base-1-1.noarch hello-1.0-1.noarch");
    CHECK(*made.data.find("results") ==
          Value(List{"Installed: hello-1.0-1.noarch", "Installed: base-1-1.noarch"}));
    CHECK(made.differences.at(0).subject == "hello");
    CHECK(made.differences.at(0).before == Value(Map{{"state", "absent"}}));
    CHECK(made.differences.at(0).after == Value(Map{{"version", "1.0-1"}}));
    const ModuleResult look = repository.run_dnf({{"name", "extra"}}, Run::check);
    CHECK(*look.data.find("msg") ==
          Value("Check mode: No changes made, but would have if not in check mode"));
    const ModuleResult gone = repository.converged({{"name", "base"}, {"state", "removed"}});
    CHECK(repository.installed().empty());
    CHECK(*gone.data.find("results") ==
          Value(List{"Removed: base-1-1.noarch", "Removed: hello-1.0-1.noarch"}));
}

TEST_CASE("A newer version comes where it is asked for, an older one only where that is allowed",
          "[.][live]") {
    if (!may_install()) return;
    const HelloRepository repository;
    repository.converged({{"name", "hello-1.0-1.noarch"}});
    for (const char* const specification :
         {"hello", "greeting", "hello >= 1.0", "hello<2", "hello.noarch", "hello-1.0", "h*o"})
        CHECK(!repository.converged({{"name", specification}}).changed);
    CHECK(*repository.converged({{"name", "hello >= 2"}}).data.find("results") ==
          Value(List{"Installed: hello-2.0-1.noarch", "Removed: hello-1.0-1.noarch"}));
    CHECK(!repository.converged({{"name", "hello-1.0"}}).changed);
    repository.converged({{"name", "hello-1.0"}, {"allow_downgrade", true}});
    CHECK(repository.installed() == "base-1-1.noarch hello-1.0-1.noarch");
    const ModuleResult newest = repository.converged({{"name", List{"hello", "extra"}}, {"state", "latest"}});
    CHECK(newest.differences.size() == 2);
    CHECK(repository.installed() == "base-1-1.noarch extra-1-1.noarch hello-2.0-1.noarch");
}

TEST_CASE("All packages are renewed, and what nobody needs any more goes", "[.][live]") {
    if (!may_install()) return;
    const HelloRepository repository;
    repository.converged({{"name", "hello-1.0"}});
    CHECK(*repository.converged({{"name", "*"}, {"state", "latest"}}).data.find("results") ==
          Value(List{"Installed: hello-2.0-1.noarch", "Removed: hello-1.0-1.noarch"}));
    repository.converged({{"name", "hello"}, {"state", "absent"}});
    CHECK(repository.installed() == "base-1-1.noarch");
    repository.converged({{"autoremove", true}});
    CHECK(repository.installed().empty());
    repository.converged({{"name", "hello"}});
    repository.converged({{"name", "hello"}, {"state", "absent"}, {"autoremove", true}});
    CHECK(repository.installed().empty());
}

TEST_CASE("Only what is installed is renewed where that is asked for", "[.][live]") {
    if (!may_install()) return;
    const HelloRepository repository;
    repository.converged({{"name", "hello-1.0"}});
    const ModuleResult result =
        repository.converged({{"name", List{"hello", "extra"}}, {"state", "latest"}, {"update_only", true}});
    CHECK(result.data.find("results")->as_list().at(0) ==
          Value("Packages providing extra not installed due to update_only specified"));
    CHECK(repository.installed() == "base-1-1.noarch hello-2.0-1.noarch");
}

TEST_CASE("A package file is installed, once; packages are fetched and left where that is all", "[.][live]") {
    if (!may_install()) return;
    const HelloRepository repository;
    const std::string file = repository.package_file("extra", "1");
    repository.converged({{"name", file}});
    CHECK(repository.installed() == "extra-1-1.noarch");
    CHECK(repository.run_dnf({{"name", file}, {"state", "absent"}}).failure ==
          "Cannot remove paths -- please specify package name.");
    const ModuleResult fetched = repository.run_dnf(
        {{"name", "hello"}, {"download_only", true}, {"download_dir", repository.downloads()}});
    CHECK(!fetched.failure);
    CHECK(fetched.data.find("results")->as_list().at(0) == Value("Downloaded: hello-2.0-1.noarch"));
    CHECK(PosixHost().exists(repository.downloads() + "/hello-2.0-1.noarch.rpm"));
    CHECK(repository.installed() == "extra-1-1.noarch");
}

TEST_CASE("What is in no repository is a failure, and unknown in check mode", "[.][live]") {
    if (!may_install()) return;
    const HelloRepository repository;
    const Map wanted{{"name", List{"nosuch", "hello"}}};
    const ModuleResult result = repository.run_dnf(wanted);
    CHECK(result.failure == "Failed to install some of the specified packages");
    CHECK(*result.data.find("failures") == Value(List{"No package nosuch available."}));
    CHECK(repository.installed().empty());
    CHECK(repository.run_dnf(wanted, Run::check).unknown ==
          "Failed to install some of the specified packages: No package nosuch available.");
    CHECK(!repository.converged({{"name", "nosuch"}, {"state", "absent"}}).changed);
}

TEST_CASE("Packages are told: installed ones, offers, repositories; metadata is renewed without a change",
          "[.][live]") {
    if (!may_install()) return;
    const HelloRepository repository;
    repository.converged({{"name", "hello-1.0"}});
    const auto listed = [&](const char* what) {
        const ModuleResult result = repository.run_dnf({{"list", what}});
        CHECK(!result.failure);
        return result.data.find("results")->as_list();
    };
    CHECK(listed("installed").size() == 2);
    CHECK(listed("updates").at(0) == Value(Map{{"name", "hello"},
                                               {"arch", "noarch"},
                                               {"epoch", "0"},
                                               {"release", "1"},
                                               {"version", "2.0"},
                                               {"repo", "local"},
                                               {"nevra", "hello-2.0-1.noarch"},
                                               {"yumstate", "available"}}));
    CHECK(listed("available").size() == 4);
    CHECK(listed("repos") == List{Map{{"repoid", "local"}, {"state", "enabled"}}});
    CHECK(listed("extra").size() == 1);
    const ModuleResult renewed = repository.run_dnf({{"update_cache", true}});
    CHECK(!renewed.failure);
    CHECK(!renewed.changed);
    CHECK(*renewed.data.find("msg") == Value("Cache updated"));
}

TEST_CASE("Where rpm has what is wanted nobody asks dnf") {
    FakeHost host;
    host.add_program("dnf");
    host.answer("rpm", {"-q", "--queryformat"}, "hello\t(none)\t1.0\t1\tnoarch\n");
    const ModuleResult result = already_converged(dnf, Map{{"name", "hello"}}, host);
    CHECK(*result.data.find("msg") == Value("Nothing to do"));
    already_converged(Yum(), Map{{"name", "hello"}, {"use_backend", "dnf"}}, host);
}

TEST_CASE("A transaction that another program keeps waiting is tried again as long as was said") {
    FakeHost host;
    host.answer("rpm", {}, "");
    host.answer("dnf", {"--assumeno", "install"},
                "Installing:\n hello  noarch  32:1.0-1  local  5.4 k\n\nTransaction Summary\n", 1);
    int tries = 0;
    host.on_run("flock", {"/run/lock/understudy-packages", "dnf", "-y", "install"},
                [&](const Command&) { return ProcessResult{.status = ++tries < 4 ? 200 : 0}; });
    CHECK(!applied(dnf, Map{{"name", "hello"}}, host).failure);
    CHECK(host.now() == 1700000003);
    tries = -10;
    CHECK(applied(dnf, Map{{"name", "hello"}, {"lock_timeout", 2}}, host).failure ==
          "dnf lockfile is held by another process");
}

TEST_CASE("The table of a transaction is read however its columns are broken") {
    const std::vector<DnfStep> steps = dnf_steps(
        "Dependencies resolved.\n====\n Package  Arch  Version  Repository  Size\n====\n"
        "Installing:\n a-name-that-is-long\n            noarch   1:1.0-1   local   5.4 k\n"
        "Installing dependencies:\n base   x86_64  2-1  local   0  \n"
        "     replacing  old.noarch 1-1\nRemoving dependent packages:\n gone  noarch 1-1  @local  0  \n\n"
        "Transaction Summary\n====\nInstall  2 Packages\n");
    REQUIRE(steps.size() == 3);
    CHECK(steps[0].package.nevra() == "a-name-that-is-long-1:1.0-1.noarch");
    CHECK(steps[1].package.nevra() == "base-2-1.x86_64");
    CHECK(!steps[1].removes());
    CHECK(steps[2].removes());
}

TEST_CASE("What makes no sense to dnf is refused") {
    FakeHost host;
    host.add_program("rpm");
    CHECK(failure_of(dnf, Map{}, host) == "one of the following is required: name, list, update_cache");
    CHECK(failure_of(dnf, Map{{"name", "x"}, {"list", "y"}}, host) ==
          "parameters are mutually exclusive: name|list");
    CHECK(failure_of(dnf, Map{{"name", "x"}, {"state", "latest"}, {"autoremove", true}}, host) ==
          "Autoremove should be used alone or with state=absent");
    CHECK(failure_of(dnf, Map{{"name", "x"}}, host) == "Failed to find required executable \"dnf\"");
}

#include "modules/packages/Pip.hpp"

#include "modules/system/PosixHost.hpp"
#include "modules/system/Process.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/TemporaryDirectory.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace modules;

namespace {

const Pip pip;

// Writes the wheel NAME-VERSION into the directory: what pip installs is a zip archive of this form.
constexpr const char* wheel_maker = R"(
import sys, zipfile
directory, name, version, needs = sys.argv[1:]
stem = f"{name}-{version}"
with zipfile.ZipFile(f"{directory}/{stem}-py3-none-any.whl", "w") as wheel:
    wheel.writestr(f"{name}.py", f"version = '{version}'\n")
    wheel.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    if needs: metadata += f"Requires-Dist: {needs}\n"
    wheel.writestr(f"{stem}.dist-info/METADATA", metadata)
    wheel.writestr(f"{stem}.dist-info/RECORD", "")
)";

/// Real packages in a directory, and a real virtual environment to install them in.
class WheelHouse {
  public:
    WheelHouse() {
        add("hello", "1.0", "base");
        add("hello", "2.0", "base");
        add("base", "1.0");
    }
    void add(const std::string& name, const std::string& version, const std::string& needs = {}) const {
        const ProcessResult result =
            run_process({.program = "python3",
                         .arguments = {"-c", wheel_maker, directory_.path(), name, version, needs}});
        INFO(result.error);
        REQUIRE(result.ok());
    }
    [[nodiscard]] std::string operator/(const std::string& name) const { return directory_ / name; }

    [[nodiscard]] ModuleResult run_pip(Map arguments, Run mode = Run::apply) const {
        if (!arguments.contains("virtualenv")) arguments.set("virtualenv", directory_ / "environment");
        arguments.set("virtualenv_command", "python3 -m venv");
        if (!arguments.contains("state") || *arguments.find("state") != Value("absent"))
            arguments.set("extra_args", "--no-index --find-links " + directory_.path());
        PosixHost host;
        return run(pip, arguments, host, mode, {.diff = true});
    }
    /// "hello 1.0" where that is importable; else "nothing".
    [[nodiscard]] std::string imported(const std::string& name) const {
        const ProcessResult result =
            run_process({.program = directory_ / "environment/bin/python",
                         .arguments = {"-c", "import " + name + "; print(" + name + ".version, end='')"}});
        return result.ok() ? result.output : "nothing";
    }
    ModuleResult converged(const Map& arguments) const {
        INFO(to_json(arguments));
        const ModuleResult look = run_pip(arguments, Run::check);
        INFO("check: " << to_json(to_value(look)));
        REQUIRE(!look.failure);
        ModuleResult result = run_pip(arguments);
        INFO("apply: " << to_json(to_value(result)));
        REQUIRE(!result.failure);
        CHECK(result.changed == look.changed);
        CHECK(!run_pip(arguments, Run::check).changed);
        CHECK(!run_pip(arguments).changed);
        return result;
    }

  private:
    TemporaryDirectory directory_;
};

}  // namespace

TEST_CASE("Packages are installed in an environment that is made for them, renewed and removed",
          "[.][live]") {
    const WheelHouse house;
    const ModuleResult made = house.converged({{"name", "hello==1.0"}});
    CHECK(made.differences.at(0).subject == house / "environment");
    CHECK(house.imported("hello") == "1.0");
    CHECK(house.imported("base") == "1.0");
    for (const char* const name : {"hello", "Hello>=1.0,<2", "hello[extra]"})
        CHECK(!house.converged({{"name", name}}).changed);
    const ModuleResult newer = house.converged({{"name", "hello"}, {"version", "2.0"}});
    CHECK(newer.differences.at(0).before == Value(Map{{"version", "1.0"}}));
    CHECK(newer.differences.at(0).after == Value(Map{{"version", "==2.0"}}));
    CHECK(house.imported("hello") == "2.0");
    house.converged({{"name", List{"hello", "nothing"}}, {"state", "absent"}});
    CHECK(house.imported("hello") == "nothing");
    CHECK(house.imported("base") == "1.0");
}

TEST_CASE("What only pip can tell is asked of it: the newest version, and a file of requirements",
          "[.][live]") {
    const WheelHouse house;
    house.converged({{"name", "hello==1.0"}});
    const ModuleResult newest = house.converged({{"name", "hello"}, {"state", "latest"}});
    REQUIRE(newest.differences.size() == 1);
    CHECK(newest.differences[0].after == Value(Map{{"version", "2.0"}}));
    house.add("other", "3.0");
    std::ofstream(house / "requirements.txt") << "hello<2\nother\n";
    house.converged({{"requirements", house / "requirements.txt"}});
    CHECK(house.imported("hello") == "1.0");
    CHECK(house.imported("other") == "3.0");
    CHECK(house.run_pip({{"name", "hello"}, {"state", "forcereinstall"}}).changed);
    const ModuleResult missing = house.run_pip({{"name", "nosuch"}});
    CHECK(missing.failure.value_or("").find("No matching distribution found for nosuch") !=
          std::string::npos);
}

TEST_CASE("A host without pip is a failure, and in check mode not yet known") {
    FakeHost host;
    const std::string missing = "Unable to find any of pip3, pip to use.  pip needs to be installed.";
    CHECK(checked(pip, Map{{"name", "x"}}, host).unknown == missing);
    CHECK(applied(pip, Map{{"name", "x"}}, host).failure == missing);
    host.add_file("/v/bin/activate", "");
    CHECK(applied(pip, Map{{"name", "x"}, {"virtualenv", "/v"}}, host).failure ==
          "Unable to find pip in the virtualenv, /v, under any of these names: pip3, pip. Make sure pip is "
          "present in "
          "the virtualenv.");
}

TEST_CASE("What makes no sense to pip is refused") {
    FakeHost host;
    const auto fails = [&](const Map& arguments) { return failure_of(pip, arguments, host); };
    CHECK(fails({}) == "one of the following is required: name, requirements");
    CHECK(fails({{"name", "a"}, {"requirements", "b"}}) ==
          "parameters are mutually exclusive: name|requirements");
    CHECK(fails({{"name", "a"}, {"executable", "pip"}, {"virtualenv", "/v"}}) ==
          "parameters are mutually exclusive: executable|virtualenv");
    CHECK(fails({{"name", "a"}, {"version", "1"}, {"state", "latest"}}) ==
          "version is incompatible with state=latest");
    CHECK(fails({{"name", List{"a", "b"}}, {"version", "1"}})
              .starts_with("'version' argument is ambiguous when installing multiple"));
    CHECK(fails({{"name", "a>1"}, {"version", "1"}}).starts_with("The 'version' argument conflicts with"));
}

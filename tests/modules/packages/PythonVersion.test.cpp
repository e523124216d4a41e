#include "modules/packages/PythonVersion.hpp"

#include "modules/packages/PythonRequirement.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("Versions of Python packages are ordered as PEP 440 orders them") {
    const std::vector<std::string> ordered{"1.dev0",
                                           "1.0.dev456",
                                           "1.0a1",
                                           "1.0a2.dev456",
                                           "1.0a12.dev456",
                                           "1.0a12",
                                           "1.0b1.dev456",
                                           "1.0b2",
                                           "1.0b2.post345.dev456",
                                           "1.0b2.post345",
                                           "1.0rc1.dev456",
                                           "1.0rc1",
                                           "1.0",
                                           "1.0+abc.5",
                                           "1.0+abc.7",
                                           "1.0+5",
                                           "1.0.post456.dev34",
                                           "1.0.post456",
                                           "1.0.15",
                                           "1.1.dev1",
                                           "1!0.1"};
    for (std::size_t one = 0; one < ordered.size(); ++one)
        for (std::size_t other = 0; other < ordered.size(); ++other) {
            INFO(ordered[one] << " and " << ordered[other]);
            CHECK((*PythonVersion::from(ordered[one]) < *PythonVersion::from(ordered[other])) ==
                  (one < other));
        }
    for (const auto& [one, other] :
         std::vector<std::pair<std::string, std::string>>{{"1.0", "1"},
                                                          {"v1.0", "1.0.0"},
                                                          {"1.0-1", "1.0.post1"},
                                                          {"1.0ALPHA1", "1.0a1"},
                                                          {"1.0-rev2", "1.0.post2"},
                                                          {"1.0.c3", "1.0rc3"},
                                                          {"1.0+ubuntu-1", "1.0+ubuntu.1"}}) {
        INFO(one << " and " << other);
        CHECK(PythonVersion::from(one) == PythonVersion::from(other));
    }
    CHECK(!PythonVersion::from("one"));
    CHECK(!PythonVersion::from("1.0-"));
}

TEST_CASE("A version keeps to comparisons, or not, as packaging says") {
    const auto keeps = [](const char* version, const char* comparisons) {
        return keeps_to(version, comparisons) == true;
    };
    CHECK(keeps("1.5", ">=1.0,<2"));
    CHECK(!keeps("2.0", ">=1.0, <2"));
    CHECK(keeps("1.0", ""));
    CHECK(keeps("1.4.9", "~=1.4.2"));
    CHECK(!keeps("1.5", "~=1.4.2"));
    CHECK(keeps("1.9", "~=1.4"));
    CHECK(!keeps("2.0", "~=1.4"));
    CHECK(keeps("1.4.9", "==1.4.*"));
    CHECK(!keeps("1.40", "==1.4.*"));
    CHECK(keeps("1.5", "!=1.4.*"));
    CHECK(keeps("1.0+local", "==1.0"));
    CHECK(!keeps("1.0+local", "==1.0+other"));
    CHECK(!keeps("1.7rc1", "<1.7"));
    CHECK(keeps("1.7rc1", "<1.7rc2"));
    CHECK(!keeps("1.7.post1", ">1.7"));
    CHECK(keeps("1.7.1", ">1.7"));
    CHECK(keeps("strange", "===strange"));
    CHECK(keeps_to("1.0", "1.0") == std::nullopt);
    CHECK(keeps_to("1.0", ">=x") == std::nullopt);
}

TEST_CASE("Requirements are put together again, and names compared as pip compares them") {
    const auto all = python_requirements(
        {"django>1.11.1", "<1.11.3", "Zope.Interface", "x[a,b]>=1,<2", "y ; python_version<'4'"});
    REQUIRE(all.size() == 4);
    CHECK(all[0].written == "django>1.11.1,<1.11.3");
    CHECK(all[0].comparisons == ">1.11.1,<1.11.3");
    CHECK(all[1].name == "zope-interface");
    CHECK(all[2].name == "x");
    CHECK(all[2].comparisons == ">=1,<2");
    CHECK(all[3].name == "y");
    CHECK(all[3].comparisons.empty());
    for (const char* const written : {"git+https://x/y.git", "./here", "https://x/y.whl", "/srv/x.tar.gz"})
        CHECK(!python_requirement(written).is_named());
}

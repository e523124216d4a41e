#include "modules/module/TypedModule.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

unsigned on_file(const char* written, unsigned present) {
    return Mode{written}.applied_to(present, false);
}
unsigned on_directory(const char* written, unsigned present) {
    return Mode{written}.applied_to(present, true);
}

}  // namespace

TEST_CASE("octal modes replace the bits") {
    CHECK(on_file("0644", 0777) == 0644);
    CHECK(on_file("644", 0) == 0644);
    CHECK(on_file("01777", 0) == 01777);
    CHECK(on_file("0o600", 0) == 0600);
}

TEST_CASE("symbolic modes act on the bits that are there, as chmod does") {
    CHECK(on_file("u=rw,g=r,o=", 0777) == 0640);
    CHECK(on_file("g-w", 0664) == 0644);
    CHECK(on_file("a+x", 0644) == 0755);
    CHECK(on_file("+x", 0644) == 0755);
    CHECK(on_file("u=rwX,go=rX", 0600) == 0644);
    CHECK(on_file("u=rwX,go=rX", 0700) == 0755);
    CHECK(on_directory("u=rwX,go=rX", 0600) == 0755);
    CHECK(on_file("g=u", 0640) == 0660);
    CHECK(on_file("u+s,g+s", 0755) == 06755);
    CHECK(on_directory("o+t", 0777) == 01777);
    CHECK(on_directory("+t", 0777) == 01777);
    CHECK(on_file("u-s", 04755) == 0755);
    CHECK(on_file("u+w-x", 0555) == 0655);
}

TEST_CASE("what is no mode is refused with both ways to write one") {
    for (const char* written : {"rw-r--r--", "0999", "u", "u*x", "u=q", "77777777", ""})
        CHECK_THROWS_WITH(on_file(written, 0644),
                          std::string("\"") + written +
                              "\" is no mode: write it in octal (\"0644\") or as chmod does (\"u=rw,g-w\")");
}

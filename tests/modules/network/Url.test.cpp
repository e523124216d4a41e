#include "modules/network/Url.hpp"

#include "modules/module/ModuleResult.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("an address is taken apart") {
    const Url url = parsed_url("HTTPS://operator:s%40cret@Web.Example:8443/a/b?c=d#e");
    CHECK(url.scheme == "https");
    CHECK(url.user == "operator");
    CHECK(url.password == "s@cret");
    CHECK(url.host == "web.example");
    CHECK(url.port == 8443);
    CHECK(url.target == "/a/b?c=d");
    CHECK(url.text == "HTTPS://Web.Example:8443/a/b?c=d#e");
    CHECK(url.host_field() == "web.example:8443");
    CHECK(parsed_url("http://h").target == "/");
    CHECK(parsed_url("http://h").port == 80);
    CHECK(parsed_url("https://h?q").target == "/?q");
    CHECK(parsed_url("https://h?q").host_field() == "h");
    CHECK(parsed_url("http://[::1]:81/é").host == "::1");
    CHECK(parsed_url("http://[::1]:81/é").host_field() == "[::1]:81");
    CHECK(parsed_url("http://[::1]:81/é").target == "/%C3%A9");
}

TEST_CASE("an address that is none is refused in words, without its password") {
    CHECK_THROWS_WITH(parsed_url("ftp://u:secret@h/x"),
                      "url: \"ftp://h/x\" begins with neither http:// nor https://");
    CHECK_THROWS_WITH(parsed_url("web.example/x"),
                      "url: \"web.example/x\" begins with neither http:// nor https://");
    CHECK_THROWS_WITH(parsed_url("http:///x"), "url: \"http:///x\" names no host");
    CHECK_THROWS_WITH(parsed_url("http://h:70000/"),
                      "url: \"http://h:70000/\" has a port that is none (1 to 65535)");
    CHECK_THROWS_WITH(parsed_url("http://h:x/"), "url: \"http://h:x/\" has a port that is none (1 to 65535)");
    CHECK_THROWS_WITH(parsed_url("http://h/a b"),
                      "url: \"http://h/a b\" holds a blank or a control character; write %20 for a blank");
    CHECK_THROWS_WITH(parsed_url("http://h/\r\nX: y"), Catch::Contains("control character"));
}

TEST_CASE("a reference is read from where one is (RFC 3986, 5.4)") {
    const Url base = parsed_url("http://a/b/c/d?q");
    const auto at = [&](const char* reference) { return resolved_url(base, reference).text; };
    CHECK(at("g") == "http://a/b/c/g");
    CHECK(at("./g/") == "http://a/b/c/g/");
    CHECK(at("/g") == "http://a/g");
    CHECK(at("//g:81/x") == "http://g:81/x");
    CHECK(at("?y") == "http://a/b/c/d?y");
    CHECK(at("g?y=./z") == "http://a/b/c/g?y=./z");
    CHECK(at("") == "http://a/b/c/d?q");
    CHECK(at("..") == "http://a/b/");
    CHECK(at("../../../g") == "http://a/g");
    CHECK(at("/a/./b/../c") == "http://a/a/c");
    CHECK(at("https://h/x") == "https://h/x");
    CHECK(at("/two words") == "http://a/two%20words");
}

TEST_CASE("a file's name in an address is decoded and never leads elsewhere") {
    CHECK(file_name_in(parsed_url("http://h/a/b%20c.txt?x=/y")) == "b c.txt");
    CHECK(file_name_in(parsed_url("http://h/a/")) == "");
    CHECK(file_name_in(parsed_url("http://h/a/..%2f..%2fetc")) == "etc");
    CHECK(file_name_in(parsed_url("http://h/a/%2e%2e")) == "");
    CHECK(percent_decoded("%41%zz%4") == "A%zz%4");
    CHECK(form_quoted("a b&c=é~") == "a+b%26c%3D%C3%A9~");
}

#include "modules/network/Uri.hpp"

#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/network/TestServer.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Uri uri;

ModuleResult asked(Map arguments, Run mode = Run::apply) {
    PosixHost host;
    arguments.set("use_netrc", false);
    return run(uri, arguments, host, mode, {});
}

std::string failure(Map arguments) {
    return asked(std::move(arguments)).failure.value_or("no failure");
}

/// One key of a result that must be good.
Value told(Map arguments, const char* key) {
    const ModuleResult result = asked(std::move(arguments));
    INFO(to_json(to_value(result)));
    REQUIRE(!result.failure);
    CHECK(!result.changed);
    return Value(result.data).get(key).value_or(Value());
}

}  // namespace

TEST_CASE("a reply's status, fields and JSON are told as in Ansible") {
    TestServer server;
    const ModuleResult result = asked({{"url", server.url("/echo")}});
    REQUIRE(!result.failure);
    CHECK(!result.changed);
    const Value data = result.data;
    CHECK(data.get("status") == Value(200));
    CHECK(data.get("msg") == Value("OK (29 bytes)"));
    CHECK(data.get("url") == Value(server.url("/echo")));
    CHECK(data.get("redirected") == Value(false));
    CHECK(data.get("content_type") == Value("application/json; charset=utf-8"));
    CHECK(data.get("content_length") == Value("29"));
    CHECK(data.get("cookies") == Value(Map{}));
    CHECK(data.get("json")->text_of("method") == "GET");
    CHECK(data.get("elapsed")->is_integer());
    CHECK(!data.get("content"));
    CHECK(told({{"url", server.url("/nojson")}, {"return_content", true}}, "content") == Value("{not json"));
    CHECK(told({{"url", server.url("/nojson")}}, "json").is_null());
    CHECK(told({{"url", server.url("/latin")}, {"return_content", true}}, "content") == Value("café"));
}

TEST_CASE("the request is what was asked for") {
    TestServer server;
    told({{"url", server.url("/echo?a=b#c")},
          {"headers", Map{{"X-One", 1}, {"user-agent", "me"}}},
          {"force", true}},
         "status");
    const Value request = server.requests().at(0);
    CHECK(request.text_of("method") == "GET");
    CHECK(request.text_of("path") == "/echo?a=b");
    CHECK(
        to_json(*request.get("fields")) ==
        R"({"host": "127.0.0.1:)" + std::to_string(server.port()) +
            R"(", "accept-encoding": "identity", "cache-control": "no-cache", "x-one": "1", "user-agent": "me", )"
            R"("connection": "close"})");
}

TEST_CASE("bodies are sent as JSON, as forms, as parts, or as they are") {
    TestServer server;
    const auto sent = [&](Map arguments) {
        arguments.set("url", server.url("/echo"));
        arguments.set("method", "post");
        told(arguments, "status");
        const Value request = server.requests().at(0);
        return request.get("fields")->text_of("content-type") + "|" + request.text_of("body");
    };
    CHECK(sent({{"body", Map{{"a", 1}, {"b", List{true, Value()}}}}, {"body_format", "json"}}) ==
          "application/json|{\"a\": 1, \"b\": [true, null]}");
    CHECK(sent({{"body", "[1]"},
                {"body_format", "json"},
                {"headers", Map{{"content-type", "application/x"}}}}) == "application/x|[1]");
    CHECK(sent({{"body", Map{{"p", Value::secret("hunter22")}}}, {"body_format", "json"}}) ==
          "application/json|{\"p\": \"hunter22\"}");
    CHECK(sent({{"body", Map{{"a b", "c&d"}, {"n", List{1, 2}}, {"none", Value()}}},
                {"body_format", "form-urlencoded"}}) ==
          "application/x-www-form-urlencoded|a+b=c%26d&n=1&n=2");
    CHECK(sent({{"body", List{List{"x", "1"}, List{"x", "2"}}}, {"body_format", "form-urlencoded"}}) ==
          "application/x-www-form-urlencoded|x=1&x=2");
    CHECK(sent({{"body", "plain"}}) == "application/x-www-form-urlencoded|plain");
    CHECK(sent({}) == "|");
    CHECK(sent({{"body",
                 Map{{"text", "value"},
                     {"file", Map{{"filename", "/x/a.txt"}, {"content", "ha"}, {"mime_type", "text/x"}}}}},
                {"body_format", "form-multipart"}}) ==
          "multipart/form-data; boundary=\"===============part\"|"
          "--===============part\r\nContent-Type: text/x\r\n"
          "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nha\r\n"
          "--===============part\r\nContent-Type: text/plain\r\n"
          "Content-Disposition: form-data; name=\"text\"\r\n\r\nvalue\r\n--===============part--\r\n");
    put_content(server.directory() / "upload", "from a file");
    CHECK(sent({{"src", server.directory() / "upload"}, {"remote_src", true}}) == "|from a file");
}

TEST_CASE("a status that is not expected fails and shows what came") {
    TestServer server;
    CHECK(failure({{"url", server.url("/status/503")}}) ==
          "Status code was 503 and not [200]: HTTP Error 503: Service Unavailable, whose reply is: the reply "
          "of this "
          "status");
    CHECK(failure({{"url", server.url("/missing")}, {"status_code", List{200, 204}}}) ==
          "Status code was 404 and not [200, 204]: HTTP Error 404: Not Found, whose reply is: <html> "
          "<h1>Nothing "
          "here</h1> </html> ");
    CHECK(failure({{"url", server.url("/status/201")}}) ==
          "Status code was 201 and not [200]: OK (24 bytes), whose reply is: the reply of this status");
    CHECK(
        failure({{"url", server.url("/long")}, {"status_code", 204}}) ==
        "Status code was 200 and not [204]: OK (1048576 bytes), whose reply begins: "
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123"
        "4567"
        "89abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567…");
    CHECK(told({{"url", server.url("/status/404")}, {"status_code", "404"}}, "msg") ==
          Value("HTTP Error 404: Not Found"));
    const ModuleResult bad = asked({{"url", server.url("/status/500")}, {"return_content", true}});
    CHECK(bad.data.find("content")->as_text() == "the reply\nof this status");
    CHECK(bad.data.find("status")->as_integer() == 500);
}

TEST_CASE("redirects are followed as far as one is asked to") {
    TestServer server;
    const auto method_after = [&](int status, const char* method, const char* follow) {
        const ModuleResult result = asked({{"url", server.url("/redirect/" + std::to_string(status))},
                                           {"method", method},
                                           {"body", "b"},
                                           {"follow_redirects", follow},
                                           {"status_code", List{200, status}}});
        INFO(to_json(to_value(result)));
        REQUIRE(!result.failure);
        const Value data = result.data;
        if (data.get("status") == Value(status)) {
            CHECK(data.get("redirected") == Value(false));
            CHECK(data.get("location") == Value(server.url("/echo")));
            return std::string("not followed");
        }
        CHECK(data.get("redirected") == Value(true));
        CHECK(data.get("url") == Value(server.url("/echo")));
        return data.get("json")->text_of("method") + ":" + data.get("json")->text_of("body");
    };
    CHECK(method_after(302, "GET", "safe") == "GET:");
    CHECK(method_after(302, "POST", "safe") == "not followed");
    CHECK(method_after(302, "GET", "none") == "not followed");
    CHECK(method_after(302, "GET", "no") == "not followed");
    CHECK(method_after(301, "POST", "all") == "GET:");
    CHECK(method_after(301, "PUT", "yes") == "PUT:");
    CHECK(method_after(302, "PUT", "all") == "GET:");
    CHECK(method_after(303, "DELETE", "all") == "GET:");
    CHECK(method_after(307, "POST", "all") == "POST:b");
    CHECK(method_after(308, "PUT", "all") == "PUT:b");
    CHECK(method_after(307, "POST", "urllib2") == "not followed");
    CHECK(method_after(302, "POST", "urllib2") == "GET:");
    CHECK(method_after(302, "PUT", "urllib2") == "not followed");
}

TEST_CASE("what was meant for one server is not told to another") {
    TestServer server;
    TestServer other;
    told({{"url", server.url("/elsewhere")},
          {"url_username", "operator"},
          {"url_password", "sésame"},
          {"force_basic_auth", true},
          {"headers", Map{{"X-Port", other.port()}, {"X-Token", "t"}, {"X-Kept", "k"}}},
          {"unredirected_headers", List{"x-token"}}},
         "status");
    CHECK(!server.requests().at(0).get("fields")->text_of("authorization").empty());
    const Value fields = *other.requests().at(0).get("fields");
    CHECK(fields.text_of("authorization", "none") == "none");
    CHECK(fields.text_of("x-token", "none") == "none");
    CHECK(fields.text_of("x-kept", "none") == "k");
    CHECK(failure({{"url", server.url("/circle")}}) ==
          "Status code was -1 and not [200]: Request failed: " + server.url("/circle") +
              " redirected 10 times, the last time to circle");
    CHECK(failure({{"url", server.url("/off")}}) ==
          "Status code was -1 and not [200]: Request failed: " + server.url("/off") +
              " redirects to where one cannot follow: url: \"file:///etc/passwd\" begins with neither "
              "http:// nor "
              "https://");
}

TEST_CASE("a login is shown when it is asked for, or at once") {
    TestServer server;
    Map login{{"url", server.url("/login")}, {"user", "operator"}, {"password", Value::secret("sésame")}};
    told(login, "status");
    CHECK(server.requests().size() == 2);
    login.set("force_basic_auth", true);
    told(login, "status");
    CHECK(server.requests().size() == 1);
    login.set("url_password", Value::secret("wrong"));
    login.erase("password");
    const ModuleResult refused = asked(login);
    CHECK(refused.failure ==
          "Status code was 401 and not [200]: HTTP Error 401: Unauthorized, whose reply is: who "
          "are you?");
    const std::string in_address =
        "http://operator:s%C3%A9same@127.0.0.1:" + std::to_string(server.port()) + "/login";
    CHECK(told({{"url", in_address}}, "url") == Value(server.url("/login")));
}

TEST_CASE("~/.netrc knows logins") {
    TestServer server;
    const std::string file = server.directory() / "netrc";
    put_content(
        file,
        "machine other login a password b\n# ours\nmachine 127.0.0.1\n  login operator\n  password sésame\n");
    ::setenv("NETRC", file.c_str(), 1);
    PosixHost host;
    const ModuleResult result = run(uri, Map{{"url", server.url("/login")}}, host, Run::apply, {});
    ::unsetenv("NETRC");
    CHECK(!result.failure);
}

TEST_CASE("cookies are kept on the way and told, and fields that come twice are joined") {
    TestServer server;
    const ModuleResult result = asked({{"url", server.url("/cookies")}});
    const Value data = result.data;
    CHECK(data.get("cookies") == Value(Map{{"a", "1"}, {"b", "2"}}));
    CHECK(data.get("cookies_string") == Value("a=1; b=2"));
    CHECK(data.get("x_twice") == Value("one, two"));
    server.requests();
    told({{"url", server.url("/redirect/302")}}, "status");
    CHECK(server.requests().at(1).get("fields")->text_of("cookie") == "way=long");
}

TEST_CASE("every way that HTTP ends a body is understood, and a body that breaks off is noticed") {
    TestServer server;
    const auto content = [&](const char* path) {
        return told({{"url", server.url(path)}, {"return_content", true}}, "content").as_text();
    };
    CHECK(content("/chunked") == "first, second");
    CHECK(told({{"url", server.url("/chunked")}}, "trailer").is_null());
    CHECK(content("/unending") == "until the end");
    CHECK(content("/interim") == "real");
    CHECK(content("/empty").empty());
    CHECK(content("/long").size() == 1U << 20U);
    std::string packed;
    for (int count = 0; count < 20000; ++count)
        packed += "packed ";
    CHECK(content("/gzip") == packed);
    CHECK(told({{"url", server.url("/gzip")}, {"return_content", true}, {"decompress", false}}, "content") !=
          Value(packed));
    CHECK(told({{"url", server.url("/echo")}, {"method", "HEAD"}, {"return_content", true}}, "content") ==
          Value(""));

    const std::string start = "Status code was -1 and not [200]: Request failed: ";
    CHECK(failure({{"url", server.url("/broken")}}) ==
          start + "the reply of " + server.peer() + " broke off after 9 bytes of its body");
    CHECK(failure({{"url", server.url("/brokenchunk")}}) ==
          start + "the reply of " + server.peer() + " broke off after 2 bytes of its body");
    CHECK(failure({{"url", server.url("/nothing")}}) ==
          start + server.peer() + " closed the connection without a reply");
    CHECK(failure({{"url", server.url("/garbage")}}) ==
          start + server.peer() +
              " does not speak HTTP/1.1 (bad version); it said: 220 mail.example ESMTP..");
}

TEST_CASE("a reply is written to dest where it differs from what is there") {
    TestServer server;
    const std::string file = server.directory() / "out.json";
    Map wanted{{"url", server.url("/echo")}, {"dest", file}, {"mode", "0600"}};
    const ModuleResult first = asked(wanted);
    REQUIRE(!first.failure);
    CHECK(first.changed);
    CHECK(Value(first.data).text_of("path") == file);
    CHECK(Value(first.data).text_of("mode") == "0600");
    CHECK(content_of(file) == R"({"method": "GET", "body": ""})");
    CHECK(!asked(wanted).changed);
    wanted.set("mode", "0640");
    CHECK(asked(wanted).changed);
    CHECK(!server.requests().empty());
    wanted.set("dest", server.directory().path());
    CHECK(Value(asked(wanted).data).text_of("path") == server.directory() / "echo");
    wanted.set("url", server.url("/files/a.txt"));
    wanted.set("dest", file);
    CHECK(asked(wanted).failure == "Status code was 304 and not [200]: HTTP Error 304: Not Modified");
    wanted.set("status_code", List{200, 304});
    CHECK(!asked(wanted).failure);
    wanted.set("url", server.url("/status/404"));
    wanted.set("status_code", 404);
    CHECK(!asked(wanted).changed);
    CHECK(content_of(file) == R"({"method": "GET", "body": ""})");
}

TEST_CASE("creates and removes settle it; check mode asks nobody") {
    TestServer server;
    const std::string here = server.directory().path();
    const Map url{{"url", server.url("/echo")}};
    const auto with = [&](const char* name, const std::string& path) {
        Map arguments = url;
        arguments.set(name, path);
        return arguments;
    };
    CHECK(told(with("creates", here), "stdout") == Value("skipped, since '" + here + "' exists"));
    CHECK(told(with("removes", "/none"), "stdout") == Value("skipped, since '/none' does not exist"));
    const ModuleResult checked_only = asked(url, Run::check);
    CHECK(checked_only.skipped);
    CHECK(checked_only.unknown ==
          "a server is not asked in check mode; check_mode: false on the task has it asked all the same");
    CHECK(Value(checked_only.data).text_of("msg") == "remote module (uri) does not support check mode");
    CHECK(server.requests().empty());
    CHECK(told(with("creates", "/none"), "status") == Value(200));
}

TEST_CASE("a request that makes no sense is refused before anybody is asked") {
    FakeHost host;
    host.add_user({.name = "root", .home = "/root"});
    const auto refusal = [&](Map arguments) {
        if (!arguments.contains("url")) arguments.set("url", "http://h/");
        return failure_of(uri, arguments, host);
    };
    CHECK(refusal({{"url", "h"}}) == "url: \"h\" begins with neither http:// nor https://");
    CHECK(refusal({{"method", "GET IT"}}) ==
          "Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
    CHECK(refusal({{"body", Map{{"a", 1}}}}) ==
          "body: a mapping is sent with body_format json, form-urlencoded or form-multipart; raw sends text");
    CHECK(refusal({{"body", 5}, {"body_format", "form-urlencoded"}}) ==
          "body: a form is a mapping or a list of pairs, found an integer");
    CHECK(refusal({{"body", Map{{"f", Map{{"filename", "x"}}}}}, {"body_format", "form-multipart"}}) ==
          "body: f has no content; lookup('file', …) gives that of a file");
    CHECK(refusal({{"src", "/x"}}) ==
          "src: a file of the control side is not sent; copy it first, and say remote_src: true");
    CHECK(refusal({{"src", "/x"}, {"remote_src", true}, {"body", "b"}}) ==
          "parameters are mutually exclusive: body|src");
    CHECK(refusal({{"headers", Map{{"X-A", "b\r\nX-C: d"}}}}) ==
          "headers: \"X-A\" is no header field: a name holds no blank and no colon, and neither it nor the "
          "value a line "
          "end");
    CHECK(refusal({{"timeout", 0}}) == "timeout must be at least 1");
    CHECK(refusal({{"client_key", "/k"}}) == "client_key needs client_cert");
    CHECK(refusal({{"use_gssapi", true}}) ==
          "use_gssapi: Kerberos is not there; give url_username and url_password or a token in headers");
    CHECK(refusal({{"follow_redirects", "maybe"}}) == "uri: argument \"follow_redirects\": expected one of "
                                                      "all, no, none, safe, urllib2, yes, found \"maybe\"");
}

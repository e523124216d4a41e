// How uri gets to a server: dead ends, Unix sockets, TLS, proxies.
#include "modules/network/Uri.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/network/TestServer.hpp"

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

TEST_CASE("a server that is not there, not known or silent is named") {
    const std::string start = "Status code was -1 and not [200]: Request failed: ";
    const std::string port = std::to_string(free_port());
    const ModuleResult refused = asked({{"url", "http://127.0.0.1:" + port + "/x"}});
    CHECK(refused.failure == start + "cannot connect to 127.0.0.1 port " + port + ": Connection refused");
    CHECK(refused.data.find("status")->as_integer() == -1);
    CHECK(failure({{"url", "http://no-such-host.invalid/"}}) ==
          start + "nobody knows the address of no-such-host.invalid: it stands neither in /etc/hosts nor "
                  "with the name "
                  "servers");
    TestServer server;
    CHECK(failure({{"url", server.url("/slow")}, {"timeout", 1}}) ==
          start + "timed out: " + server.peer() + " sent nothing for 1 second");
    CHECK(failure({{"url", "http://h/"}, {"unix_socket", "/no/such/socket"}}) ==
          start + "cannot connect to the socket /no/such/socket: No such file or directory");
}

TEST_CASE("a Unix socket serves in place of a port") {
    TestServer server;
    CHECK(told({{"url", "http://service/echo"}, {"unix_socket", server.unix_socket()}}, "status") ==
          Value(200));
    CHECK(server.requests().at(0).get("fields")->text_of("host") == "service");
}

TEST_CASE("TLS is spoken with whom one may trust, and with nobody else") {
    const TestCertificates certificates;
    TestServer server({certificates / "server.pem", certificates / "server.key"});
    TestServer other({certificates / "other.pem", certificates / "other.key"});
    const std::string authority = certificates / "authority.pem";
    const std::string start = "Status code was -1 and not [200]: Request failed: ";
    const auto not_trusted = [&](const TestServer& of, const std::string& why, const std::string& file) {
        return start + "the certificate of " + of.peer() + " is not to be trusted: " + why +
               " (trusted are the authorities in " + file + "; validate_certs: false trusts anybody)";
    };
    CHECK(told({{"url", server.encrypted_url("/echo")}, {"ca_path", authority}}, "status") == Value(200));
    CHECK(told({{"url", server.encrypted_url("/long")}, {"ca_path", authority}, {"return_content", true}},
               "content")
              .as_text()
              .size() == 1U << 20U);
    const std::string by_name = "https://localhost:" + std::to_string(server.port()) + "/echo";
    CHECK(told({{"url", by_name}, {"ca_path", authority}}, "status") == Value(200));

    const std::string stranger = certificates / "stranger.pem";
    CHECK(failure({{"url", server.encrypted_url("/echo")}, {"ca_path", stranger}}) ==
          not_trusted(server, "unable to get local issuer certificate", stranger));
    CHECK(failure({{"url", other.encrypted_url("/echo")}, {"ca_path", authority}}) ==
          not_trusted(other, "IP address mismatch", authority));
    CHECK(
        failure({{"url", "https://localhost:" + std::to_string(other.port()) + "/"}, {"ca_path", authority}})
            .find(": hostname mismatch (trusted") != std::string::npos);
    CHECK(told({{"url", other.encrypted_url("/echo")}, {"validate_certs", false}}, "status") == Value(200));
    CHECK(server.requests().size() == 3);

    TestServer plain;
    CHECK(failure({{"url", plain.encrypted_url("/echo")}, {"validate_certs", false}}) ==
          start + "TLS with " + plain.peer() +
              " failed: it does not speak TLS; is it http://, not https://?");
    CHECK(failure({{"url", server.encrypted_url("/echo")}, {"ca_path", "/none.pem"}}) ==
          "ca_path: /none.pem does not exist");
    CHECK(failure({{"url", server.encrypted_url("/echo")}, {"ca_path", certificates / "server.key"}}) ==
          start + (certificates / "server.key") + " holds no certificate in PEM form");
    CHECK(
        failure({{"url", server.encrypted_url("/echo")}, {"ca_path", authority}, {"ciphers", "NONE-SUCH"}}) ==
        start + "ciphers: \"NONE-SUCH\" names no cipher");
}

TEST_CASE("a server may want a certificate of us too") {
    const TestCertificates certificates;
    const std::string authority = certificates / "authority.pem";
    TestServer server({certificates / "server.pem", certificates / "server.key", authority});
    Map wanted{{"url", server.encrypted_url("/echo")}, {"ca_path", authority}};
    CHECK(failure(wanted) != "no failure");
    wanted.set("client_cert", certificates / "client.pem");
    wanted.set("client_key", certificates / "client.key");
    CHECK(told(wanted, "status") == Value(200));
    wanted.erase("client_key");
    CHECK(failure(wanted) == "Status code was -1 and not [200]: Request failed: client_cert holds no private "
                             "key in PEM form that can be "
                             "read without a passphrase");
    put_content(server.directory() / "both.pem",
                content_of(certificates / "client.pem") + content_of(certificates / "client.key"));
    wanted.set("client_cert", server.directory() / "both.pem");
    CHECK(told(wanted, "status") == Value(200));
    wanted.set("client_key", certificates / "other.key");
    CHECK(failure(wanted) ==
          "Status code was -1 and not [200]: Request failed: client_key is not the key of client_cert");
}

TEST_CASE("a proxy leads on, unless no_proxy says otherwise") {
    const TestCertificates certificates;
    TestServer proxy;
    TestServer server({certificates / "server.pem", certificates / "server.key"});
    const std::string address = "http://me:pw@127.0.0.1:" + std::to_string(proxy.port());
    ::setenv("http_proxy", address.c_str(), 1);
    ::setenv("https_proxy", address.c_str(), 1);
    CHECK(told({{"url", "http://web.invalid/echo"}}, "status") == Value(200));
    CHECK(told({{"url", server.encrypted_url("/echo")}, {"ca_path", certificates / "authority.pem"}},
               "status") == Value(200));
    const std::string refused = failure({{"url", "https://web.invalid:1/"}});
    const std::string excepted =
        failure({{"url", "http://127.0.0.1:" + std::to_string(free_port()) + "/"}, {"use_proxy", false}});
    ::setenv("no_proxy", "other.example,.invalid", 1);
    const std::string unknown = failure({{"url", "http://web.invalid/"}});
    for (const char* const name : {"http_proxy", "https_proxy", "no_proxy"})
        ::unsetenv(name);
    CHECK(refused == "Status code was -1 and not [200]: Request failed: the proxy at " + proxy.peer() +
                         " does not lead on to web.invalid:1: 403 Forbidden");
    CHECK(excepted.find("Connection refused") != std::string::npos);
    CHECK(unknown.find("nobody knows the address of web.invalid") != std::string::npos);
    const std::vector<Value> requests = proxy.requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[0].text_of("path") == "http://web.invalid/echo");
    CHECK(requests[0].get("fields")->text_of("proxy-authorization") == "Basic bWU6cHc=");
    CHECK(requests[1].text_of("path") == "127.0.0.1:" + std::to_string(server.port()));
    CHECK(server.requests().at(0).get("fields")->text_of("proxy-authorization", "none") == "none");
}

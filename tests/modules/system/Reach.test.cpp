#include "modules/system/Reach.hpp"

#include "modules/system/Descriptor.hpp"

#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <sys/socket.h>

#include <thread>

using namespace modules;

namespace {

using namespace std::chrono_literals;

/// A port of 127.0.0.1 that greets each of so many connections.
class Greeter {
  public:
    Greeter() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const where = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(::bind(socket_.number(), where, size) == 0);
        REQUIRE(::listen(socket_.number(), 5) == 0);
        REQUIRE(::getsockname(socket_.number(), where, &size) == 0);
        port_ = ntohs(address.sin_port);
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    void greet_once() const {
        const Descriptor peer(::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC));
        CHECK(::write(peer.number(), "SSH-2.0\r\n", 9) == 9);
    }

  private:
    Descriptor socket_;
    std::uint16_t port_ = 0;
};

}  // namespace

TEST_CASE("names come from the hosts file, whatever their column") {
    const std::string hosts = "127.0.0.1 localhost\n10.0.0.1\tcontroller1.example controller1 # first\n"
                              "# 10.0.0.9 controller1\nfd00::1 controller1\n10.0.0.1 controller1\n";
    CHECK(addresses_in_hosts(hosts, "controller1") == std::vector<std::string>{"10.0.0.1", "fd00::1"});
    CHECK(addresses_in_hosts(hosts, "controller").empty());
    CHECK(addresses_in_hosts(hosts, "first").empty());
}

TEST_CASE("a numeric address is its own") {
    CHECK(addresses_of("10.1.2.3") == std::vector<std::string>{"10.1.2.3"});
    CHECK(addresses_of("fd00::1") == std::vector<std::string>{"fd00::1"});
}

TEST_CASE("a port that listens accepts, one that does not refuses") {
    std::uint16_t port = 0;
    {
        const Greeter greeter;
        port = greeter.port();
        CHECK(accepts_connection("127.0.0.1", port, 1000ms));
    }
    CHECK(!accepts_connection("127.0.0.1", port, 1000ms));
}

TEST_CASE("a greeting is what the other side says by itself") {
    const Greeter greeter;
    std::thread server([&] { greeter.greet_once(); });
    const std::optional<std::string> greeting = greeting_of(
        "127.0.0.1", greeter.port(), 60s, [](std::string_view text) { return text.find("SSH") != text.npos; });
    server.join();
    CHECK(greeting == "SSH-2.0\r\n");
}

#include "interpreter/connection/SshArguments.hpp"

#include <catch2/catch.hpp>

using namespace interpreter;

TEST_CASE("ssh arguments are read as ssh reads them") {
    const SshArguments arguments = parse_ssh_arguments({"-C",
                                                        "-o",
                                                        "ControlMaster=auto",
                                                        "-oControlPersist=60s",
                                                        "-o",
                                                        "ProxyCommand=nc -X 5 %h %p",
                                                        "-p2222",
                                                        "-l",
                                                        "deploy",
                                                        "-i",
                                                        "~/.ssh/one",
                                                        "-i",
                                                        "~/.ssh/two",
                                                        "-o",
                                                        "UserKnownHostsFile /dev/null",
                                                        "-o",
                                                        "stricthostkeychecking=no",
                                                        "-o",
                                                        "ConnectTimeout=7",
                                                        "-qT4"});
    CHECK(arguments.compression);
    CHECK(arguments.proxy_command == "nc -X 5 %h %p");
    CHECK(arguments.port == 2222);
    CHECK(arguments.user == "deploy");
    CHECK(arguments.identity_files == std::vector<std::string>{"~/.ssh/one", "~/.ssh/two"});
    CHECK(arguments.known_hosts_file == "/dev/null");
    CHECK(arguments.unknown_hosts == UnknownHosts::accept);
    CHECK(arguments.connect_limit == std::chrono::seconds(7));
    CHECK(arguments.family == AddressFamily::ipv4);
}

TEST_CASE("jump hosts come by -J and by ProxyJump") {
    const std::vector<std::string> hops{"deploy@one:2222", "two"};
    CHECK(parse_ssh_arguments({"-J", "deploy@one:2222,two"}).jumps == hops);
    CHECK(parse_ssh_arguments({"-oProxyJump=deploy@one:2222,two"}).jumps == hops);
    CHECK(parse_ssh_arguments({"-J", "one", "-o", "ProxyJump=none"}).jumps.empty());
}

TEST_CASE("methods are chosen by preference or taken away one by one") {
    CHECK(parse_ssh_arguments({"-o", "PreferredAuthentications=publickey"}).methods ==
          std::vector<std::string>{"publickey"});
    CHECK(parse_ssh_arguments({"-o", "PasswordAuthentication=no", "-o", "PubkeyAuthentication=no"}).methods ==
          std::vector<std::string>{"keyboard-interactive"});
}

TEST_CASE("what has no meaning here is an error that names it") {
    const auto message = [](const std::vector<std::string>& words) {
        try {
            parse_ssh_arguments(words);
        } catch (const BadSshArgument& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK(message({"-o", "LocalForward=8080 x:80"}) ==
          "ssh option LocalForward is not supported here; take it out of the ssh arguments");
    CHECK(message({"-L", "8080:x:80"}) ==
          "ssh option -L is not supported here; take it out of the ssh arguments");
    CHECK(message({"-o", "ForwardAgent=yes"}) ==
          "ssh option ForwardAgent=yes is not supported; leave it out");
    CHECK(message({"-o", "ForwardAgent=no"}) == "accepted");
    CHECK(message({"-o", "Port=ssh"}) == "ssh option Port expects a number up to 65535, found \"ssh\"");
    CHECK(message({"-o", "ConnectTimeout"}) ==
          "ssh option ConnectTimeout has no value: write ConnectTimeout=…");
    CHECK(message({"-p"}) == "ssh option -p has no value");
    CHECK(message({"deploy@host"}) == "\"deploy@host\" is no ssh option; ssh arguments hold options only");
}

#include "interpreter/cli/PlayCommand.hpp"
#include "tests/interpreter/connection/SshServer.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <sstream>

using namespace interpreter;

namespace {

// Items are sent ahead, but never where the loop pauses: with a pause of nothing it must say and do the same.
struct Played {
    int status = 0;
    std::string output;
    std::string log;
};

Played play(const SshServer& server, const std::string& tasks) {
    server.write("written", "");
    server.write("inventory",
                 fmt::format("there ansible_host=127.0.0.1 ansible_port={} ansible_user={} "
                             "ansible_ssh_private_key_file={} ansible_ssh_common_args='-F none -o UserKnownHostsFile={}'\n",
                             server.port(), ::getpwuid(::geteuid())->pw_name, server.key(),
                             server.known_hosts()));
    server.write("play.yml", "- hosts: all\n  gather_facts: false\n  vars: {log: " + server.directory() +
                                 "/written}\n  tasks:\n" + tasks);
    std::ostringstream out;
    std::ostringstream error;
    Played played;
    played.status = run_play_command(
        {"-i", server.directory() + "/inventory", server.directory() + "/play.yml"}, out, error);
    played.output = out.str() + error.str();
    played.log = server.read("written");
    return played;
}

/// Without what tells times and lines of the playbook.
std::string comparable(const std::string& output) {
    std::istringstream lines(output);
    std::string kept;
    for (std::string line; std::getline(lines, line);)
        if (line.find("\"delta\"") == std::string::npos && line.find("play.yml:") == std::string::npos) kept += line + "\n";
    return kept;
}

Played same_both_ways(std::string tasks) {
    const SshServer server;
    const Played ahead = play(server, tasks);
    for (std::size_t at = 0; (at = tasks.find("      loop: ", at)) != std::string::npos;) {
        const std::string control = "      loop_control: {pause: 0}\n";
        tasks.insert(at, control);
        at += control.size() + 1;
    }
    const Played one_by_one = play(server, tasks);
    CHECK(ahead.status == one_by_one.status);
    CHECK(comparable(ahead.output) == comparable(one_by_one.output));
    CHECK(ahead.log == one_by_one.log);
    return ahead;
}

}  // namespace

TEST_CASE("items over ssh are done and told in their order, skipped and failed ones among them") {
    if (!SshServer::available()) return;
    const Played played = same_both_ways(R"(
    - shell: echo {{ item }} >> {{ log }}; echo out {{ item }}; test {{ item }} -ne 11
      loop: "{{ range(40) | list }}"
      when: item % 7 != 3
      changed_when: item % 2 == 0
      failed_when: that.rc != 0
      ignore_errors: true
      register: that
    - debug: {msg: "{{ that.results | map(attribute='stdout', default='none') | join(' ') }}"}
    - debug: {msg: "{{ that.results | map(attribute='changed') | map('int') | join }} {{ that.results | length }}"}
)");
    CHECK(played.status == 0);
    std::string expected;
    for (int item = 0; item < 40; ++item)
        if (item % 7 != 3) expected += std::to_string(item) + "\n";
    CHECK(played.log == expected);
    CHECK_THAT(played.output, Catch::Contains("out 0 out 1 out 2 none out 4"));
}

TEST_CASE("an item whose arguments cannot be evaluated fails in its place, and those behind it are done") {
    if (!SshServer::available()) return;
    const Played played = same_both_ways(R"(
    - shell: "echo {{ item.name }} >> {{ log }}"
      loop: [{name: a}, {name: b}, {}, {name: c}]
)");
    CHECK(played.status == 2);
    CHECK(played.log == "a\nb\nc\n");
}

TEST_CASE("a lookup among the arguments is made when the items before it are done") {
    if (!SshServer::available()) return;
    const Played played = same_both_ways(R"(
    - shell: "echo {{ item }}{{ lookup('pipe', 'wc -l < ' ~ log) if item > 1 else '' }} >> {{ log }}"
      loop: [0, 1, 2, 3, 4]
)");
    CHECK(played.status == 0);
    CHECK(played.log == "0\n1\n22\n33\n44\n");
}

#include "modules/files/Copy.hpp"

#include "modules/system/Digest.hpp"
#include "modules/value/Json.hpp"
#include "tests/support/converges.hpp"

#include <catch2/catch.hpp>

using namespace modules;

namespace {

const Copy copy;

FileStatus status_of(const FakeHost& host, const std::string& path) {
    return host.status(path, Follow::nothing).value();
}

std::string text_of(const ModuleResult& result, const char* key) {
    return Value(result.data).text_of(key, "(none)");
}

}  // namespace

TEST_CASE("Content makes a file, and its result tells checksum, mode and size") {
    FakeHost host;
    const ModuleResult result =
        converges(copy, Map{{"dest", "/etc/motd"}, {"content", "hello\n"}, {"mode", "0640"}}, host);
    CHECK(host.content("/etc/motd") == "hello\n");
    CHECK(text_of(result, "checksum") == "f572d396fae9206628714fb2ce00f72e94f2258f");
    CHECK(text_of(result, "dest") == "/etc/motd");
    CHECK(text_of(result, "mode") == "0640");
    CHECK(text_of(result, "state") == "file");
    CHECK(result.data.find("size")->as_integer() == 6);
    REQUIRE(result.differences.size() == 1);
    CHECK(result.differences[0].before.is_null());
    CHECK(result.differences[0].after == Value("hello\n"));
}

TEST_CASE("Content sent ahead replaces a file that keeps its owner and mode") {
    FakeHost host;
    host.add_file("/etc/app.conf", "old\n", {.user = 5, .group = 6, .mode = 0600});
    const std::string hash = host.stage("new\n");
    const Value wanted = Map{{"dest", "/etc/app.conf"}, {"_content_hash", hash}};
    const ModuleResult result = converges(copy, wanted, host);
    CHECK(host.content("/etc/app.conf") == "new\n");
    CHECK(status_of(host, "/etc/app.conf").mode == 0600);
    CHECK(status_of(host, "/etc/app.conf").user == 5);
    CHECK(result.differences[0].before == Value("old\n"));
    CHECK(text_of(result, "checksum") == digest_of(DigestKind::sha1, "new\n"));
}

TEST_CASE("Content that is there already need not have been sent") {
    FakeHost host;
    host.add_file("/etc/x", "same");
    already_converged(copy, Map{{"dest", "/etc/x"}, {"_content_hash", digest_of(DigestKind::sha256, "same")}},
                      host);
}

TEST_CASE("Below a directory the file has its own name, and directories that are missing are made") {
    FakeHost host;
    const std::string hash = host.stage("x");
    host.add_directory("/srv");
    const auto to = [&](const char* dest) {
        return Map{{"dest", dest}, {"_content_hash", hash}, {"_original_basename", "a.conf"}};
    };
    CHECK(text_of(converges(copy, to("/srv"), host), "dest") == "/srv/a.conf");
    Map deep = to("/srv/b/c/");
    deep.set("directory_mode", "0700");
    deep.set("mode", "0600");
    CHECK(text_of(converges(copy, deep, host), "dest") == "/srv/b/c/a.conf");
    CHECK(status_of(host, "/srv/b").mode == 0700);
    CHECK(status_of(host, "/srv/b/c/a.conf").mode == 0600);
    CHECK(applied(copy, to("/nowhere/x"), host).failure == "Destination directory /nowhere does not exist");
    const ModuleResult look = checked(copy, to("/nowhere/x"), host);
    CHECK(look.unknown == "Destination directory /nowhere does not exist");
    CHECK(look.changed);
    CHECK(failure_of(copy, Map{{"dest", "/srv"}, {"content", "x"}}, host) ==
          "can not use content with a dir as dest: /srv");
}

TEST_CASE("A link is replaced by the file, or with follow keeps leading to it") {
    FakeHost host;
    host.add_file("/etc/target", "old").add_link("target", "/etc/a").add_link("target", "/etc/b");
    converges(copy, Map{{"dest", "/etc/a"}, {"content", "new"}}, host);
    CHECK(status_of(host, "/etc/a").type == FileType::regular);
    CHECK(host.content("/etc/target") == "old");
    converges(copy, Map{{"dest", "/etc/b"}, {"content", "new"}, {"follow", true}}, host);
    CHECK(status_of(host, "/etc/b").type == FileType::link);
    CHECK(host.content("/etc/target") == "new");
}

TEST_CASE("A link whose target holds the same content is still replaced by a file") {
    FakeHost host;
    host.add_file("/etc/target", "same").add_link("target", "/etc/a");
    converges(copy, Map{{"dest", "/etc/a"}, {"content", "same"}}, host);
    CHECK(status_of(host, "/etc/a").type == FileType::regular);
}

TEST_CASE("Without force a file that is there is left alone, its mode too") {
    FakeHost host;
    host.add_file("/etc/x", "mine", {.mode = 0600});
    const ModuleResult result = already_converged(
        copy, Map{{"dest", "/etc/x"}, {"content", "theirs"}, {"force", false}, {"mode", "0644"}}, host);
    CHECK(text_of(result, "msg") == "file already exists");
}

TEST_CASE("A backup keeps the old content, and a second one within the second does not replace it") {
    FakeHost host;
    host.add_file("/etc/x", "one", {.mode = 0600});
    const ModuleResult first =
        applied(copy, Map{{"dest", "/etc/x"}, {"content", "two"}, {"backup", true}}, host);
    const ModuleResult second =
        applied(copy, Map{{"dest", "/etc/x"}, {"content", "three"}, {"backup", true}}, host);
    CHECK(host.content(text_of(first, "backup_file")) == "one");
    CHECK(status_of(host, text_of(first, "backup_file")).mode == 0600);
    CHECK(host.content(text_of(second, "backup_file")) == "two");
    CHECK(text_of(first, "backup_file").ends_with("~"));
}

TEST_CASE("A file that does not pass its validation replaces nothing") {
    FakeHost host;
    host.add_file("/etc/sudoers", "good\n", {.mode = 0440});
    host.on_run("visudo", {"-cf"}, [&](const Command& command) {
        const bool good = host.content(command.arguments.back()).starts_with("good");
        return good ? ProcessResult{} : ProcessResult{1, "checked", "syntax error", false};
    });
    Map wanted{{"dest", "/etc/sudoers"}, {"content", "bad\n"}, {"validate", "visudo -cf %s"}};
    const ModuleResult refused = applied(copy, wanted, host);
    CHECK(refused.failure == "failed to validate: rc:1 error:syntax error");
    CHECK(text_of(refused, "stdout") == "checked");
    CHECK(host.content("/etc/sudoers") == "good\n");
    wanted.set("content", "good indeed\n");
    converges(copy, wanted, host);
    CHECK(host.content("/etc/sudoers") == "good indeed\n");
    wanted.set("validate", "visudo -cf");
    CHECK(failure_of(copy, wanted, host) == "validate must contain %s: visudo -cf");
}

TEST_CASE("Secret content is never shown, binary content is said, and without diff there is no content") {
    FakeHost host;
    host.add_file("/etc/key", "old-password");
    const Value secret = Map{{"dest", "/etc/key"}, {"content", Value::secret("new-password")}};
    const ModuleResult result = checked(copy, secret, host);
    CHECK(to_json(to_value(result), 0, SecretStyle::revealed).find("password") == std::string::npos);
    CHECK(result.differences[0].after == Value("(a secret of 12 bytes, not shown)\n"));
    CHECK(text_of(converges(copy, secret, host), "dest") == "/etc/key");
    const std::string hash = host.stage(std::string("\x7f"
                                                    "ELF\0x",
                                                    6));
    CHECK(checked(copy, Map{{"dest", "/bin/x/"}, {"_content_hash", hash}, {"_original_basename", "y"}}, host)
              .differences.back()
              .after == Value("(binary, 6 bytes, not shown)\n"));
    const ModuleResult plain = run(copy, Map{{"dest", "/etc/a"}, {"content", "x"}}, host, Run::check, {});
    CHECK(plain.differences[0].after.is_null());
}

TEST_CASE("Of content with secrets in it the difference shows what is plain") {
    FakeHost host;
    host.add_file("/etc/a.conf", "port = 1\npassword = old\n");
    const std::string dots(masked_secret);
    const Value wanted = Map{{"dest", "/etc/a.conf"},
                             {"_content_hash", host.stage("port = 2\npassword = new\n")},
                             {"_content_secret", true},
                             {"_content_shown", "port = 2\npassword = " + dots + "\n"}};
    const ModuleResult result = converges(copy, wanted, host);
    CHECK(host.content("/etc/a.conf") == "port = 2\npassword = new\n");
    CHECK(result.differences[0].before == Value("port = 1\npassword = (another secret)\n"));
    CHECK(result.differences[0].after == Value("port = 2\npassword = " + dots + "\n"));
}

TEST_CASE("A file of the host is copied with its mode where that is to be preserved") {
    FakeHost host;
    host.add_file("/usr/share/x", "x", {.mode = 0755});
    converges(copy,
              Map{{"src", "/usr/share/x"}, {"dest", "/etc/x"}, {"remote_src", true}, {"mode", "preserve"}},
              host);
    CHECK(status_of(host, "/etc/x").mode == 0755);
    CHECK(applied(copy, Map{{"src", "/none"}, {"dest", "/etc/y"}, {"remote_src", true}}, host).failure ==
          "Source /none not found");
}

TEST_CASE("A directory of the host is copied, or with a slash what is in it") {
    FakeHost host;
    host.add_user({"web", 33, 33, "", "/", ""});
    host.add_file("/src/tree/a", "a", {.mode = 0600})
        .add_file("/src/tree/sub/b", "b")
        .add_directory("/src/tree/empty");
    host.add_link("a", "/src/tree/link");
    converges(copy, Map{{"src", "/src/tree"}, {"dest", "/dst"}, {"remote_src", true}, {"owner", "web"}},
              host);
    CHECK(host.content("/dst/tree/sub/b") == "b");
    CHECK(status_of(host, "/dst/tree/a").mode == 0600);
    CHECK(status_of(host, "/dst/tree/sub").user == 33);
    CHECK(host.link_target("/dst/tree/link") == "a");
    CHECK(host.is_directory("/dst/tree/empty"));
    converges(copy, Map{{"src", "/src/tree/"}, {"dest", "/flat"}, {"remote_src", true}, {"mode", "0700"}},
              host);
    CHECK(host.content("/flat/a") == "a");
    CHECK(status_of(host, "/flat").mode == 0700);
}

TEST_CASE("Content with another checksum than said is refused") {
    FakeHost host;
    CHECK(failure_of(copy, Map{{"dest", "/etc/x"}, {"content", "x"}, {"checksum", "00"}}, host) ==
          "Copied file does not match the expected checksum. Transfer failed.");
    CHECK(failure_of(copy, Map{{"dest", "/etc/x"}}, host) == "src (or content) is required");
    CHECK(failure_of(copy, Map{{"dest", "/etc/x"}, {"content", "x"}, {"src", "/y"}}, host) ==
          "src and content are mutually exclusive");
}

#include "modules/network/GetUrl.hpp"

#include "modules/system/Digest.hpp"
#include "modules/system/PosixHost.hpp"
#include "modules/value/Json.hpp"
#include "tests/modules/network/TestServer.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace modules;

namespace {

const GetUrl get_url;

const std::string content = "what the server has\n";
const std::string sha1 = digest_of(DigestKind::sha1, content);
const std::string sha256 = digest_of(DigestKind::sha256, content);

ModuleResult got(const Map& arguments, Run mode = Run::apply) {
    PosixHost host;
    return run(get_url, arguments, host, mode, {.diff = true});
}

std::string differences(const ModuleResult& result) {
    return to_json(to_value(result).get("differences").value_or(Value()));
}

/// Check mode wrote nothing and announced what apply did; a second look finds nothing to do.
ModuleResult converged(const Map& arguments, const TemporaryDirectory& directory) {
    INFO(to_json(arguments));
    const auto files = [&] {
        std::map<std::string, std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path()))
            if (entry.is_regular_file() && entry.path().filename() != "requests")
                found[entry.path()] = content_of(entry.path());
        return found;
    };
    const std::map<std::string, std::string> before = files();
    const ModuleResult look = got(arguments, Run::check);
    INFO("check: " << to_json(to_value(look)));
    REQUIRE(!look.failure);
    CHECK(files() == before);
    ModuleResult result = got(arguments);
    INFO("apply: " << to_json(to_value(result)));
    REQUIRE(!result.failure);
    CHECK(result.changed == look.changed);
    CHECK(differences(result) == differences(look));
    CHECK(!got(arguments, Run::check).changed);
    CHECK(!got(arguments).changed);
    return result;
}

}  // namespace

TEST_CASE("a file is fetched once, in one step, with its mode") {
    TestServer server;
    const TemporaryDirectory directory;
    const std::string dest = directory / "a.txt";
    const ModuleResult result =
        converged({{"url", server.url("/files/a.txt")}, {"dest", dest}, {"mode", "0600"}}, directory);
    CHECK(result.changed);
    CHECK(content_of(dest) == content);
    const Value data = result.data;
    CHECK(data.text_of("dest") == dest);
    CHECK(data.text_of("url") == server.url("/files/a.txt"));
    CHECK(data.text_of("checksum_src") == sha1);
    CHECK(data.get("checksum_dest") == Value());
    CHECK(data.text_of("md5sum") == digest_of(DigestKind::md5, content));
    CHECK(data.get("status_code") == Value(200));
    CHECK(data.text_of("msg") == "OK (20 bytes)");
    CHECK(data.text_of("mode") == "0600");
    CHECK(data.text_of("state") == "file");
    // Nothing but the file is left behind.
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("what is there is asked for only if it is newer, or always with force") {
    TestServer server;
    const TemporaryDirectory directory;
    const std::string dest = directory / "a.txt";
    put_content(dest, "old\n");
    Map wanted{{"url", server.url("/files/a.txt")}, {"dest", dest}};
    const ModuleResult not_newer = converged(wanted, directory);
    CHECK(!not_newer.changed);
    CHECK(Value(not_newer.data).get("status_code") == Value(304));
    CHECK(Value(not_newer.data).text_of("msg") == "HTTP Error 304: Not Modified");
    CHECK(content_of(dest) == "old\n");
    wanted.set("mode", "0600");
    CHECK(converged(wanted, directory).changed);

    wanted.set("force", true);
    CHECK(converged(wanted, directory).changed);
    CHECK(content_of(dest) == content);
    // A server that does not compare times sends it all; what is the same is no change.
    put_content(dest, content);
    CHECK(!converged({{"url", server.url("/always/a.txt")}, {"dest", dest}}, directory).changed);
    put_content(dest, "old\n");
    CHECK(converged({{"url", server.url("/always/a.txt")}, {"dest", dest}}, directory).changed);
}

TEST_CASE("a checksum settles it without asking, and a wrong one keeps what was there") {
    TestServer server;
    const TemporaryDirectory directory;
    const std::string dest = directory / "a.txt";
    Map wanted{{"url", server.url("/files/a.txt")}, {"dest", dest}, {"checksum", "sha256:" + sha256}};
    put_content(dest, "old and newer than the server's\n");
    CHECK(converged(wanted, directory).changed);
    CHECK(content_of(dest) == content);
    server.requests();
    CHECK(Value(got(wanted).data).text_of("msg") == "file already exists");
    CHECK(server.requests().empty());
    wanted.set("mode", "0600");
    CHECK(Value(got(wanted).data).text_of("msg") == "file already exists but file attributes changed");

    const std::string wrong(64, 'a');
    wanted.set("checksum", "sha256:" + wrong);
    const std::string mismatch =
        "The checksum for " + dest + " did not match " + wrong + "; it was " + sha256 + ".";
    CHECK(got(wanted).failure == mismatch);
    CHECK(got(wanted, Run::check).failure == mismatch);
    CHECK(content_of(dest) == content);
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("a checksum may stand in a file of the server") {
    TestServer server;
    const TemporaryDirectory directory;
    const auto with_sums = [&](const std::string& sums) {
        put_content(server.directory() / "sums", sums);
        std::filesystem::remove(directory / "a.txt");
        const ModuleResult result = got({{"url", server.url("/files/a.txt")},
                                         {"dest", directory / "a.txt"},
                                         {"checksum", "sha1:" + server.url("/sums")}});
        return result.failure.value_or(result.changed ? "changed" : "same");
    };
    const std::string other(40, '0');
    CHECK(with_sums(other + "  b.txt\n" + sha1 + "  a.txt\n") == "changed");
    CHECK(with_sums(sha1 + " *./a.txt\n") == "changed");
    CHECK(with_sums(sha1 + "\n") == "changed");
    CHECK(with_sums(other + "  b.txt\n") ==
          "Unable to find a checksum for file 'a.txt' in '" + server.url("/sums") + "'");
    CHECK(with_sums("not hexadecimal\n" + sha1 + "x  a.txt\n") == "The checksum format is invalid");
}

TEST_CASE(
    "in a directory the file is named by the server, by the address at the end of redirects, or index.html") {
    TestServer server;
    const TemporaryDirectory directory;
    const auto name_of = [&](const std::string& path) {
        const ModuleResult result =
            converged({{"url", server.url(path)}, {"dest", directory.path()}}, directory);
        CHECK(content_of(Value(result.data).text_of("dest")) == (path == "/empty" ? "" : content));
        return Value(result.data).text_of("dest").substr(directory.path().size());
    };
    CHECK(name_of("/always/a.txt") == "/a.txt");
    CHECK(name_of("/files/b%20c.txt") == "/b c.txt");
    CHECK(name_of("/named") == "/named.txt");
    std::filesystem::remove(directory / "a.txt");
    CHECK(name_of("/to/file") == "/a.txt");
    CHECK(name_of("/empty") == "/empty");
}

TEST_CASE("the old file is kept on demand, its mode stays, and a link stays one") {
    TestServer server;
    const TemporaryDirectory directory;
    put_content(directory / "real", "old\n");
    std::filesystem::permissions(directory / "real", std::filesystem::perms(0640));
    std::filesystem::create_symlink("real", directory / "link");
    const ModuleResult result = converged(
        {{"url", server.url("/always/a.txt")}, {"dest", directory / "link"}, {"backup", true}}, directory);
    CHECK(content_of(Value(result.data).text_of("backup_file")) == "old\n");
    CHECK(content_of(directory / "real") == content);
    CHECK(std::filesystem::is_symlink(directory / "link"));
    CHECK(std::filesystem::status(directory / "real").permissions() == std::filesystem::perms(0640));
}

TEST_CASE("it may be fetched to another directory first, and written into what is there") {
    TestServer server;
    const TemporaryDirectory directory;
    std::filesystem::create_directory(directory / "tmp");
    const Map wanted{
        {"url", server.url("/always/a.txt")}, {"dest", directory / "a"}, {"tmp_dest", directory / "tmp"}};
    CHECK(converged(wanted, directory).changed);
    CHECK(std::filesystem::is_empty(directory / "tmp"));
    put_content(directory / "b", "old\n");
    std::filesystem::create_hard_link(directory / "b", directory / "same");
    converged({{"url", server.url("/always/a.txt")}, {"dest", directory / "b"}, {"unsafe_writes", true}},
              directory);
    CHECK(content_of(directory / "same") == content);
    Map wrong = wanted;
    wrong.set("tmp_dest", directory / "a");
    CHECK(got(wrong).failure == (directory / "a") + " is a file but should be a directory.");
    wrong.set("tmp_dest", directory / "none");
    CHECK(got(wrong).failure == (directory / "none") + " directory does not exist.");
}

TEST_CASE("a reply that is no file fails with what came, and a file that breaks off is not put in place") {
    TestServer server;
    const TemporaryDirectory directory;
    const std::string dest = directory / "a.txt";
    put_content(dest, "old\n");
    const auto failure = [&](const std::string& path, Run mode) {
        return got({{"url", server.url(path)}, {"dest", dest}, {"timeout", 1}}, mode)
            .failure.value_or("none");
    };
    for (const Run mode : {Run::check, Run::apply}) {
        CHECK(failure("/status/500", mode) ==
              "Request failed: " + server.url("/status/500") +
                  " answered 500 Internal Server Error and not 200, whose reply is: the "
                  "reply of this status");
        CHECK(failure("/broken", mode) ==
              "Request failed: the reply of " + server.peer() + " broke off after 9 bytes of its body");
        CHECK(failure("/slow", mode) ==
              "Request failed: timed out: " + server.peer() + " sent nothing for 1 second");
    }
    CHECK(content_of(dest) == "old\n");
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
    const ModuleResult bad = got({{"url", server.url("/missing")}, {"dest", dest}});
    CHECK(bad.data.find("status_code")->as_integer() == 404);
    CHECK(bad.data.find("response")->as_text() == "HTTP Error 404: Not Found");
}

TEST_CASE("what an earlier task may bring about is unknown in check mode") {
    TestServer server;
    const TemporaryDirectory directory;
    const std::string port = std::to_string(free_port());
    const Map nobody{{"url", "http://127.0.0.1:" + port + "/x"}, {"dest", directory / "x"}};
    const std::string refused =
        "Request failed: cannot connect to 127.0.0.1 port " + port + ": Connection refused";
    CHECK(got(nobody).failure == refused);
    CHECK(got(nobody, Run::check).unknown == refused);
    const Map nowhere{{"url", server.url("/always/a.txt")}, {"dest", directory / "none/x"}};
    const std::string missing = "Destination " + (directory / "none") + " does not exist";
    CHECK(got(nowhere).failure == missing);
    CHECK(got(nowhere, Run::check).unknown == missing);
}

TEST_CASE("a checksum that is none is refused") {
    const auto refusal = [](const char* checksum) {
        return got({{"url", "http://h/x"}, {"dest", "/tmp/none"}, {"checksum", checksum}})
            .failure.value_or("none");
    };
    CHECK(refusal("abc") == "The checksum parameter has to be in format <algorithm>:<checksum>");
    CHECK(refusal("crc:12") == "checksum: the algorithm \"crc\" is not known; it may be md5, sha1, sha224, "
                               "sha256, sha384 or sha512");
    CHECK(refusal("md5:xyz") == "The checksum format is invalid");
}

TEST_CASE("a file comes over TLS too") {
    const TestCertificates certificates;
    TestServer server({certificates / "server.pem", certificates / "server.key"});
    const TemporaryDirectory directory;
    const std::string authority = certificates / "authority.pem";
    CHECK(converged({{"url", server.encrypted_url("/always/a.txt")},
                     {"dest", directory / "a"},
                     {"ca_path", authority}},
                    directory)
              .changed);
    const std::string stranger = certificates / "stranger.pem";
    CHECK(
        got({{"url", server.encrypted_url("/always/a.txt")},
             {"dest", directory / "b"},
             {"ca_path", stranger}})
            .failure ==
        "Request failed: the certificate of " + server.peer() +
            " is not to be trusted: unable to get local issuer certificate (trusted are the authorities in " +
            stranger + "; validate_certs: false trusts anybody)");
}

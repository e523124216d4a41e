#include "modules/system/Digest.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("digests are those of the standards' examples") {
    CHECK(digest_of(DigestKind::md5, "abc") == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(digest_of(DigestKind::sha1, "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(digest_of(DigestKind::sha224, "abc") == "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    CHECK(digest_of(DigestKind::sha256, "abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(digest_of(DigestKind::sha384, "abc") ==
          "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
          "8086072ba1e7cc2358baeca134c825a7");
    CHECK(digest_of(DigestKind::sha512, "abc") ==
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("the pieces in which bytes come make no difference") {
    const std::string text(100000, 'x');
    Digest digest(DigestKind::sha256);
    for (std::size_t start = 0; start < text.size(); start += 777)
        digest.add(std::string_view(text).substr(start, 777));
    CHECK(digest.hexadecimal() == digest_of(DigestKind::sha256, text));
}

TEST_CASE("digests go by their usual names") {
    CHECK(digest_named("sha1") == DigestKind::sha1);
    CHECK(digest_named("sha512") == DigestKind::sha512);
    CHECK(!digest_named("crc32"));
}

#include "modules/value/Base64.hpp"

#include <catch2/catch.hpp>

using namespace modules;

TEST_CASE("Bytes become base64 and come back, whatever their number") {
    // RFC 4648, section 10.
    const std::vector<std::pair<std::string, std::string>> vectors{{"", ""},
                                                                   {"f", "Zg=="},
                                                                   {"fo", "Zm8="},
                                                                   {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="},
                                                                   {"fooba", "Zm9vYmE="},
                                                                   {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        CHECK(to_base64(bytes) == text);
        CHECK(from_base64(text) == bytes);
    }
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    CHECK(from_base64(to_base64(all)) == all);
    CHECK(to_base64("\xFB\xFF") == "+/8=");
}

TEST_CASE("What is no base64 ends what is read") {
    CHECK(from_base64("Zm9v!Zm9v") == "foo");
    CHECK(from_base64("?").empty());
}

TEST_CASE("Whole base64 is read as Python reads it") {
    CHECK(whole_from_base64("Zm9v\n YmE=\n") == "fooba");
    CHECK(whole_from_base64("Zg==more") == "f");
    CHECK(whole_from_base64("Zg=g=") == "f\x08");
    CHECK(whole_from_base64("Zm=9v") == "foo");
    CHECK(whole_from_base64("Z*m9v") == "foo");
    CHECK(whole_from_base64("Zm9vYg") == std::nullopt);
    CHECK(whole_from_base64("Zm9vY") == std::nullopt);
    CHECK(whole_from_base64("") == "");
}

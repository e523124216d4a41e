#include "modules/protocol/Frame.hpp"

#include "modules/value/Json.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

using namespace modules;

namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

/// JSON has no secrets: {"$secret": "…"} stands for one.
Value with_secrets(const Value& value) {
    if (value.is_list()) {
        List items;
        for (const Value& item : value.as_list())
            items.push_back(with_secrets(item));
        return items;
    }
    if (!value.is_map()) return value;
    if (const std::optional<Value> secret = value.get("$secret")) return Value::secret(secret->as_text());
    Map entries;
    for (const auto& [key, entry] : value.as_map())
        entries.set(key, with_secrets(entry));
    return entries;
}

Value as_value(const Message& message) {
    Map entries{{"message", message.kind}};
    if (message.id != 0) entries.set("id", message.id);
    if (!message.fields.empty()) entries.set("fields", message.fields);
    return entries;
}

Message only_message_in(std::string_view bytes) {
    FrameReader reader;
    reader.add(bytes);
    const std::optional<Message> message = reader.next();
    REQUIRE(message);
    CHECK(!reader.next());
    return *message;
}

std::string framed(std::string_view content) {
    std::string frame(4, '\0');
    for (std::size_t index = 0; index < 4; ++index)
        frame[index] = static_cast<char>((content.size() >> (8U * (3 - index))) & 0xFFU);
    return frame.append(content);
}

}  // namespace

TEST_CASE("the kept frames decode to their JSON, and encode to the same bytes") {
    int frames = 0;
    for (const auto& entry : std::filesystem::directory_iterator("tests/protocol")) {
        if (entry.path().extension() != ".msgpack") continue;
        INFO(entry.path());
        const std::string bytes = content_of(entry.path());
        std::filesystem::path json = entry.path();
        const Value expected = with_secrets(from_json(content_of(json.replace_extension(".json"))));
        const Message message = only_message_in(bytes);
        CHECK(to_json(as_value(message)) == to_json(expected));
        CHECK(to_json(as_value(message), 0, SecretStyle::revealed) ==
              to_json(expected, 0, SecretStyle::revealed));
        CHECK(encode(message) == bytes);
        ++frames;
    }
    CHECK(frames >= 13);
}

TEST_CASE("a secret is a secret on the other side") {
    const Message message = only_message_in(encode({"call", 1, {{"password", Value::secret("hunter2")}}}));
    REQUIRE(message.field("password").is_secret());
    CHECK(message.field("password").as_text() == "hunter2");
}

TEST_CASE("text may hold any bytes") {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes += static_cast<char>(byte);
    CHECK(only_message_in(encode({"put", 0, {{"data", bytes}}})).field("data").as_text() == bytes);
}

TEST_CASE("frames come whole however the bytes are cut") {
    std::string stream;
    for (CallId id = 1; id <= 50; ++id)
        stream += encode({"event", id, {{"text", std::string(id * 3, 'x')}}});
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
        FrameReader reader;
        CallId expected = 1;
        for (std::size_t start = 0; start < stream.size(); start += piece) {
            reader.add(std::string_view(stream).substr(start, piece));
            while (const std::optional<Message> message = reader.next())
                CHECK(message->id == expected++);
        }
        CHECK(expected == 51);
    }
}

TEST_CASE("what is no frame is refused with its reason") {
    const auto reason = [](std::string_view bytes) -> std::string {
        FrameReader reader;
        reader.add(bytes);
        try {
            static_cast<void>(reader.next());
        } catch (const BadFrame& bad) {
            return bad.what();
        }
        return "accepted";
    };
    using namespace std::string_literals;
    CHECK(reason("\x04\x00\x00\x01"s) == "a bad frame: it claims 67108865 bytes, more than 64 MiB");
    CHECK(reason(framed("")) == "a bad frame: it ends in the middle of a value");
    CHECK(reason(framed("\xc1")) == "a bad frame: it is not MessagePack");
    CHECK(reason(framed("\x81\xa7message")) == "a bad frame: it ends in the middle of a value");
    CHECK(reason(framed("\x81\xa7message\xa4ping!")) == "a bad frame: something follows its value");
    CHECK(reason(framed("\x80")) == "a bad frame: it does not say what message it is");
    CHECK(reason(framed("\x81\xa7message\x05")) == "a bad frame: it does not say what message it is");
    CHECK(reason(framed("\x82\xa7message\xa4ping\xa2id\xff")) ==
          "a bad frame: its id is no number of a call");
    CHECK(reason(framed("\x82\xa7message\xa4ping\xa6"
                        "fields\x90")) == "a bad frame: its fields are no mapping");
    CHECK(reason(framed("\x81\x05\x05")) == "a bad frame: a key of a map is not text");
    CHECK(reason(framed("\x81\x90\x05")) == "a bad frame: a key of a map is not text");
    CHECK(reason(framed("\x91\xd4\x02x")) == "a bad frame: an extension type is not known");
    CHECK(reason(framed("\xcf\xff\xff\xff\xff\xff\xff\xff\xff")) ==
          "a bad frame: an integer is larger than 63 bits");
    CHECK(reason(framed(std::string(100000, '\x91'))) == "a bad frame: it is nested more than 256 deep");
    CHECK(reason(framed("\xdd\xff\xff\xff\xff")) == "a bad frame: it ends in the middle of a value");
    CHECK(reason(framed("\xdb\xff\xff\xff\xff")) == "a bad frame: it ends in the middle of a value");
}

TEST_CASE("no corruption of a good frame does more than give a BadFrame") {
    const std::string good = content_of("tests/protocol/call.msgpack");
    std::mt19937 random(20240229);
    int refused = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string bad = good;
        for (int flips = 1 + static_cast<int>(random() % 3); flips > 0; --flips)
            bad[4 + random() % (bad.size() - 4)] = static_cast<char>(random());
        FrameReader reader;
        reader.add(bad);
        try {
            static_cast<void>(reader.next());
        } catch (const BadFrame&) {
            ++refused;
        }
    }
    CHECK(refused > 100);
}

TEST_CASE("a message beyond the cap is refused before it is sent") {
    CHECK_THROWS_AS(encode({"put", 0, {{"data", std::string(largest_frame, 'x')}}}), BadFrame);
}

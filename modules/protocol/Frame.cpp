#include "modules/protocol/Frame.hpp"

#include <msgpack.hpp>


namespace modules {

namespace {

constexpr std::size_t length_bytes = 4;
constexpr std::int8_t secret_extension = 1;
// More than any value that a person writes; keeps hostile input from exhausting the stack.
constexpr std::size_t deepest = 256;

constexpr const char* key_of_kind = "message";
constexpr const char* key_of_id = "id";
constexpr const char* key_of_fields = "fields";

/// Where the packer puts its bytes.
class Bytes {
  public:
    explicit Bytes(std::string& to) : to_(to) {}
    void write(const char* data, std::size_t size) { to_.append(data, size); }

  private:
    std::string& to_;
};

using Packer = msgpack::packer<Bytes>;

std::uint32_t size_of(std::size_t size) {
    if (size > largest_frame) throw BadFrame("a value is larger than a frame may be");
    return static_cast<std::uint32_t>(size);
}

void pack_text(Packer& packer, std::string_view text) {
    packer.pack_str(size_of(text.size()));
    packer.pack_str_body(text.data(), size_of(text.size()));
}

void pack(Packer& packer, const Value& value, std::size_t depth);

void pack_map(Packer& packer, const Map& map, std::size_t depth) {
    packer.pack_map(size_of(map.size()));
    for (const auto& [key, entry] : map) {
        pack_text(packer, key);
        pack(packer, entry, depth + 1);
    }
}

void pack(Packer& packer, const Value& value, std::size_t depth) {
    if (depth > deepest) throw BadFrame("a value is nested more than 256 deep");
    switch (value.kind()) {
    case Kind::null:
        packer.pack_nil();
        return;
    case Kind::boolean:
        value.as_boolean() ? packer.pack_true() : packer.pack_false();
        return;
    case Kind::integer:
        packer.pack_int64(value.as_integer());
        return;
    case Kind::real:
        packer.pack_double(value.as_real());
        return;
    case Kind::text:
        pack_text(packer, value.as_text());
        return;
    case Kind::secret: {
        const std::string& characters = value.as_text();
        packer.pack_ext(size_of(characters.size()), secret_extension);
        packer.pack_ext_body(characters.data(), size_of(characters.size()));
        return;
    }
    case Kind::list:
        packer.pack_array(size_of(value.as_list().size()));
        for (const Value& item : value.as_list())
            pack(packer, item, depth + 1);
        return;
    case Kind::map:
        break;
    }
    const Value plain = value.plain();
    pack_map(packer, plain.as_map(), depth);
}

/// Receives the parser's events and builds the value, without a tree in between.
class ValueBuilder final : public msgpack::null_visitor {
  public:
    bool visit_nil() { return put({}); }
    bool visit_boolean(bool flag) { return put(flag); }
    bool visit_positive_integer(std::uint64_t number) {
        if (number > static_cast<std::uint64_t>(INT64_MAX))
            return refuse("an integer is larger than 63 bits");
        return put(static_cast<std::int64_t>(number));
    }
    bool visit_negative_integer(std::int64_t number) { return put(number); }
    bool visit_float32(float number) { return put(static_cast<double>(number)); }
    bool visit_float64(double number) { return put(number); }
    bool visit_str(const char* characters, std::uint32_t size) { return put(std::string(characters, size)); }
    bool visit_bin(const char* bytes, std::uint32_t size) { return put(std::string(bytes, size)); }
    bool visit_ext(const char* bytes, std::uint32_t size) {
        if (size == 0 || bytes[0] != secret_extension) return refuse("an extension type is not known");
        return put(Value::secret(std::string(bytes + 1, size - 1)));
    }

    bool start_array(std::uint32_t) { return open(Shape::list); }
    bool end_array() {
        Value made(std::move(open_.back().list));
        open_.pop_back();
        return put(std::move(made));
    }
    bool start_map(std::uint32_t) { return open(Shape::map); }
    bool start_map_key() {
        open_.back().at_key = true;
        return true;
    }
    bool end_map() {
        Value made(std::move(open_.back().map));
        open_.pop_back();
        return put(std::move(made));
    }

    void parse_error(std::size_t, std::size_t) { refuse("it is not MessagePack"); }
    void insufficient_bytes(std::size_t, std::size_t) { refuse("it ends in the middle of a value"); }

    [[nodiscard]] const std::string& mistake() const { return mistake_; }
    [[nodiscard]] const Value& made() const { return made_; }

  private:
    enum class Shape { list, map };
    struct Open {
        Shape shape;
        List list;
        Map map;
        std::string key;
        bool at_key = false;
    };

    bool open(Shape shape) {
        if (!open_.empty() && open_.back().at_key) return refuse("a key of a map is not text");
        if (open_.size() == deepest) return refuse("it is nested more than 256 deep");
        open_.push_back({shape, {}, {}, {}, false});
        return true;
    }

    bool put(Value value) {
        if (open_.empty()) {
            made_ = std::move(value);
            return true;
        }
        Open& last = open_.back();
        if (last.shape == Shape::list) {
            last.list.push_back(std::move(value));
            return true;
        }
        if (!last.at_key) {
            last.map.set(std::move(last.key), std::move(value));
            return true;
        }
        if (value.kind() != Kind::text) return refuse("a key of a map is not text");
        last.key = value.as_text();
        last.at_key = false;
        return true;
    }

    bool refuse(const char* mistake) {
        if (mistake_.empty()) mistake_ = mistake;
        return false;
    }

    std::vector<Open> open_;
    Value made_;
    std::string mistake_;
};

Value decoded(std::string_view content) {
    ValueBuilder builder;
    std::size_t offset = 0;
    bool whole = false;
    try {
        whole = msgpack::parse(content.data(), content.size(), offset, builder);
    } catch (const msgpack::unpack_error& error) {
        throw BadFrame(std::string("a bad frame: ") + error.what());
    }
    if (!builder.mistake().empty()) throw BadFrame("a bad frame: " + builder.mistake());
    if (!whole) throw BadFrame("a bad frame: it ends in the middle of a value");
    if (offset != content.size()) throw BadFrame("a bad frame: something follows its value");
    return builder.made();
}

Message message_from(const Value& value) {
    Message message;
    const std::optional<Value> kind = value.get(key_of_kind);
    if (!kind || kind->kind() != Kind::text)
        throw BadFrame("a bad frame: it does not say what message it is");
    message.kind = kind->as_text();
    if (const std::optional<Value> id = value.get(key_of_id)) {
        if (!id->is_integer() || id->as_integer() < 0)
            throw BadFrame("a bad frame: its id is no number of a call");
        message.id = static_cast<CallId>(id->as_integer());
    }
    if (const std::optional<Value> fields = value.get(key_of_fields)) {
        if (!fields->is_map()) throw BadFrame("a bad frame: its fields are no mapping");
        message.fields = fields->as_map();
    }
    return message;
}

}  // namespace

std::string encode(const Message& message) {
    std::string frame(length_bytes, '\0');
    Bytes bytes(frame);
    Packer packer(bytes);
    packer.pack_map(1U + (message.id != 0 ? 1U : 0U) + (message.fields.empty() ? 0U : 1U));
    pack_text(packer, key_of_kind);
    pack_text(packer, message.kind);
    if (message.id != 0) {
        pack_text(packer, key_of_id);
        packer.pack_uint64(message.id);
    }
    if (!message.fields.empty()) {
        pack_text(packer, key_of_fields);
        pack_map(packer, message.fields, 1);
    }
    const std::size_t length = frame.size() - length_bytes;
    if (length > largest_frame)
        throw BadFrame("a message of " + std::to_string(length) +
                       " bytes is larger than a frame may be (64 MiB)");
    for (std::size_t index = 0; index < length_bytes; ++index)
        frame[index] = static_cast<char>((length >> (8U * (length_bytes - 1 - index))) & 0xFFU);
    return frame;
}

void FrameReader::add(std::string_view bytes) {
    if (start_ == waiting_.size()) {
        waiting_.clear();
        start_ = 0;
    } else if (start_ > waiting_.size() / 2) {
        waiting_.erase(0, start_);
        start_ = 0;
    }
    waiting_.append(bytes);
}

std::optional<Message> FrameReader::next() {
    const std::string_view bytes = std::string_view(waiting_).substr(start_);
    if (bytes.size() < length_bytes) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t index = 0; index < length_bytes; ++index)
        length = length << 8U | static_cast<unsigned char>(bytes[index]);
    if (length > largest_frame)
        throw BadFrame("a bad frame: it claims " + std::to_string(length) + " bytes, more than 64 MiB");
    if (bytes.size() - length_bytes < length) return std::nullopt;
    start_ += length_bytes + length;
    return message_from(decoded(bytes.substr(length_bytes, length)));
}

}  // namespace modules

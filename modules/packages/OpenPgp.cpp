#include "modules/packages/OpenPgp.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/system/Digest.hpp"
#include "modules/value/Base64.hpp"
#include "modules/value/Text.hpp"

#include <cstdint>

namespace modules {

namespace {

constexpr std::string_view armour_begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
constexpr std::string_view armour_end = "-----END PGP PUBLIC KEY BLOCK-----";
constexpr unsigned public_key = 6;
constexpr unsigned public_subkey = 14;
constexpr std::size_t id_digits = 16;

/// Of all armoured blocks; text between them is left out.
std::string without_armour(std::string_view text) {
    std::string bytes;
    while (true) {
        const std::size_t begin = text.find(armour_begin);
        if (begin == std::string_view::npos) return bytes;
        text.remove_prefix(begin + armour_begin.size());
        const std::size_t end = text.find(armour_end);
        if (end == std::string_view::npos) throw Failure("an armoured key does not end");
        bool is_body = false;
        std::string body;
        // The first "line" is what follows the beginning on its own line.
        bool is_first = true;
        for (const std::string& line : lines_of(text.substr(0, end))) {
            const std::string_view words = trimmed(line);
            if (words.starts_with('=')) break;
            if (is_body) body += words;
            if (words.empty() && !is_first) is_body = true;
            is_first = false;
        }
        bytes += from_base64(body);
        text.remove_prefix(end);
    }
}

/// Reads packets one by one (RFC 9580, section 4.2).
class PacketReader {
  public:
    explicit PacketReader(std::string_view bytes) : bytes_(bytes) {}

    struct Packet {
        unsigned tag = 0;
        std::string_view whole;
        std::string_view body;
    };

    [[nodiscard]] bool at_end() const { return place_ >= bytes_.size(); }

    Packet next() {
        const std::size_t start = place_;
        const unsigned first = byte();
        if ((first & 0x80U) == 0) throw Failure("this is no OpenPGP keyring");
        const bool is_new = (first & 0x40U) != 0;
        const unsigned tag = is_new ? first & 0x3FU : first >> 2U & 0x0FU;
        const std::size_t length = is_new ? new_length() : old_length(first & 3U);
        if (length > bytes_.size() - place_) throw Failure("an OpenPGP key is cut short");
        const std::string_view body = bytes_.substr(place_, length);
        place_ += length;
        return {tag, bytes_.substr(start, place_ - start), body};
    }

  private:
    unsigned byte() {
        if (at_end()) throw Failure("an OpenPGP key is cut short");
        return static_cast<unsigned char>(bytes_[place_++]);
    }
    std::size_t number(unsigned bytes) {
        std::size_t number = 0;
        for (unsigned count = 0; count < bytes; ++count)
            number = number << 8U | byte();
        return number;
    }
    std::size_t new_length() {
        const unsigned first = byte();
        if (first < 192) return first;
        if (first < 224) return ((first - 192) << 8U) + byte() + 192;
        if (first == 255) return number(4);
        throw Failure("an OpenPGP key comes in parts, which a key cannot");
    }
    std::size_t old_length(unsigned kind) {
        if (kind == 3) return bytes_.size() - place_;
        return number(1U << kind);
    }

    std::string_view bytes_;
    std::size_t place_ = 0;
};

std::string capitals(std::string text) {
    for (char& character : text)
        if (character >= 'a' && character <= 'f') character = static_cast<char>(character - 'a' + 'A');
    return text;
}

std::string big_endian(std::size_t number, unsigned bytes) {
    std::string text;
    for (unsigned left = bytes; left > 0; --left)
        text += static_cast<char>(number >> (8U * (left - 1)) & 0xFFU);
    return text;
}

struct Identity {
    std::string fingerprint;
    std::string id;
};

/// RFC 9580, section 5.5.4.
Identity identity_of(std::string_view body) {
    const int version = body.empty() ? 0 : static_cast<unsigned char>(body.front());
    if (version == 4) {
        const std::string print =
            capitals(digest_of(DigestKind::sha1, "\x99" + big_endian(body.size(), 2) + std::string(body)));
        return {print, print.substr(print.size() - id_digits)};
    }
    if (version == 5 || version == 6) {
        const std::string mark(1, version == 5 ? '\x9A' : '\x9B');
        const std::string print =
            capitals(digest_of(DigestKind::sha256, mark + big_endian(body.size(), 4) + std::string(body)));
        return {print, print.substr(0, id_digits)};
    }
    throw Failure("an OpenPGP key is of a version that is not known here");
}

}  // namespace

std::vector<PgpKey> pgp_keys_in(std::string_view content) {
    constexpr std::size_t keybox_mark = 8;
    if (content.size() > keybox_mark && content.substr(keybox_mark).starts_with("KBXf"))
        throw Failure(
            "this is a keybox of GnuPG, not a keyring; export the keys into a keyring (gpg --export)");
    const bool is_armoured = content.find(armour_begin) != std::string_view::npos;
    const std::string bytes = is_armoured ? without_armour(content) : std::string(content);
    std::vector<PgpKey> keys;
    for (PacketReader reader(bytes); !reader.at_end();) {
        const PacketReader::Packet packet = reader.next();
        if (packet.tag == public_key) {
            const Identity identity = identity_of(packet.body);
            keys.push_back({"", identity.fingerprint, {identity.id}});
        }
        if (keys.empty()) continue;
        keys.back().packets += packet.whole;
        if (packet.tag == public_subkey) keys.back().ids.push_back(identity_of(packet.body).id);
    }
    return keys;
}

std::string pgp_armoured(std::string_view packets) {
    // RFC 9580, section 6.1.1: CRC-24.
    std::uint32_t check = 0xB704CE;
    for (const char character : packets) {
        check ^= static_cast<std::uint32_t>(static_cast<unsigned char>(character)) << 16U;
        for (int bit = 0; bit < 8; ++bit)
            check = (check << 1U) ^ ((check & 0x800000U) != 0 ? 0x1864CFBU : 0U);
    }
    constexpr std::size_t width = 64;
    const std::string body = to_base64(packets);
    std::string text = std::string(armour_begin) + "\n\n";
    for (std::size_t place = 0; place < body.size(); place += width)
        text += body.substr(place, width) + '\n';
    return text + '=' + to_base64(big_endian(check & 0xFFFFFFU, 3)) + '\n' + std::string(armour_end) + '\n';
}

}  // namespace modules

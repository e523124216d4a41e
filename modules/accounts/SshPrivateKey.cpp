#include "modules/accounts/SshPrivateKey.hpp"

#include "modules/system/Digest.hpp"
#include "modules/value/Base64.hpp"
#include "modules/value/Text.hpp"

namespace modules {

namespace {

constexpr std::string_view key_begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view key_end = "-----END OPENSSH PRIVATE KEY-----";
constexpr std::string_view key_magic{"openssh-key-v1\0", 15};

/// Takes strings with their lengths before them (RFC 4251, section 5) off the front; nothing where there is
/// none.
class WireReader {
  public:
    explicit WireReader(std::string_view bytes) : rest_(bytes) {}

    std::optional<std::uint32_t> number() {
        if (rest_.size() < 4) return std::nullopt;
        std::uint32_t number = 0;
        for (const char byte : rest_.substr(0, 4))
            number = number << 8U | static_cast<unsigned char>(byte);
        rest_.remove_prefix(4);
        return number;
    }
    std::optional<std::string_view> text() {
        const std::optional<std::uint32_t> length = number();
        if (!length || *length > rest_.size()) return std::nullopt;
        const std::string_view taken = rest_.substr(0, *length);
        rest_.remove_prefix(*length);
        return taken;
    }

  private:
    std::string_view rest_;
};

std::int64_t bits_of(std::string_view number) {
    while (!number.empty() && number.front() == '\0')
        number.remove_prefix(1);
    if (number.empty()) return 0;
    auto bits = static_cast<std::int64_t>(number.size() - 1) * 8;
    for (unsigned first = static_cast<unsigned char>(number.front()); first != 0; first >>= 1U)
        ++bits;
    return bits;
}

/// RFC 4253, section 6.6; RFC 5656; RFC 8709.
std::optional<SshPrivateKey> public_half(std::string_view blob) {
    WireReader reader(blob);
    const std::optional<std::string_view> type = reader.text();
    const std::optional<std::string_view> first = reader.text();
    if (!type || !first) return std::nullopt;
    SshPrivateKey key{std::string(*type), to_base64(blob), 0, false};
    constexpr std::int64_t edwards_bits = 256;
    if (*type == "ssh-rsa") {
        key.size = bits_of(reader.text().value_or(""));
    } else if (*type == "ssh-dss") {
        key.size = bits_of(*first);
    } else if (type->starts_with("ecdsa-sha2-nistp")) {
        key.size = whole_number(type->substr(std::string_view("ecdsa-sha2-nistp").size())).value_or(0);
    } else {
        key.size = edwards_bits;
    }
    return key;
}

}  // namespace

std::string SshPrivateKey::fingerprint() const {
    const std::string digits = digest_of(DigestKind::sha256, from_base64(blob));
    std::string bytes;
    for (std::size_t place = 0; place < digits.size(); place += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(place, 2), nullptr, 16));
    const std::string text = to_base64(bytes);
    return "SHA256:" + text.substr(0, text.find('='));
}

std::optional<SshPrivateKey> ssh_private_key_in(std::string_view text) {
    const std::size_t begin = text.find(key_begin);
    const std::size_t end = text.find(key_end);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return std::nullopt;
    std::string body;
    for (const char character : text.substr(begin + key_begin.size(), end - begin - key_begin.size()))
        if (character != '\n' && character != '\r' && character != ' ') body += character;
    const std::string bytes = from_base64(body);
    if (!bytes.starts_with(key_magic)) return std::nullopt;
    WireReader reader(std::string_view(bytes).substr(key_magic.size()));
    const std::optional<std::string_view> cipher = reader.text();
    reader.text();  // how the passphrase becomes a key
    reader.text();  // and with what
    const std::optional<std::uint32_t> count = reader.number();
    const std::optional<std::string_view> blob = reader.text();
    if (!cipher || count != 1U || !blob) return std::nullopt;
    std::optional<SshPrivateKey> key = public_half(*blob);
    if (key) key->is_encrypted = *cipher != "none";
    return key;
}

}  // namespace modules

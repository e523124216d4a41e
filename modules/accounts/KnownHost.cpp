#include "modules/accounts/KnownHost.hpp"

#include "modules/system/Digest.hpp"
#include "modules/value/Base64.hpp"
#include "modules/value/Pattern.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>

namespace modules {

namespace {

std::string sha1_bytes(const std::string& text) {
    const std::string digits = digest_of(DigestKind::sha1, text);
    std::string bytes;
    for (std::size_t place = 0; place < digits.size(); place += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(place, 2), nullptr, 16));
    return bytes;
}

/// RFC 2104, for keys that are no longer than SHA-1's block.
std::string hmac_sha1(std::string_view key, std::string_view text) {
    constexpr std::size_t block = 64;
    std::string inner(block, '\x36');
    std::string outer(block, '\x5c');
    for (std::size_t place = 0; place < std::min(key.size(), block); ++place) {
        inner[place] = static_cast<char>(inner[place] ^ key[place]);
        outer[place] = static_cast<char>(outer[place] ^ key[place]);
    }
    return sha1_bytes(outer + sha1_bytes(inner + std::string(text)));
}

/// Any of the patterns fits, and none that begins with ! does.
bool fits_patterns(std::string_view patterns, std::string_view host) {
    bool fits = false;
    for (std::size_t start = 0; start <= patterns.size();) {
        const std::size_t end = std::min(patterns.find(',', start), patterns.size());
        std::string pattern = lower_case(patterns.substr(start, end - start));
        start = end + 1;
        const bool is_not = pattern.starts_with('!');
        if (is_not) pattern.erase(0, 1);
        // Only * and ? are patterns here; a [ belongs to [host]:port.
        std::string glob;
        for (const char character : pattern)
            glob += character == '[' ? std::string("[[]") : std::string(1, character);
        if (pattern.empty() || !matches_glob(host, glob)) continue;
        if (is_not) return false;
        fits = true;
    }
    return fits;
}

}  // namespace

std::string hashed_host(std::string_view host, std::string_view salt) {
    return "|1|" + to_base64(salt) + '|' + to_base64(hmac_sha1(salt, host));
}

bool KnownHost::is_about(std::string_view host) const {
    if (!is_hashed()) return fits_patterns(names, host);
    const std::size_t bar = names.find('|', 3);
    return bar != std::string::npos && hashed_host(host, from_base64(names.substr(3, bar - 3))) == names;
}

std::string KnownHost::line() const {
    return (marker.empty() ? "" : marker + ' ') + names + ' ' + type + ' ' + key;
}

std::optional<KnownHost> known_host_in(std::string_view line) {
    std::vector<std::string> words = words_of(line);
    if (words.empty() || words[0].starts_with('#')) return std::nullopt;
    KnownHost host;
    if (words[0].starts_with('@')) {
        host.marker = words[0];
        words.erase(words.begin());
    }
    if (words.size() < 3) return std::nullopt;
    host.names = words[0];
    host.type = words[1];
    host.key = words[2];
    return host;
}

}  // namespace modules

#include "modules/value/Base64.hpp"

#include <cstdint>

namespace modules {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Decoder {
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned count = 0;

    // False for a character that is none of base64's.
    bool take(char character) {
        const std::size_t digit = alphabet.find(character);
        if (digit == std::string_view::npos) return false;
        bits = bits << 6U | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count < 8) return true;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xFFU);
        return true;
    }
};

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t start = 0; start < bytes.size(); start += 3) {
        std::uint32_t group = 0;
        for (std::size_t place = start; place < start + 3; ++place)
            group = group << 8U | (place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U);
        for (std::size_t digit = 0; digit < 4; ++digit)
            text += start + digit <= bytes.size() ? alphabet[group >> (18U - 6U * digit) & 63U] : '=';
    }
    return text;
}

std::string from_base64(std::string_view text) {
    Decoder decoder;
    for (const char character : text)
        if (!decoder.take(character)) break;
    return decoder.bytes;
}

std::optional<std::string> whole_from_base64(std::string_view text) {
    Decoder decoder;
    unsigned place = 0;
    unsigned padding = 0;
    for (const char character : text) {
        // What stands behind a whole padding is not read.
        if (character == '=' && place >= 2 && place + ++padding >= 4) return decoder.bytes;
        if (!decoder.take(character)) continue;
        padding = 0;
        place = (place + 1) % 4;
    }
    if (place != 0) return std::nullopt;
    return decoder.bytes;
}

}  // namespace modules

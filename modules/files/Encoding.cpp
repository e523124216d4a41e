#include "modules/files/Encoding.hpp"

#include "modules/value/Text.hpp"

namespace modules {

std::optional<Encoding> encoding_named(std::string_view name) {
    std::string plain;
    for (const char character : name) {
        if (character == '-' || character == '_' || character == ' ') continue;
        plain += lower_letter(character);
    }
    if (plain == "utf8" || plain == "u8" || plain == "ascii" || plain == "usascii") return Encoding::utf8;
    if (plain == "latin1" || plain == "iso88591" || plain == "l1" || plain == "latin")
        return Encoding::latin1;
    return std::nullopt;
}

std::string decoded(std::string bytes, Encoding encoding) {
    if (encoding == Encoding::utf8) return bytes;
    std::string text;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x80) {
            text += byte;
        } else {
            text += static_cast<char>(0xC0U | (code >> 6U));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        }
    }
    return text;
}

std::optional<std::string> encoded(std::string text, Encoding encoding) {
    if (encoding == Encoding::utf8) return text;
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        if (first < 0x80) {
            bytes += text[at];
            continue;
        }
        // U+0080 to U+00FF are two bytes that begin with C2 or C3.
        if ((first != 0xC2 && first != 0xC3) || at + 1 == text.size()) return std::nullopt;
        const auto second = static_cast<unsigned char>(text[++at]);
        bytes += static_cast<char>(((first & 3U) << 6U) | (second & 0x3FU));
    }
    return bytes;
}

}  // namespace modules

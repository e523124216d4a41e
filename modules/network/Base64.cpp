#include "modules/network/Base64.hpp"

namespace modules {

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        unsigned group = 0;
        for (std::size_t offset = 0; offset < 3; ++offset)
            group = group << 8U |
                    (at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0U);
        text += letters[group >> 18U];
        text += letters[group >> 12U & 63U];
        text += at + 1 < bytes.size() ? letters[group >> 6U & 63U] : '=';
        text += at + 2 < bytes.size() ? letters[group & 63U] : '=';
    }
    return text;
}

}  // namespace modules

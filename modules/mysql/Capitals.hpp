#pragma once

#include <cctype>
#include <string>
#include <string_view>

namespace modules::mysql {

/// The words of SQL know no case: in capitals they can be compared. ASCII only.
inline std::string in_capitals(std::string_view text) {
    std::string out(text);
    for (char& character : out)
        character = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
    return out;
}

}  // namespace modules::mysql

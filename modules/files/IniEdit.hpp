#pragma once

#include "modules/files/IniFile.hpp"

#include <string>
#include <string_view>

namespace modules {

/// What became of an INI text, and the words of the result ("option added", "section removed", "OK").
struct IniEdit {
    std::string text;
    std::string message;
};

IniEdit with_ini_option(const IniFileArguments& wanted, std::string_view text);

}  // namespace modules

#include "interpreter/expression/truth_words.hpp"

#include "interpreter/expression/unicode.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

std::optional<bool> truth_word(const Value& value) {
    static constexpr std::array<std::string_view, 6> yes{"y", "yes", "on", "1", "true", "t"};
    static constexpr std::array<std::string_view, 6> no{"n", "no", "off", "0", "false", "f"};
    if (value.is_boolean()) return value.as_boolean();
    if (value == Value(1)) return true;
    if (value == Value(0)) return false;
    if (!value.is_text()) return std::nullopt;
    const std::string word = to_lower(value.as_text());
    if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
    if (std::find(no.begin(), no.end(), word) != no.end()) return false;
    return std::nullopt;
}

}  // namespace interpreter

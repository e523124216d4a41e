#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// Where a keyword may stand, as bits.
enum Place : std::uint8_t { in_play = 1, in_role = 2, in_block = 4, in_task = 8, in_handler = 16 };

/// What a keyword holds; templates are allowed in all but `name_only` ones.
enum class KeywordType { text, boolean, integer, list, map, condition, any };

/// How an inner element's value relates to its parents'.
enum class Inheritance {
    none,       ///< means this element only
    overrides,  ///< the innermost wins
    joins       ///< all of them, the outermost first (when, tags, environment, vars)
};

/// Accepted, refused with a reason, or accepted without effect here (named under -v).
enum class Support { full, refused, without_effect };

struct Keyword {
    std::string name;
    std::uint8_t places = 0;
    KeywordType type = KeywordType::any;
    Inheritance inheritance = Inheritance::none;
    Support support = Support::full;
    std::string help;
};

/// Every keyword there is, sorted by name: the loader, the errors and the manual follow from it.
const std::vector<Keyword>& keyword_table();
const Keyword* find_keyword(std::string_view name);

}  // namespace interpreter

#include "interpreter/variables/VariableName.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

// Python 3.11, "Keywords".
constexpr std::array<std::string_view, 35> keywords{
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

}  // namespace

bool is_variable_name(std::string_view name) {
    if (name.empty() || !is_letter(name.front())) return false;
    const bool plain = std::all_of(name.begin(), name.end(), [](char letter) {
        return is_letter(letter) || (letter >= '0' && letter <= '9');
    });
    return plain && std::find(keywords.begin(), keywords.end(), name) == keywords.end();
}

}  // namespace interpreter

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// One page of the manual, made from the tables that the program itself works by.
struct ManualPage {
    /// module, action, keyword, filter, test, function, lookup or setting.
    std::string kind;
    std::string name;
    /// One sentence.
    std::string summary;
    /// Further names that lead here (of settings: their places and variables).
    std::vector<std::string> also;
    /// All that is below the summary; ends with a line end unless it is empty.
    std::string body;
};

/// All pages, by kind and then by name.
const std::vector<ManualPage>& manual();
/// The kinds in their order.
const std::vector<std::string>& manual_kinds();

/// Text in lines of at most 79 columns, each moved to the right by so many.
std::string wrapped(std::string_view text, std::size_t indentation);

}  // namespace interpreter

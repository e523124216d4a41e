#include "modules/commands/WordSplit.hpp"

#include "modules/module/ModuleResult.hpp"

namespace modules {

std::vector<std::string> split_words(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    char quote = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char character = line[at];
        const bool escapes = character == '\\' && quote != '\'';
        if (escapes) {
            if (at + 1 == line.size()) throw Failure("the command ends in a backslash: No escaped character");
            const char next = line[++at];
            // Between double quotes a backslash stands for itself unless it guards a quote or another one.
            if (quote == '"' && next != '"' && next != '\\') word += '\\';
            word += next;
            in_word = true;
        } else if (quote != 0) {
            if (character == quote) {
                quote = 0;
            } else {
                word += character;
            }
        } else if (character == '"' || character == '\'') {
            quote = character;
            in_word = true;
        } else if (std::string_view(" \t\r\n").find(character) != std::string_view::npos) {
            if (in_word) words.push_back(std::move(word));
            word.clear();
            in_word = false;
        } else {
            word += character;
            in_word = true;
        }
    }
    if (quote != 0)
        throw Failure(std::string("the command has a ") + quote +
                      " without its partner: No closing quotation");
    if (in_word) words.push_back(std::move(word));
    return words;
}

}  // namespace modules

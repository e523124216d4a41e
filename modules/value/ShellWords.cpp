#include "modules/value/ShellWords.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace modules {

std::vector<std::string> shell_words(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool inside = false;
    char quote = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char character = line[at];
        if (quote != 0) {
            if (character == quote) {
                quote = 0;
            } else if (quote == '"' && character == '\\' && at + 1 < line.size() &&
                       (line[at + 1] == '"' || line[at + 1] == '\\')) {
                word += line[++at];
            } else {
                word += character;
            }
        } else if (character == '\'' || character == '"') {
            quote = character;
            inside = true;
        } else if (character == '\\') {
            if (at + 1 == line.size()) throw std::runtime_error("a backslash at the end escapes nothing");
            word += line[++at];
            inside = true;
        } else if (std::isspace(static_cast<unsigned char>(character))) {
            if (inside) words.push_back(std::move(word));
            word.clear();
            inside = false;
        } else {
            word += character;
            inside = true;
        }
    }
    if (quote != 0) throw std::runtime_error(std::string("a quote (") + quote + ") is not closed");
    if (inside) words.push_back(std::move(word));
    return words;
}

std::string shell_quoted(std::string_view word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char character) {
        return std::isalnum(character) ||
               std::string_view("@%+=:,./-_").find(static_cast<char>(character)) != std::string_view::npos;
    });
    if (plain) return std::string(word);
    std::string quoted = "'";
    for (const char character : word) {
        if (character == '\'') {
            quoted += "'\"'\"'";
        } else {
            quoted += character;
        }
    }
    return quoted + "'";
}

}  // namespace modules

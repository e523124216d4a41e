#include "modules/accounts/PublicKey.hpp"

#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules {

namespace {

/// Where the text's first part ends: at the separator outside of quotes.
std::size_t end_of_part(std::string_view text, std::string_view separators) {
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (quoted && text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            quoted = !quoted;
        } else if (!quoted && separators.find(text[at]) != std::string_view::npos) {
            return at;
        }
    }
    return text.size();
}

bool is_key_type(std::string_view word) {
    return word.starts_with("ssh-") || word.starts_with("ecdsa-sha2-") || word.starts_with("sk-ssh-") ||
           word.starts_with("sk-ecdsa-");
}

std::string_view take_word(std::string_view& rest) {
    const std::size_t end = end_of_part(rest, " \t");
    const std::string_view word = rest.substr(0, end);
    rest = trimmed(rest.substr(end));
    return word;
}

}  // namespace

std::vector<std::string> key_options_in(std::string_view text) {
    std::vector<std::string> options;
    while (!text.empty()) {
        const std::size_t end = end_of_part(text, ",");
        if (const std::string_view option = trimmed(text.substr(0, end)); !option.empty())
            options.emplace_back(option);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return options;
}

std::optional<PublicKey> public_key_in(std::string_view line) {
    std::string_view rest = trimmed(line);
    if (rest.empty() || rest.front() == '#') return std::nullopt;
    PublicKey key;
    std::string_view word = take_word(rest);
    if (!is_key_type(word)) {
        key.options = key_options_in(word);
        word = take_word(rest);
    }
    key.type = word;
    key.blob = rest.substr(0, rest.find_first_of(" \t"));
    key.comment = trimmed(rest.substr(key.blob.size()));
    if (!is_key_type(key.type) || key.blob.size() < 16) return std::nullopt;
    return key;
}

std::string PublicKey::line() const {
    std::string text;
    if (!options.empty()) text = fmt::format("{} ", fmt::join(options, ","));
    text += type + " " + blob;
    if (!comment.empty()) text += " " + comment;
    return text;
}

bool PublicKey::same_as(const PublicKey& other) const {
    std::vector<std::string> mine = options;
    std::vector<std::string> theirs = other.options;
    std::sort(mine.begin(), mine.end());
    std::sort(theirs.begin(), theirs.end());
    return type == other.type && blob == other.blob && comment == other.comment && mine == theirs;
}

}  // namespace modules

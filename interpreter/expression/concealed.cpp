#include "interpreter/expression/concealed.hpp"

#include "interpreter/expression/python.hpp"

#include <algorithm>

namespace interpreter {

namespace {

// So many characters of a secret in a row are taken for a quotation of it.
constexpr std::size_t telling_length = 4;

bool quotes(const std::string& text, const std::string& secret) {
    if (secret.empty()) return false;
    const std::size_t length = std::min(telling_length, secret.size());
    for (std::size_t at = 0; at + length <= secret.size(); ++at)
        if (text.find(secret.substr(at, length)) != std::string::npos) return true;
    return false;
}

}  // namespace

void collect_secrets(const Value& value, std::vector<std::string>& secrets) {
    if (value.is_secret()) secrets.push_back(value.as_text());
    if (const List* items = sequence_in(value))
        for (const Value& item : *items)
            collect_secrets(item, secrets);
    if (!value.is_map() || value.is_lazy()) return;
    for (const auto& [key, entry] : value.as_map())
        collect_secrets(entry, secrets);
}

Diagnostic concealed(Diagnostic diagnostic, const std::vector<std::string>& secrets) {
    const auto tells = [&](const std::string& text) {
        return std::any_of(secrets.begin(), secrets.end(),
                           [&](const std::string& secret) { return quotes(text, secret); });
    };
    if (tells(diagnostic.message))
        diagnostic.message = "this fails; why is not shown, because it would quote a secret";
    if (tells(diagnostic.hint)) diagnostic.hint.clear();
    return diagnostic;
}

}  // namespace interpreter

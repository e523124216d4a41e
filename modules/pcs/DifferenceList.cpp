#include "modules/pcs/DifferenceList.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace modules::pcs {

bool names_a_secret(std::string_view name) {
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    static constexpr std::array parts{"passw", "passphrase", "secret",   "token",
                                      "key",   "credential", "community"};
    return lower == "pass" || std::any_of(parts.begin(), parts.end(), [&](const char* part) {
               return lower.find(part) != std::string::npos;
           });
}

bool DifferenceList::is_hidden(std::string_view name, const std::string& value) const {
    return names_a_secret(name) ||
           std::any_of(secrets_.begin(), secrets_.end(), [&](const std::string& secret) {
               return !secret.empty() && value.find(secret) != std::string::npos;
           });
}

void DifferenceList::add(const std::string& subject, const Description& before, const Description& after) {
    if (before == after) return;
    const auto shown = [&](const Description& side, const Description& other,
                           std::string_view hidden) -> Value {
        if (!side) return {};
        Map attributes;
        for (const auto& [name, value] : *side) {
            if (other && other->contains(name) && other->at(name) == value) continue;
            // Words instead of dots, so that the two sides of a changed password do not look alike.
            attributes.set(name, is_hidden(name, value) ? Value(hidden) : Value(value));
        }
        return attributes;
    };
    entries_.push_back({subject, shown(before, after, before && after ? "hidden, as it was" : "hidden"),
                        shown(after, before, before && after ? "hidden, changed" : "hidden")});
}

}  // namespace modules::pcs

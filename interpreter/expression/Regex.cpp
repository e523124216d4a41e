#include "interpreter/expression/Regex.hpp"

#include "interpreter/source/Diagnostic.hpp"
#include "modules/value/Pattern.hpp"

#include <algorithm>

namespace interpreter {

namespace {

modules::Pattern compiled(std::string_view pattern, RegexFlags flags, Position position) {
    try {
        return modules::Pattern(pattern, {flags.ignores_case, flags.multiline, false});
    } catch (const modules::BadPattern& error) {
        throw DiagnosticError("the pattern '" + std::string(pattern) + "' has a mistake: " + error.what(),
                              position);
    }
}

std::size_t next_character(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        ++at;
    return at;
}

}  // namespace

struct Regex::Compiled {
    Compiled(std::string_view text, RegexFlags flags, Position place)
        : pattern(compiled(text, flags, place)), position(place) {}

    /// Runs what matches; a pattern that takes too long ends with an error instead of never.
    template <typename Run>
    auto guarded(const Run& run) const {
        try {
            return run();
        } catch (const modules::BadPattern& error) {
            throw DiagnosticError(error.what(), position);
        }
    }

    modules::Pattern pattern;
    Position position;
};

Regex::Regex(std::string_view pattern, RegexFlags flags, Position position)
    : compiled_(std::make_shared<const Compiled>(pattern, flags, position)) {}

std::optional<RegexMatch> Regex::search(std::string_view text, std::size_t start) const {
    const std::optional<modules::PatternMatch> match =
        compiled_->guarded([&] { return compiled_->pattern.search(text, start); });
    if (!match) return std::nullopt;
    return RegexMatch(text, *match);
}

std::optional<RegexMatch> Regex::match(std::string_view text) const {
    const std::optional<modules::PatternMatch> match =
        compiled_->guarded([&] { return compiled_->pattern.match_start(text); });
    if (!match) return std::nullopt;
    return RegexMatch(text, *match);
}

std::vector<RegexMatch> Regex::all(std::string_view text) const {
    std::vector<RegexMatch> matches;
    for (std::size_t at = 0; at <= text.size();) {
        std::optional<RegexMatch> found = search(text, at);
        if (!found) break;
        at = found->start() == found->end() ? next_character(text, found->end()) : found->end();
        matches.push_back(*std::move(found));
    }
    return matches;
}

std::string Regex::substituted(std::string_view text, std::string_view replacement) const {
    return compiled_->guarded([&] { return compiled_->pattern.replaced(replacement, text); });
}

std::optional<std::size_t> Regex::group_number(std::string_view name) const {
    return compiled_->pattern.group_number(name);
}

RegexMatch::RegexMatch(std::string_view text, const modules::PatternMatch& match)
    : start_(match.start), end_(match.end) {
    for (const std::optional<modules::PatternMatch::Range>& group : match.groups)
        groups_.push_back(
            group ? std::optional(std::string(text.substr(group->start, group->end - group->start)))
                  : std::nullopt);
}

}  // namespace interpreter

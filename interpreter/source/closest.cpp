#include "interpreter/source/Diagnostic.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace interpreter {

namespace {

std::string lowered(std::string_view word) {
    std::string result(word);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return result;
}

/// Damerau-Levenshtein: insertions, deletions, replacements and swaps of neighbours.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before_last(right.size() + 1);
    std::vector<std::size_t> last(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(last.begin(), last.end(), 0U);
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[right.size()];
}

/// How many slips a word of that length may hold and still be recognised.
std::size_t most_slips(std::size_t length) {
    if (length <= 2) return length - 1;
    return std::min<std::size_t>(3, std::max<std::size_t>(1, length / 3));
}

}  // namespace

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
    if (word.empty()) return std::nullopt;
    const std::string wanted = lowered(word);
    const std::size_t limit = most_slips(wanted.size());
    const std::string* best = nullptr;
    std::size_t best_distance = limit + 1;
    bool best_begins_alike = false;
    for (const std::string& candidate : candidates) {
        if (candidate.empty() || candidate == word) continue;
        const std::size_t difference = candidate.size() > wanted.size() ? candidate.size() - wanted.size()
                                                                        : wanted.size() - candidate.size();
        if (difference > limit) continue;
        const std::string other = lowered(candidate);
        const std::size_t found = distance(wanted, other);
        // Every letter another one: that is a different word, not a slip.
        if (found >= std::max(wanted.size(), other.size())) continue;
        const bool begins_alike = wanted.front() == other.front();
        if (found > best_distance || found > limit) continue;
        if (found == best_distance && (best_begins_alike || !begins_alike)) continue;
        best = &candidate;
        best_distance = found;
        best_begins_alike = begins_alike;
    }
    return best != nullptr ? std::optional<std::string>(*best) : std::nullopt;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
    const std::optional<std::string> candidate = closest(word, candidates);
    return candidate ? "did you mean '" + *candidate + "'?" : std::string();
}

}  // namespace interpreter

#include "modules/packages/PythonVersion.hpp"

#include "modules/value/Pattern.hpp"
#include "modules/value/Text.hpp"

#include <algorithm>
#include <array>

namespace modules {

namespace {

// PEP 440, Appendix B, with the spellings that it allows.
const Pattern& version_pattern() {
    static const Pattern pattern(
        R"(v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?(\d*))?)"
        R"((?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?)");
    return pattern;
}

std::int64_t phase_of(const std::string& word) {
    if (word == "a" || word == "alpha") return 0;
    if (word == "b" || word == "beta") return 1;
    return 2;
}

std::int64_t number_or_nought(const std::optional<std::string>& text) {
    return text ? whole_number(*text).value_or(0) : 0;
}

/// One comparison: ">= 1.0".
struct Comparison {
    std::string sign;
    std::string version;
};

std::optional<Comparison> comparison_in(std::string_view written) {
    const std::string_view text = trimmed(written);
    for (const char* const sign : {"===", "==", "~=", "!=", "<=", ">=", "<", ">"})
        if (text.starts_with(sign))
            return Comparison{sign, std::string(trimmed(text.substr(std::string_view(sign).size())))};
    return std::nullopt;
}

std::optional<bool> holds_for(const PythonVersion& version, std::string_view written,
                              const Comparison& comparison) {
    const std::string& sign = comparison.sign;
    if (sign == "===") return lower_case(written) == lower_case(comparison.version);
    const bool is_series = comparison.version.ends_with(".*");
    const std::string plain =
        is_series ? comparison.version.substr(0, comparison.version.size() - 2) : comparison.version;
    const std::optional<PythonVersion> other = PythonVersion::from(plain);
    if (!other) return std::nullopt;
    const PythonVersion own = other->has_local() ? version : version.without_local();
    if (sign == "==") return is_series ? own.begins_with(*other) : own == *other;
    if (sign == "!=") return is_series ? !own.begins_with(*other) : own != *other;
    if (is_series) return std::nullopt;
    if (sign == "~=") return own >= *other && own.begins_with(other->series());
    if (sign == "<=") return own <= *other;
    if (sign == ">=") return own >= *other;
    // 1.7 < 1.7.1 but 1.7rc1 is not before 1.7, nor is 1.7.post1 after it, unless such a one is meant.
    if (sign == "<")
        return own < *other &&
               !(own.is_before_release() && !other->is_before_release() && own.is_base_of(*other));
    return own > *other && !(own.is_after_release() && !other->is_after_release() && own.is_base_of(*other));
}

}  // namespace

std::optional<PythonVersion> PythonVersion::from(std::string_view written) {
    const std::string text = lower_case(trimmed(written));
    const std::optional<PatternMatch> match = version_pattern().match_whole(text);
    if (!match) return std::nullopt;
    const auto group = [&](std::size_t number) -> std::optional<std::string> {
        const auto& range = match->groups[number];
        return range ? std::optional(text.substr(range->start, range->end - range->start)) : std::nullopt;
    };
    PythonVersion version;
    version.epoch_ = number_or_nought(group(1));
    for (const std::string& part : parts_of(*group(2), "."))
        version.release_.push_back(whole_number(part).value_or(0));
    version.length_.parts = version.release_.size();
    while (version.release_.size() > 1 && version.release_.back() == 0)
        version.release_.pop_back();
    if (const std::optional<std::string> phase = group(3)) {
        version.phase_ = phase_of(*phase);
        version.phase_number_ = number_or_nought(group(4));
    }
    if (group(5) || group(6)) version.post_ = number_or_nought(group(5) ? group(5) : group(7));
    if (group(8)) version.dev_ = number_or_nought(group(9));
    if (group(8) && !group(3) && version.post_ < 0) version.phase_ = -1;
    if (const std::optional<std::string> local = group(10)) {
        std::string dots = *local;
        std::replace_if(
            dots.begin(), dots.end(), [](char character) { return character == '-' || character == '_'; },
            '.');
        for (const std::string& part : parts_of(dots, ".")) {
            const std::optional<std::int64_t> number = whole_number(part);
            version.local_.emplace_back(number.value_or(-1), number ? "" : part);
        }
    }
    return version;
}

bool PythonVersion::begins_with(const PythonVersion& prefix) const {
    if (epoch_ != prefix.epoch_) return false;
    for (std::size_t index = 0; index < prefix.length_.parts; ++index) {
        const auto part = [&](const PythonVersion& version) {
            return index < version.release_.size() ? version.release_[index] : 0;
        };
        if (part(*this) != part(prefix)) return false;
    }
    return true;
}

PythonVersion PythonVersion::without_local() const {
    PythonVersion version = *this;
    version.local_.clear();
    return version;
}

PythonVersion PythonVersion::base() const {
    PythonVersion version;
    version.epoch_ = epoch_;
    version.release_ = release_;
    version.length_ = length_;
    return version;
}

bool PythonVersion::is_before_release() const {
    return phase_ != 3 || dev_ != INT64_MAX;
}

bool PythonVersion::is_after_release() const {
    return post_ >= 0;
}

PythonVersion PythonVersion::series() const {
    PythonVersion version = base();
    version.release_.resize(length_.parts, 0);
    if (version.length_.parts > 1) --version.length_.parts;
    version.release_.resize(version.length_.parts);
    return version;
}

std::optional<bool> keeps_to(std::string_view version, std::string_view comparisons) {
    const std::optional<PythonVersion> own = PythonVersion::from(version);
    bool all = true;
    for (const std::string& written : parts_of(comparisons, ",")) {
        if (trimmed(written).empty()) continue;
        const std::optional<Comparison> comparison = comparison_in(written);
        if (!comparison) return std::nullopt;
        if (!own) {
            all = all && comparison->sign == "===" && comparison->version == version;
            continue;
        }
        const std::optional<bool> holds = holds_for(*own, version, *comparison);
        if (!holds) return std::nullopt;
        all = all && *holds;
    }
    return all;
}

}  // namespace modules

#include "modules/packages/RpmVersion.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>

namespace modules {

namespace {

bool is_letter(char character) {
    const char lower = lower_letter(character);
    return lower >= 'a' && lower <= 'z';
}

bool counts(char character) {
    return is_digit(character) || is_letter(character) || character == '~' || character == '^';
}

void skip_separators(std::string_view& text) {
    while (!text.empty() && !counts(text.front()))
        text.remove_prefix(1);
}

template <class Kind>
std::string_view take(std::string_view& text, const Kind& kind) {
    const auto end = std::find_if_not(text.begin(), text.end(), kind);
    const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(taken.size());
    return taken;
}

int sign(int number) {
    return number < 0 ? -1 : number > 0 ? 1 : 0;
}

int numbers_compared(std::string_view one, std::string_view other) {
    one.remove_prefix(std::min(one.find_first_not_of('0'), one.size()));
    other.remove_prefix(std::min(other.find_first_not_of('0'), other.size()));
    if (one.size() != other.size()) return one.size() < other.size() ? -1 : 1;
    return sign(one.compare(other));
}

}  // namespace

int rpm_compared(std::string_view one, std::string_view other) {
    while (true) {
        skip_separators(one);
        skip_separators(other);
        const bool one_before = one.starts_with('~');
        const bool other_before = other.starts_with('~');
        if (one_before != other_before) return one_before ? -1 : 1;
        const bool one_after = one.starts_with('^');
        const bool other_after = other.starts_with('^');
        if (one_after != other_after) {
            if (one_after) return other.empty() ? 1 : -1;
            return one.empty() ? -1 : 1;
        }
        if (one_before || one_after) {
            one.remove_prefix(1);
            other.remove_prefix(1);
            continue;
        }
        if (one.empty() || other.empty()) return one.empty() ? (other.empty() ? 0 : -1) : 1;
        const bool numeric = is_digit(one.front());
        // Digits are newer than letters.
        if (numeric != is_digit(other.front())) return numeric ? 1 : -1;
        const int result = numeric ? numbers_compared(take(one, is_digit), take(other, is_digit))
                                   : sign(take(one, is_letter).compare(take(other, is_letter)));
        if (result != 0) return result;
    }
}

RpmVersion rpm_version(std::string_view written) {
    RpmVersion version;
    if (const std::size_t colon = written.find(':'); colon != std::string_view::npos) {
        version.epoch = written.substr(0, colon);
        written.remove_prefix(colon + 1);
    }
    const std::size_t dash = written.rfind('-');
    version.version = written.substr(0, dash);
    if (dash != std::string_view::npos) version.release = written.substr(dash + 1);
    return version;
}

std::string RpmVersion::text() const {
    std::string text = epoch.empty() || epoch == "0" ? version : epoch + ':' + version;
    if (!release.empty()) text += '-' + release;
    return text;
}

int compared(const RpmVersion& one, const RpmVersion& other) {
    const auto epoch = [](const RpmVersion& version) { return version.epoch.empty() ? "0" : version.epoch; };
    if (const int result = rpm_compared(epoch(one), epoch(other)); result != 0) return result;
    if (const int result = rpm_compared(one.version, other.version); result != 0) return result;
    if (one.release.empty() || other.release.empty()) return 0;
    return rpm_compared(one.release, other.release);
}

}  // namespace modules

#include "interpreter/expression/Version.hpp"

#include "interpreter/expression/Regex.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/unicode.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <variant>

namespace interpreter {

namespace {

using Part = std::variant<std::int64_t, std::string>;
using Parts = std::vector<Part>;

std::int64_t number_of(std::string_view digits) {
    std::int64_t number = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return parsed.ec == std::errc() ? number : INT64_MAX;
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char character) { return std::isdigit(character) != 0; });
}

/// Runs of digits, runs of small letters, and what else there is, dots left out (Python's LooseVersion).
Parts loose_parts(std::string_view text) {
    const auto kind = [](char character) {
        if (std::isdigit(static_cast<unsigned char>(character)) != 0) return 0;
        if (character >= 'a' && character <= 'z') return 1;
        return character == '.' ? 2 : 3;
    };
    Parts parts;
    while (!text.empty()) {
        std::size_t end = 1;
        while (end < text.size() && kind(text[end]) == kind(text.front()) && kind(text.front()) != 2)
            ++end;
        const std::string_view piece = text.substr(0, end);
        if (kind(text.front()) == 0)
            parts.emplace_back(number_of(piece));
        else if (kind(text.front()) != 2)
            parts.emplace_back(std::string(piece));
        text.remove_prefix(end);
    }
    return parts;
}

int compared(const Parts& left, const Parts& right, const Call& call) {
    for (std::size_t index = 0; index < std::min(left.size(), right.size()); ++index) {
        if (left[index] == right[index]) continue;
        if (left[index].index() != right[index].index())
            call.fail("cannot compare a number with letters in these versions",
                      "version_type='semver' or another one may fit");
        return left[index] < right[index] ? -1 : 1;
    }
    return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

/// 1.2, 1.2.3, 1.2a3, 1.2.3b1 (Python's StrictVersion).
Parts strict_parts(const std::string& text, const Call& call) {
    static const Regex form(R"(^(\d+)\.(\d+)(\.(\d+))?([ab](\d+))?$)", {}, {});
    const std::optional<RegexMatch> match = form.match(text);
    if (!match) call.fail("takes '" + text + "' for no strict version", "1.2, 1.2.3 and 1.2.3b1 are");
    const std::string pre = match->group(5).value_or("");
    // A final version comes after its alphas and betas.
    return {number_of(*match->group(1)), number_of(*match->group(2)),
            number_of(match->group(4).value_or("0")), pre.empty() ? std::string("z") : pre.substr(0, 1),
            pre.empty() ? std::int64_t{0} : number_of(pre.substr(1))};
}

int semantic_order(const std::string& left, const std::string& right, const Call& call) {
    static const Regex form(
        R"(^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z.-]+)?$)",
        {}, {});
    const auto parse = [&](const std::string& text) {
        std::optional<RegexMatch> match = form.match(text);
        if (!match) call.fail("takes '" + text + "' for no semantic version", "1.2.3 and 1.2.3-rc.1 are");
        return *std::move(match);
    };
    const RegexMatch first = parse(left);
    const RegexMatch second = parse(right);
    for (const std::size_t group : {1U, 2U, 3U}) {
        const std::int64_t one = number_of(*first.group(group));
        const std::int64_t other = number_of(*second.group(group));
        if (one != other) return one < other ? -1 : 1;
    }
    const std::optional<std::string> one = first.group(4);
    const std::optional<std::string> other = second.group(4);
    if (!one || !other) return static_cast<int>(other.has_value()) - static_cast<int>(one.has_value());
    const auto identifiers = [](const std::string& text) {
        Parts parts;
        // Numbers come before letters.
        for (const std::string& part : split_text(text, ".", -1)) {
            if (is_number(part))
                parts.emplace_back(number_of(part));
            else
                parts.emplace_back(part);
        }
        return parts;
    };
    const Parts ones = identifiers(*one);
    const Parts others = identifiers(*other);
    return ones < others ? -1 : ones == others ? 0 : 1;
}

/// PEP 440 without local versions: epoch, release, then dev < a < b < rc < final < post.
Parts pep440_parts(const std::string& text, const Call& call) {
    static const Regex form(
        R"(^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:[-_.]?(post|rev|r)[-_.]?(\d*)|-(\d+))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+[a-z0-9.]+)?$)",
        {}, {});
    const std::string lowered = to_lower(text);
    const std::optional<RegexMatch> match = form.match(lowered);
    if (!match) call.fail("takes '" + text + "' for no version of PEP 440");
    Parts parts{number_of(match->group(1).value_or("0"))};
    std::vector<std::string> release = split_text(*match->group(2), ".", -1);
    while (release.size() > 1 && number_of(release.back()) == 0)
        release.pop_back();
    release.resize(std::max<std::size_t>(release.size(), 8), "0");
    for (const std::string& part : release)
        parts.emplace_back(number_of(part));
    const std::string pre = match->group(3).value_or("");
    const bool is_dev = match->group(8).has_value();
    const bool is_post = match->group(5).has_value() || match->group(7).has_value();
    const std::int64_t stage = !pre.empty()         ? (pre.front() == 'a'   ? 1
                                                       : pre.front() == 'b' ? 2
                                                                            : 3)
                               : is_dev && !is_post ? 0
                                                    : 4;
    parts.emplace_back(stage);
    parts.emplace_back(number_of(match->group(4).value_or("").empty() ? "0" : *match->group(4)));
    const std::string post = match->group(6).value_or(match->group(7).value_or(""));
    parts.emplace_back(is_post ? number_of(post.empty() ? "0" : post) : std::int64_t{-1});
    const std::string dev = match->group(8).value_or("");
    parts.emplace_back(is_dev ? number_of(dev.empty() ? "0" : dev) : INT64_MAX);
    return parts;
}

}  // namespace

bool versions_compare(const std::string& left, const std::string& right, const std::string& operation,
                      const std::string& type, const Call& call) {
    int order = 0;
    if (type == "loose")
        order = compared(loose_parts(left), loose_parts(right), call);
    else if (type == "strict")
        order = compared(strict_parts(left, call), strict_parts(right, call), call);
    else if (type == "semver" || type == "semantic")
        order = semantic_order(left, right, call);
    else if (type == "pep440")
        order = compared(pep440_parts(left, call), pep440_parts(right, call), call);
    else
        call.fail("has no version_type '" + type + "'", "loose, strict, semver, semantic and pep440 are");
    if (operation == "==" || operation == "=" || operation == "eq") return order == 0;
    if (operation == "!=" || operation == "<>" || operation == "ne") return order != 0;
    if (operation == "<" || operation == "lt") return order < 0;
    if (operation == "<=" || operation == "le") return order <= 0;
    if (operation == ">" || operation == "gt") return order > 0;
    if (operation == ">=" || operation == "ge") return order >= 0;
    call.fail("has no operator '" + operation + "'", "==, !=, <, <=, > and >= are");
}

}  // namespace interpreter

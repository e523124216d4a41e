#include "modules/value/Pattern.hpp"

#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <charconv>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace modules {

namespace {

/// Steps before a match is given up: seconds, not minutes.
constexpr std::uint32_t most_steps = 20'000'000;

/// "{,5}" is a repetition in Python only.
bool opens_short_repetition(std::string_view written, std::size_t at) {
    if (written.compare(at, 2, "{,") != 0) return false;
    std::size_t end = at + 2;
    while (end < written.size() && is_digit(written[end]))
        ++end;
    return end > at + 2 && end < written.size() && written[end] == '}';
}

/// Where Python and Perl write the same thing differently.
std::string in_perl_syntax(std::string_view written) {
    std::string perl;
    bool in_class = false;
    for (std::size_t at = 0; at < written.size(); ++at) {
        const char character = written[at];
        if (character == '\\' && at + 1 < written.size()) {
            const char escaped = written[++at];
            perl += '\\';
            // \Z is the very end in Python; in Perl a newline may follow it.
            perl += escaped == 'Z' && !in_class ? 'z' : escaped;
            continue;
        }
        if (in_class) {
            in_class = character != ']';
        } else if (character == '[') {
            in_class = true;
            perl += character;
            if (at + 1 < written.size() && written[at + 1] == '^') perl += written[++at];
            // A bracket that comes first stands for itself.
            if (at + 1 < written.size() && written[at + 1] == ']') perl += written[++at];
            continue;
        } else if (opens_short_repetition(written, at)) {
            perl += "{0";
            continue;
        }
        perl += character;
    }
    return perl;
}

std::string words_of(int code) {
    std::string words(200, '\0');
    const int length =
        pcre2_get_error_message(code, reinterpret_cast<PCRE2_UCHAR8*>(words.data()), words.size());
    words.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    return words;
}

struct FreeCode {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeData {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeLimits {
    void operator()(pcre2_match_context* limits) const { pcre2_match_context_free(limits); }
};
struct FreeSyntax {
    void operator()(pcre2_compile_context* syntax) const { pcre2_compile_context_free(syntax); }
};

std::optional<char> control_character(char letter) {
    switch (letter) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'f':
        return '\f';
    case 'v':
        return '\v';
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case '\\':
        return '\\';
    default:
        return std::nullopt;
    }
}

}  // namespace

struct Pattern::Compiled {
    std::unique_ptr<pcre2_code, FreeCode> code;
    std::unique_ptr<pcre2_match_context, FreeLimits> limits;

    [[nodiscard]] std::optional<PatternMatch> match(std::string_view subject, std::size_t from,
                                                    std::uint32_t options) const {
        const std::unique_ptr<pcre2_match_data, FreeData> data(
            pcre2_match_data_create_from_pattern(code.get(), nullptr));
        // An empty view may have no address, which PCRE refuses.
        const char* start = subject.data() != nullptr ? subject.data() : "";
        const int found = pcre2_match(code.get(), reinterpret_cast<PCRE2_SPTR>(start), subject.size(), from,
                                      options, data.get(), limits.get());
        if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
        if (found < 0) throw BadPattern("the regular expression could not be matched: " + words_of(found));
        const std::size_t* places = pcre2_get_ovector_pointer(data.get());
        PatternMatch match;
        match.start = places[0];
        match.end = places[1];
        const std::uint32_t count = pcre2_get_ovector_count(data.get());
        for (std::uint32_t group = 0; group < count; ++group) {
            std::optional<PatternMatch::Range> range;
            if (places[2 * group] != PCRE2_UNSET) range = {places[2 * group], places[2 * group + 1]};
            match.groups.push_back(range);
        }
        return match;
    }
};

Pattern::Pattern(std::string_view written, PatternOptions options) : compiled_(std::make_unique<Compiled>()) {
    const std::string perl = in_perl_syntax(written);
    // In Python a ^ of many lines also matches behind a newline that ends the subject.
    std::uint32_t flags = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_ALT_CIRCUMFLEX;
    if (options.ignore_case) flags |= PCRE2_CASELESS;
    if (options.multiline) flags |= PCRE2_MULTILINE;
    if (options.dot_all) flags |= PCRE2_DOTALL;
    const std::unique_ptr<pcre2_compile_context, FreeSyntax> syntax(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(syntax.get(), PCRE2_NEWLINE_LF);
    int error = 0;
    std::size_t place = 0;
    compiled_->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(perl.data()), perl.size(), flags, &error,
                                        &place, syntax.get()));
    if (!compiled_->code)
        throw BadPattern(fmt::format("\"{}\" is no regular expression: {} at position {}", written,
                                     words_of(error), place));
    compiled_->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(compiled_->limits.get(), most_steps);
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::optional<PatternMatch> Pattern::search(std::string_view subject, std::size_t from) const {
    return compiled_->match(subject, from, 0);
}

std::optional<PatternMatch> Pattern::match_start(std::string_view subject) const {
    return compiled_->match(subject, 0, PCRE2_ANCHORED);
}

std::optional<PatternMatch> Pattern::match_whole(std::string_view subject) const {
    return compiled_->match(subject, 0, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}

std::size_t Pattern::group_count() const {
    std::uint32_t count = 0;
    pcre2_pattern_info(compiled_->code.get(), PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

std::optional<std::size_t> Pattern::group_number(std::string_view name) const {
    const std::string terminated(name);
    const int number = pcre2_substring_number_from_name(compiled_->code.get(),
                                                        reinterpret_cast<PCRE2_SPTR>(terminated.c_str()));
    return number > 0 ? std::optional<std::size_t>(static_cast<std::size_t>(number)) : std::nullopt;
}

std::string Pattern::expanded(std::string_view replacement, const PatternMatch& match,
                              std::string_view subject) const {
    std::string result;
    const auto add_group = [&](std::string_view reference) {
        std::size_t number = 0;
        const auto parsed = std::from_chars(reference.data(), reference.data() + reference.size(), number);
        if (parsed.ec != std::errc() || parsed.ptr != reference.data() + reference.size()) {
            const std::optional<std::size_t> named = group_number(reference);
            if (!named)
                throw BadPattern(fmt::format("the regular expression has no group \"{}\"", reference));
            number = *named;
        }
        if (number >= match.groups.size())
            throw BadPattern(fmt::format("the regular expression has no group {}", number));
        if (const auto& range = match.groups[number])
            result += subject.substr(range->start, range->end - range->start);
    };
    for (std::size_t at = 0; at < replacement.size(); ++at) {
        if (replacement[at] != '\\' || at + 1 == replacement.size()) {
            result += replacement[at];
            continue;
        }
        const char next = replacement[++at];
        if (next == 'g' && at + 1 < replacement.size() && replacement[at + 1] == '<') {
            const std::size_t end = replacement.find('>', at);
            if (end == std::string_view::npos)
                throw BadPattern(fmt::format("\"{}\": \\g< has no closing >", replacement));
            add_group(replacement.substr(at + 2, end - at - 2));
            at = end;
        } else if (is_digit(next) && next != '0') {
            const bool two = at + 1 < replacement.size() && is_digit(replacement[at + 1]);
            add_group(replacement.substr(at, two ? 2 : 1));
            if (two) ++at;
        } else if (const std::optional<char> control = control_character(next)) {
            result += *control;
        } else if (next == '0') {
            result += '\0';
        } else if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) {
            throw BadPattern(fmt::format("\"{}\": \\{} means nothing in a replacement", replacement, next));
        } else {
            result += '\\';
            result += next;
        }
    }
    return result;
}

std::string Pattern::replaced(std::string_view replacement, std::string_view subject,
                              std::size_t limit) const {
    return substituted(replacement, subject, limit).text;
}

Replacement Pattern::substituted(std::string_view replacement, std::string_view subject,
                                 std::size_t limit) const {
    Replacement result;
    std::size_t copied = 0;
    std::size_t from = 0;
    // As in Python a mistake in the replacement is one even where nothing matches.
    PatternMatch nowhere;
    nowhere.groups.resize(group_count() + 1);
    static_cast<void>(expanded(replacement, nowhere, {}));
    while (from <= subject.size() && (limit == 0 || result.count < limit)) {
        const std::optional<PatternMatch> match = search(subject, from);
        if (!match) break;
        ++result.count;
        result.text += subject.substr(copied, match->start - copied);
        result.text += expanded(replacement, *match, subject);
        copied = match->end;
        from = match->end;
        if (!match->empty()) continue;
        // Step over one whole character, so that the next search does not start inside it.
        ++from;
        while (from < subject.size() && (static_cast<unsigned char>(subject[from]) & 0xC0U) == 0x80U)
            ++from;
    }
    if (copied < subject.size()) result.text += subject.substr(copied);
    return result;
}

std::string escaped_pattern(std::string_view text) {
    static constexpr std::string_view special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f";
    std::string escaped;
    for (const char character : text) {
        if (special.find(character) != std::string_view::npos) escaped += '\\';
        escaped += character;
    }
    return escaped;
}

bool matches_glob(std::string_view name, std::string_view glob) {
    std::string pattern;
    for (std::size_t at = 0; at < glob.size(); ++at) {
        if (glob[at] == '*') {
            pattern += ".*";
        } else if (glob[at] == '?') {
            pattern += '.';
        } else if (glob[at] != '[') {
            pattern += escaped_pattern(glob.substr(at, 1));
        } else {
            std::size_t end = at + 1;
            if (end < glob.size() && glob[end] == '!') ++end;
            if (end < glob.size() && glob[end] == ']') ++end;
            end = glob.find(']', end);
            if (end == std::string_view::npos) {
                pattern += "\\[";
                continue;
            }
            const bool negated = glob[at + 1] == '!';
            pattern += negated ? "[^" : "[";
            for (const char character : glob.substr(at + (negated ? 2 : 1), end - at - (negated ? 2 : 1))) {
                if (character == '\\' || character == '[' || character == ']' || character == '^')
                    pattern += '\\';
                pattern += character;
            }
            pattern += ']';
            at = end;
        }
    }
    return Pattern(pattern, {.dot_all = true}).match_whole(name).has_value();
}

}  // namespace modules

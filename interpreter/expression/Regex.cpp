#include "interpreter/expression/Regex.hpp"

#include "interpreter/expression/escapes.hpp"
#include "interpreter/source/Diagnostic.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cctype>
#include <charconv>

namespace interpreter {

namespace {

struct FreeMatch {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

// Catastrophic patterns end with an error instead of never.
constexpr std::uint32_t most_steps = 10000000;

/// Python writes the end of the text as \Z, which means "or before a last line end" to PCRE, where it is \z.
std::string translated(std::string_view pattern) {
    std::string result;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] != '\\' || at + 1 == pattern.size()) {
            result += pattern[at];
            continue;
        }
        result += '\\';
        ++at;
        result += pattern[at] == 'Z' ? 'z' : pattern[at];
    }
    return result;
}

std::string message_of(int code) {
    std::array<unsigned char, 256> buffer{};
    pcre2_get_error_message(code, buffer.data(), buffer.size());
    return reinterpret_cast<const char*>(buffer.data());
}

PCRE2_SPTR as_units(std::string_view text) {
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

}  // namespace

struct Regex::Compiled {
    Compiled(std::string_view source, RegexFlags flags, Position position) : pattern(source) {
        const std::string text = translated(source);
        std::uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_ALLOW_EMPTY_CLASS;
        if (flags.ignores_case) options |= PCRE2_CASELESS;
        if (flags.multiline) options |= PCRE2_MULTILINE;
        int error = 0;
        PCRE2_SIZE offset = 0;
        code = pcre2_compile(as_units(text), text.size(), options & ~PCRE2_ALLOW_EMPTY_CLASS, &error, &offset,
                             nullptr);
        if (code == nullptr)
            throw DiagnosticError("the pattern '" + pattern + "' has a mistake at character " +
                                      std::to_string(offset + 1) + ": " + message_of(error),
                                  position);
        context = pcre2_match_context_create(nullptr);
        pcre2_set_match_limit(context, most_steps);
        read_names();
    }
    ~Compiled() {
        pcre2_match_context_free(context);
        pcre2_code_free(code);
    }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;

    void read_names() {
        std::uint32_t count = 0;
        std::uint32_t size = 0;
        PCRE2_SPTR entry = nullptr;
        pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
        if (count == 0) return;
        pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
        pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entry);
        for (std::uint32_t index = 0; index < count; ++index, entry += size) {
            const auto number = static_cast<std::size_t>((entry[0] << 8U) | entry[1]);
            names.emplace_back(reinterpret_cast<const char*>(entry + 2), number);
        }
    }

    std::string pattern;
    pcre2_code* code = nullptr;
    pcre2_match_context* context = nullptr;
    std::vector<std::pair<std::string, std::size_t>> names;
};

std::optional<std::size_t> RegexMatch::number_of(std::string_view name) const {
    for (const auto& [known, number] : names_)
        if (known == name) return number;
    return std::nullopt;
}

Regex::Regex(std::string_view pattern, RegexFlags flags, Position position)
    : compiled_(std::make_shared<const Compiled>(pattern, flags, position)), position_(position) {}

std::optional<RegexMatch> Regex::run(std::string_view text, std::size_t start, unsigned options) const {
    const std::unique_ptr<pcre2_match_data, FreeMatch> data(
        pcre2_match_data_create_from_pattern(compiled_->code, nullptr));
    const int found = pcre2_match(compiled_->code, as_units(text), text.size(), start, options, data.get(),
                                  compiled_->context);
    if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (found < 0)
        throw DiagnosticError(
            "the pattern '" + compiled_->pattern + "' could not be used: " + message_of(found), position_);
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data.get());
    std::vector<std::optional<std::string>> groups(pcre2_get_ovector_count(data.get()));
    for (std::size_t index = 0; index < groups.size(); ++index)
        if (ends[2 * index] != PCRE2_UNSET)
            groups[index] = std::string(text.substr(ends[2 * index], ends[2 * index + 1] - ends[2 * index]));
    return RegexMatch(std::move(groups), compiled_->names, ends[0], ends[1]);
}

std::optional<RegexMatch> Regex::search(std::string_view text, std::size_t start) const {
    return run(text, start, 0);
}
std::optional<RegexMatch> Regex::match(std::string_view text) const {
    return run(text, 0, PCRE2_ANCHORED);
}

std::vector<RegexMatch> Regex::all(std::string_view text) const {
    std::vector<RegexMatch> matches;
    std::size_t at = 0;
    unsigned options = 0;
    while (at <= text.size()) {
        std::optional<RegexMatch> found = run(text, at, options);
        if (!found) {
            if (options == 0) break;
            // After an empty match at `at` nothing else begins there: one character on.
            options = 0;
            ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
                ++at;
            continue;
        }
        at = found->end();
        options = found->start() == found->end() ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0;
        matches.push_back(*std::move(found));
    }
    return matches;
}

std::string Regex::expanded(const RegexMatch& match, std::string_view replacement) const {
    const auto fail = [&](const std::string& what) {
        throw DiagnosticError("the replacement '" + std::string(replacement) + "' " + what, position_);
    };
    const auto group = [&](std::size_t number) {
        if (number > match.group_count())
            fail("names group " + std::to_string(number) + ", the pattern has " +
                 std::to_string(match.group_count()));
        return match.group(number).value_or("");
    };
    std::string result;
    for (std::size_t at = 0; at < replacement.size(); ++at) {
        if (replacement[at] != '\\' || at + 1 == replacement.size()) {
            result += replacement[at];
            continue;
        }
        const char kind = replacement[++at];
        if (kind == 'g') {
            const std::size_t end = replacement.find('>', at);
            if (at + 1 >= replacement.size() || replacement[at + 1] != '<' || end == std::string_view::npos)
                fail("has '\\g' without '<name>'");
            const std::string_view name = replacement.substr(at + 2, end - at - 2);
            std::size_t number = 0;
            const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
            if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size()) {
                const std::optional<std::size_t> known = match.number_of(name);
                if (!known)
                    fail("names the group '" + std::string(name) + "', which the pattern does not have");
                number = *known;
            }
            result += group(number);
            at = end;
        } else if (kind >= '1' && kind <= '9') {
            std::size_t number = static_cast<std::size_t>(kind - '0');
            if (at + 1 < replacement.size() &&
                std::isdigit(static_cast<unsigned char>(replacement[at + 1])) != 0)
                number = number * 10 + static_cast<std::size_t>(replacement[++at] - '0');
            result += group(number);
        } else if (kind == '\\') {
            result += '\\';
        } else {
            result += resolve_escapes(replacement.substr(at - 1, 2));
        }
    }
    return result;
}

std::string Regex::substituted(std::string_view text, std::string_view replacement, std::size_t most) const {
    std::string result;
    std::size_t copied = 0;
    std::size_t count = 0;
    for (const RegexMatch& match : all(text)) {
        if (most != 0 && count++ == most) break;
        result += text.substr(copied, match.start() - copied);
        result += expanded(match, replacement);
        copied = match.end();
    }
    return result.append(text.substr(copied));
}

}  // namespace interpreter

#include "interpreter/expression/Call.hpp"
#include "interpreter/expression/Regex.hpp"
#include "interpreter/expression/python.hpp"

#include <charconv>

namespace interpreter {

namespace {

Value regex_replace(Call& call) {
    const Regex pattern(call.text(0), {call.flag(2), call.flag(3)}, call.position());
    return pattern.substituted(call.input_text(), call.text(1));
}

Value regex_findall(Call& call) {
    const Regex pattern(call.text(0), {call.flag(2), call.flag(1)}, call.position());
    List found;
    for (const RegexMatch& match : pattern.all(call.input_text())) {
        if (match.group_count() < 2) {
            found.emplace_back(match.group(match.group_count()).value_or(""));
            continue;
        }
        List groups;
        for (std::size_t group = 1; group <= match.group_count(); ++group)
            groups.emplace_back(match.group(group).value_or(""));
        found.push_back(make_tuple(std::move(groups)));
    }
    return found;
}

/// "\\2" or "\\g<name>": which group is meant.
std::optional<std::string> wanted_group(const std::string& written, const Regex& pattern,
                                        const RegexMatch& match, Call& call) {
    if (written.starts_with("\\g<") && written.ends_with('>')) {
        const std::string name = written.substr(3, written.size() - 4);
        if (const std::optional<std::size_t> number = pattern.group_number(name)) return match.group(*number);
        std::size_t number = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
        if (parsed.ec == std::errc() && number <= match.group_count()) return match.group(number);
        call.fail("finds no group '" + name + "' in the pattern");
    }
    std::size_t number = 0;
    if (!written.starts_with('\\')) call.fail("takes '\\1' or '\\g<name>', found '" + written + "'");
    const auto parsed = std::from_chars(written.data() + 1, written.data() + written.size(), number);
    if (parsed.ec != std::errc() || number > match.group_count())
        call.fail("finds no group '" + written + "' in the pattern");
    return match.group(number);
}

bool named_flag(Call& call, std::string_view name) {
    const Value* value = call.named(name);
    return value != nullptr && is_true(*value);
}

Value regex_search(Call& call) {
    const Regex pattern(call.text(0), {named_flag(call, "ignorecase"), named_flag(call, "multiline")},
                        call.position());
    const std::optional<RegexMatch> match = pattern.search(call.input_text());
    if (!match) return {};
    if (call.rest().empty()) return match->group(0).value_or("");
    List groups;
    for (const Value& wanted : call.rest()) {
        const std::optional<std::string> group = wanted_group(to_python_text(wanted), pattern, *match, call);
        groups.push_back(group ? Value(*group) : Value());
    }
    return groups;
}

std::string escaped(const std::string& text, std::string_view special) {
    std::string result;
    for (const char character : text) {
        if (special.find(character) != std::string_view::npos) result += '\\';
        result += character;
    }
    return result;
}

Value regex_escape(Call& call) {
    const std::string type = call.text(0, "python");
    if (type == "python") return escaped(call.input_text(), "()[]{}?*+-|^$\\.&~# \t\n\r\v\f");
    if (type == "posix_basic") return escaped(call.input_text(), "].[^$*\\");
    call.fail("has no re_type '" + type + "'", "python and posix_basic are");
}

constexpr Builtin pattern_filters_table[] = {
    {"regex_escape", regex_escape, "re_type?"},
    {"regex_findall", regex_findall, "regex multiline? ignorecase?"},
    {"regex_replace", regex_replace, "pattern? replacement? ignorecase? multiline?"},
    {"regex_search", regex_search, "regex * **"}};

}  // namespace

std::span<const Builtin> pattern_filters() {
    return pattern_filters_table;
}

}  // namespace interpreter

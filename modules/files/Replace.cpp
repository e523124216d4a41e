#include "modules/files/Replace.hpp"

#include "modules/files/ArgumentPattern.hpp"
#include "modules/files/Encoding.hpp"
#include "modules/files/TextFile.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// The pattern of the part between `after` and `before`; empty: the whole text is meant.
std::string part_pattern(const ReplaceArguments& wanted) {
    const std::string after = wanted.after.value_or("");
    const std::string before = wanted.before.value_or("");
    if (!after.empty() && !before.empty()) return after + "(?P<subsection>.*?)" + before;
    if (!after.empty()) return after + "(?P<subsection>.*)";
    if (!before.empty()) return "(?P<subsection>.*)" + before;
    return {};
}

/// Bytes [start, end) of the text; nothing where `after` and `before` match nowhere.
std::optional<PatternMatch::Range> part_of(std::string_view text, const std::string& pattern) {
    if (pattern.empty()) return PatternMatch::Range{0, text.size()};
    const Pattern part = argument_pattern("after and before", pattern, {.dot_all = true});
    const std::optional<PatternMatch> match = part.search(text);
    if (!match) return std::nullopt;
    return match->groups[*part.group_number("subsection")];
}

Replacement replaced_part(const ReplaceArguments& wanted, std::string_view part) {
    const Pattern pattern = argument_pattern("regexp", wanted.regexp, {.multiline = true});
    try {
        return pattern.substituted(wanted.replacement.characters, part);
    } catch (const BadPattern& bad) {
        throw Failure(fmt::format("replace: {}", bad.what()));
    }
}

Encoding known_encoding(const ReplaceArguments& wanted) {
    if (const std::optional<Encoding> encoding = encoding_named(wanted.encoding)) return *encoding;
    throw Failure(
        fmt::format("encoding: \"{}\" is not known; it may be utf-8, ascii or latin-1", wanted.encoding));
}

}  // namespace

ArgumentList<ReplaceArguments> Replace::table() const {
    ArgumentList<ReplaceArguments> table;
    table
        .add("path", &ReplaceArguments::path, "the file",
             {.need = Need::required, .aliases = {"dest", "destfile", "name"}, .path = true})
        .add("regexp", &ReplaceArguments::regexp,
             "what to replace; ^ and $ match at every line, and . matches no line end",
             {.need = Need::required})
        .add("replace", &ReplaceArguments::replacement,
             "what takes its place, with \\1 and \\g<name> from regexp; nothing: the matches are removed")
        .add("after", &ReplaceArguments::after, "only behind what matches this (. matches line ends)")
        .add("before", &ReplaceArguments::before, "only in front of what matches this (. matches line ends)")
        .add("encoding", &ReplaceArguments::encoding, "the file's encoding: utf-8, ascii or latin-1")
        .add("backup", &ReplaceArguments::backup, "keep a dated copy of the old file")
        .add("validate", &ReplaceArguments::validate,
             "a command that must succeed on the new file (%s) before it replaces the old one");
    add_attribute_arguments(table);
    return table;
}

Plan Replace::check(const ReplaceArguments& wanted, const HostView& host, const CallOptions& options) const {
    const Encoding encoding = known_encoding(wanted);
    Plan plan;
    plan.data.set("rc", 0);
    TextFile file(wanted.path, host);
    if (!file.exists()) {
        const std::string message = fmt::format("Path {} does not exist !", wanted.path);
        if (!options.check_mode) throw Failure(message, Map{{"rc", 257}});
        plan.unknown = message;
        return plan;
    }
    const std::string text = decoded(file.text(), encoding);
    const std::string pattern = part_pattern(wanted);
    const std::optional<PatternMatch::Range> part = part_of(text, pattern);
    if (!part) {
        plan.data.set("msg", "Pattern for before/after params did not match the given file: " + pattern);
        return plan;
    }
    const std::string before = text.substr(part->start, part->end - part->start);
    const Replacement after = replaced_part(wanted, before);
    std::string message;
    if (after.text != before) {
        std::optional<std::string> bytes =
            encoded(text.substr(0, part->start) + after.text + text.substr(part->end), encoding);
        if (!bytes)
            throw Failure(fmt::format("replace: the new text cannot be written in {}", wanted.encoding));
        file.set_text(*std::move(bytes));
        message = fmt::format("{} replacements made", after.count);
    }
    file.save(plan, wanted,
              {.showing = wanted.replacement.secret ? Showing::secret : Showing::plain,
               .backup = wanted.backup,
               .backup_key = "backup_file",
               .validate = wanted.validate},
              options);
    plan.data.set("msg", file.message(plan, std::move(message)));
    return plan;
}

}  // namespace modules

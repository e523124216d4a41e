#include "modules/files/LineInFile.hpp"

#include "modules/files/LineEdit.hpp"
#include "modules/files/TextFile.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

void require_sense(const LineInFileArguments& wanted) {
    const auto both = [](bool one, bool other, const char* names) {
        if (one && other) throw Failure(fmt::format("parameters are mutually exclusive: {}", names));
    };
    both(wanted.insertbefore.has_value(), wanted.insertafter.has_value(), "insertbefore|insertafter");
    both(wanted.regexp.has_value(), wanted.search_string.has_value(), "regexp|search_string");
    both(wanted.backrefs, wanted.search_string.has_value(), "backrefs|search_string");
    if (wanted.state == Presence::absent) {
        if (!wanted.regexp && !wanted.search_string && !wanted.line)
            throw Failure("one of line, search_string, or regexp is required with state=absent");
        return;
    }
    if (wanted.backrefs && !wanted.regexp) throw Failure("regexp is required with backrefs=true");
    if (!wanted.line) throw Failure("line is required with state=present");
}

void warn_of_empty_patterns(const LineInFileArguments& wanted, Plan& plan) {
    constexpr std::string_view warning =
        "The {} is an empty string, which will match every line in the file. This may have unintended "
        "consequences, "
        "such as replacing the last line in the file rather than appending.{}";
    if (wanted.regexp == "")
        plan.warnings.push_back(fmt::format(
            warning, "regular expression",
            " If this is desired, use '^' to match every line in the file and avoid this warning."));
    if (wanted.search_string == "") plan.warnings.push_back(fmt::format(warning, "search string", ""));
}

}  // namespace

ArgumentList<LineInFileArguments> LineInFile::table() const {
    ArgumentList<LineInFileArguments> table;
    table
        .add("path", &LineInFileArguments::path, "the file",
             {.need = Need::required, .aliases = {"dest", "destfile", "name"}, .path = true})
        .add("state", &LineInFileArguments::state, "whether the line is to be there")
        .add("regexp", &LineInFileArguments::regexp,
             "which line to replace (the last that matches), or which lines to remove",
             {.aliases = {"regex"}})
        .add("search_string", &LineInFileArguments::search_string,
             "the same as plain text, anywhere in a line")
        .add("line", &LineInFileArguments::line, "the line", {.aliases = {"value"}})
        .add("insertafter", &LineInFileArguments::insertafter,
             "where nothing matches: after the last line that matches this, or EOF or BOF")
        .add("insertbefore", &LineInFileArguments::insertbefore,
             "where nothing matches: before the last line that matches this, or BOF")
        .add("backrefs", &LineInFileArguments::backrefs,
             "fill \\1 and \\g<name> in the line from regexp; where nothing matches, change nothing")
        .add("create", &LineInFileArguments::create,
             "make the file, and directories above it, where there is none")
        .add("backup", &LineInFileArguments::backup, "keep a dated copy of the old file")
        .add("firstmatch", &LineInFileArguments::firstmatch, "mean the first line that matches, not the last")
        .add("validate", &LineInFileArguments::validate,
             "a command that must succeed on the new file (%s) before it replaces the old one");
    add_attribute_arguments(table);
    return table;
}

Plan LineInFile::check(const LineInFileArguments& wanted, const HostView& host,
                       const CallOptions& options) const {
    require_sense(wanted);
    Plan plan;
    warn_of_empty_patterns(wanted, plan);
    TextFile file(wanted.path, host);
    if (!file.exists() && wanted.state == Presence::absent) {
        plan.data.set("msg", "file not present");
        return plan;
    }
    if (!file.exists() && !wanted.create) {
        const std::string message = fmt::format("Destination {} does not exist !", wanted.path);
        if (!options.check_mode) throw Failure(message, Map{{"rc", 257}});
        plan.unknown = message;
        return plan;
    }
    LineEdit edit = wanted.state == Presence::present ? with_line(wanted, file.text())
                                                      : without_line(wanted, file.text());
    plan.data.set("backup", "");
    if (wanted.state == Presence::absent) plan.data.set("found", edit.found);
    file.set_text(std::move(edit.text));
    const TextFile::Saving saving{.showing =
                                      wanted.line && wanted.line->secret ? Showing::secret : Showing::plain,
                                  .backup = wanted.backup,
                                  .backup_key = "backup",
                                  .validate = wanted.validate};
    file.save(plan, wanted, saving, options);
    plan.data.set("msg", file.message(plan, edit.message));
    return plan;
}

}  // namespace modules

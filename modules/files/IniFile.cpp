#include "modules/files/IniFile.hpp"

#include "modules/files/IniEdit.hpp"
#include "modules/files/TextFile.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

namespace {

void require_sense(const IniFileArguments& wanted) {
    if (wanted.value && wanted.values) throw Failure("parameters are mutually exclusive: value|values");
    const bool has_value = wanted.value || (wanted.values && !wanted.values->empty());
    if (wanted.state == Presence::present && wanted.option && !has_value && !wanted.allow_no_value)
        throw Failure("Parameter 'value(s)' must be defined if state=present and allow_no_value=False.");
    if (!wanted.option && has_value) throw Failure("a value is given but no option that it belongs to");
    if (!wanted.option && !wanted.section) throw Failure("one of section and option is required");
}

Showing showing(const IniFileArguments& wanted) {
    const std::vector<Text> none;
    const std::vector<Text>& values = wanted.values ? *wanted.values : none;
    const bool secret =
        (wanted.value && wanted.value->secret) ||
        std::any_of(values.begin(), values.end(), [](const Text& value) { return value.secret; });
    return secret ? Showing::secret : Showing::plain;
}

}  // namespace

ArgumentList<IniFileArguments> IniFile::table() const {
    ArgumentList<IniFileArguments> table;
    table
        .add("path", &IniFileArguments::path, "the file",
             {.need = Need::required, .aliases = {"dest"}, .path = true})
        .add("section", &IniFileArguments::section, "the section; without it the lines before the first one")
        .add("option", &IniFileArguments::option, "the option; without it the section itself is meant")
        .add("value", &IniFileArguments::value, "the option's value")
        .add("values", &IniFileArguments::values, "several values: the option stands once for each")
        .add("state", &IniFileArguments::state, "whether option or section is to be there")
        .add("exclusive", &IniFileArguments::exclusive, "no other values of the option stay")
        .add("no_extra_spaces", &IniFileArguments::no_extra_spaces, "no spaces around =")
        .add("ignore_spaces", &IniFileArguments::ignore_spaces, "leave a line that differs in spaces only")
        .add("allow_no_value", &IniFileArguments::allow_no_value, "an option may stand without = and value")
        .add("modify_inactive_option", &IniFileArguments::modify_inactive_option,
             "use a line where the option is commented out")
        .add("create", &IniFileArguments::create,
             "make the file, and directories above it, where there is none")
        .add("backup", &IniFileArguments::backup, "keep a dated copy of the old file")
        .add("follow", &IniFileArguments::follow, "accepted; a link is always followed");
    add_attribute_arguments(table);
    return table;
}

Plan IniFile::check(const IniFileArguments& wanted, const HostView& host, const CallOptions& options) const {
    require_sense(wanted);
    TextFile file(wanted.path, host);
    Plan plan;
    plan.data.set("path", wanted.path);
    if (!file.exists() && wanted.state == Presence::absent) {
        plan.data.set("msg", "OK");
        return plan;
    }
    if (!file.exists() && !wanted.create) {
        const std::string message = fmt::format("Destination {} does not exist!", wanted.path);
        if (!options.check_mode) throw Failure(message, Map{{"rc", 257}});
        plan.unknown = message;
        return plan;
    }
    IniEdit edit = with_ini_option(wanted, file.text());
    plan.data.set("msg", edit.message);
    file.set_text(std::move(edit.text));
    file.save(plan, wanted,
              {.showing = showing(wanted), .backup = wanted.backup, .backup_key = "backup_file"}, options);
    return plan;
}

}  // namespace modules

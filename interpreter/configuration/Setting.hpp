#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// How the text of a setting is read. A `path` is relative to the directory of the file that says it; `paths` are
/// several with `:` between them, `sources` several with `,` (inventories, of which "host1,host2," is one).
enum class SettingType { text, boolean, integer, list, path, paths, sources };

/// Does it do something here, or is it known and without effect (which `-v` says when it is set)?
enum class Effect { full, none };

/// One setting, as Ansible's configuration names it.
struct Setting {
    /// What the program and the manual call it.
    std::string_view name;
    /// Where it stands in ansible.cfg, as "section.key", weakest first; several with blanks between them. The key
    /// `*` means all of a section.
    std::string_view places;
    /// Environment variables, likewise. They win over the file.
    std::string_view environment;
    SettingType type = SettingType::text;
    /// What it is when nobody says, written as one would write it.
    std::string_view fallback;
    /// One sentence without a full stop; of a setting without effect: why it has none.
    std::string_view help;
    /// The words accepted (of a list: for each of its items), with blanks between them; empty: any.
    std::string_view choices = {};
    Effect effect = Effect::full;
};

/// Every setting there is: the loader, the errors and the manual follow from it.
const std::vector<const Setting*>& all_settings();
const Setting* find_setting(std::string_view name);
/// "defaults.forks defaults.processes" as its words.
std::vector<std::string_view> words_of(std::string_view text);
/// The word for a type in messages and manuals.
std::string_view setting_type_name(SettingType type);

// The tables, by theme.
std::span<const Setting> run_settings();
std::span<const Setting> connection_settings_table();
std::span<const Setting> output_settings();
std::span<const Setting> settings_without_effect();

}  // namespace interpreter

#include "interpreter/configuration/Configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <stdexcept>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

std::optional<bool> truth(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return std::tolower(letter); });
    static constexpr std::array<std::string_view, 7> yes{"yes", "true", "on", "1", "y", "t", "1.0"};
    static constexpr std::array<std::string_view, 7> no{"no", "false", "off", "0", "n", "f", "0.0"};
    if (std::find(yes.begin(), yes.end(), text) != yes.end()) return true;
    if (std::find(no.begin(), no.end(), text) != no.end()) return false;
    return std::nullopt;
}

std::optional<std::int64_t> whole(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool all = error == std::errc() && end == text.data() + text.size();
    return all ? std::optional(number) : std::nullopt;
}

std::string_view stripped(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (const std::string_view part = stripped(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool is_choice(const Setting& setting, const std::string& text) {
    const std::vector<std::string_view> choices = words_of(setting.choices);
    if (setting.type == SettingType::boolean)
        return std::any_of(choices.begin(), choices.end(),
                           [&](std::string_view choice) { return truth(std::string(choice)) == truth(text); });
    return std::find(choices.begin(), choices.end(), text) != choices.end();
}

// What is wrong with a text for a setting; nothing when it fits.
std::optional<std::string> misfit(const Setting& setting, const std::string& text) {
    const std::string expected = fmt::format("{} expects {}, not '{}'", setting.name,
                                             setting_type_name(setting.type), text);
    if (setting.type == SettingType::boolean && !truth(text)) return expected;
    if (setting.type == SettingType::integer && !whole(text)) return expected;
    if (setting.choices.empty()) return std::nullopt;
    for (const std::string& word :
         setting.type == SettingType::list ? split(text, ',') : std::vector<std::string>{text})
        if (!is_choice(setting, word))
            return fmt::format("{} = {} is not supported", setting.name, word);
    return std::nullopt;
}

std::string hint_of(const Setting& setting, const std::string& text) {
    if (setting.choices.empty()) return std::string(setting.help);
    const std::vector<std::string_view> choices = words_of(setting.choices);
    std::vector<std::string> plain;
    for (const std::string_view choice : choices)
        if (choice.find('.') == std::string_view::npos) plain.emplace_back(choice);
    const std::string known = fmt::format("known: {}", fmt::join(plain, ", "));
    const std::string suggestion = did_you_mean(text, plain);
    return suggestion.empty() ? known : suggestion + " " + known;
}

// Of sections as a whole there is one row with the key `*`.
const Setting* setting_at(const std::string& section, const std::string& key) {
    const std::string place = section + "." + key;
    const std::string all = section + ".*";
    for (const Setting* setting : all_settings())
        for (const std::string_view known : words_of(setting->places))
            if (known == place || known == all) return setting;
    return nullptr;
}

std::string unknown_hint(const std::string& section, const std::string& key) {
    std::vector<std::string> keys;
    for (const Setting* setting : all_settings())
        for (const std::string_view known : words_of(setting->places)) {
            const std::size_t point = known.find('.');
            if (known.substr(0, point) == section) keys.emplace_back(known.substr(point + 1));
            if (known.substr(point + 1) == key) return fmt::format("it belongs into [{}]", known.substr(0, point));
        }
    return did_you_mean(key, keys);
}

std::string unquoted(const std::string& text) {
    const bool quoted = text.size() > 1 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
    return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

Environment process_environment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* found = std::getenv(std::string(name).c_str());
        return found != nullptr ? std::optional<std::string>(found) : std::nullopt;
    };
}

Configuration Configuration::load(const Environment& environment, SourceFiles& files, Diagnostics& diagnostics) {
    Configuration loaded;
    loaded.environment_ = environment;
    loaded.path_ = configuration_path(environment, diagnostics);
    if (!loaded.path_.empty()) {
        const std::uint32_t file = files.read(loaded.path_);
        const std::string directory =
            filesystem::absolute(filesystem::path(loaded.path_)).parent_path().string();
        for (const ConfigurationEntry& entry : read_configuration(files, file, diagnostics)) {
            const Setting* setting = setting_at(entry.section, entry.key);
            if (setting == nullptr) {
                diagnostics.warning(fmt::format("unknown setting '{}' in [{}]", entry.key, entry.section),
                                    entry.key_position, unknown_hint(entry.section, entry.key));
                continue;
            }
            loaded.file_says_anything_ = true;
            loaded.take(*setting, {unquoted(entry.value), entry.value_position, directory}, diagnostics);
        }
    }
    for (const Setting* setting : all_settings())
        for (const std::string_view variable : words_of(setting->environment))
            if (std::optional<std::string> value = environment(variable)) {
                const std::uint32_t file = files.add("environment variable " + std::string(variable), *value);
                // NO_COLOR counts whatever it holds (no-color.org).
                if (variable == "NO_COLOR") value = value->empty() ? "false" : "true";
                loaded.take(*setting, {*std::move(value), {file, 1, 1}, filesystem::current_path().string()},
                            diagnostics);
            }
    return loaded;
}

void Configuration::take(const Setting& setting, Given given, Diagnostics& diagnostics) {
    // An empty value is as none, but for what is text.
    if (given.text.empty() && setting.type != SettingType::text && setting.type != SettingType::list) return;
    if (setting.effect == Effect::full && !given.text.empty()) {
        if (const std::optional<std::string> wrong = misfit(setting, given.text))
            return diagnostics.error(*wrong, given.position, hint_of(setting, given.text));
    }
    given_.insert_or_assign(setting.name, std::move(given));
}

const Configuration::Given* Configuration::find(const Setting& setting) const {
    const auto found = given_.find(setting.name);
    return found != given_.end() ? &found->second : nullptr;
}

bool Configuration::is_set(std::string_view name) const { return given_.contains(name); }

Position Configuration::position(std::string_view name) const {
    const auto found = given_.find(name);
    return found != given_.end() ? found->second.position : Position{};
}

std::string Configuration::written(const Setting& setting) const {
    const Given* given = find(setting);
    return given != nullptr ? given->text : std::string(setting.fallback);
}

namespace {

const Setting& wanted(std::string_view name, std::initializer_list<SettingType> types) {
    const Setting* setting = find_setting(name);
    if (setting == nullptr || std::find(types.begin(), types.end(), setting->type) == types.end())
        throw std::logic_error("no such setting: " + std::string(name));
    return *setting;
}

}  // namespace

std::string Configuration::text(std::string_view name) const { return written(wanted(name, {SettingType::text})); }

bool Configuration::flag(std::string_view name) const {
    return truth(written(wanted(name, {SettingType::boolean}))).value_or(false);
}

std::int64_t Configuration::integer(std::string_view name) const {
    return whole(written(wanted(name, {SettingType::integer}))).value_or(0);
}

std::string Configuration::complete(std::string_view text, const std::string& directory) const {
    std::string path;
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with("{{CWD}}")) {
            path += filesystem::current_path().string();
            at += std::string_view("{{CWD}}").size();
        } else if (text[at] == '$') {
            const bool braces = at + 1 < text.size() && text[at + 1] == '{';
            const std::size_t start = at + (braces ? 2 : 1);
            std::size_t end = start;
            while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_'))
                ++end;
            const std::optional<std::string> value = environment_(text.substr(start, end - start));
            const std::size_t after = braces && end < text.size() ? end + 1 : end;
            path += value ? *value : std::string(text.substr(at, after - at));
            at = after;
        } else {
            path += text[at++];
        }
    }
    if (path == "~" || path.starts_with("~/")) path = environment_("HOME").value_or("") + path.substr(1);
    const filesystem::path whole_path(path);
    return (whole_path.is_absolute() ? whole_path : filesystem::path(directory) / whole_path)
        .lexically_normal()
        .string();
}

std::vector<std::string> Configuration::list(std::string_view name) const {
    const Setting& setting = wanted(name, {SettingType::list, SettingType::paths, SettingType::sources});
    const std::string text = written(setting);
    if (setting.type == SettingType::list) return split(text, ',');
    const Given* given = find(setting);
    const std::string directory = given != nullptr ? given->directory : std::string();
    // A list of hosts is one source.
    if (setting.type == SettingType::sources && text.ends_with(',')) return {text};
    std::vector<std::string> paths;
    for (const std::string& part : split(text, setting.type == SettingType::paths ? ':' : ','))
        paths.push_back(complete(part, directory));
    return paths;
}

std::string Configuration::path(std::string_view name) const {
    const Setting& setting = wanted(name, {SettingType::path});
    const std::string text = written(setting);
    const Given* given = find(setting);
    return text.empty() ? text : complete(text, given != nullptr ? given->directory : std::string());
}

std::vector<Diagnostic> Configuration::without_effect() const {
    std::vector<Diagnostic> findings;
    for (const auto& [name, given] : given_) {
        const Setting* setting = find_setting(name);
        if (setting->effect == Effect::none)
            findings.push_back({Severity::warning,
                                fmt::format("{} has no effect: {}", name, setting->help), given.position, {}, {}});
    }
    return findings;
}

}  // namespace interpreter

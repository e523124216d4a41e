#include "interpreter/configuration/Setting.hpp"

#include <algorithm>

namespace interpreter {

const std::vector<const Setting*>& all_settings() {
    static const std::vector<const Setting*> all = [] {
        std::vector<const Setting*> settings;
        for (const std::span<const Setting> table :
             {run_settings(), connection_settings_table(), output_settings(), settings_without_effect()})
            for (const Setting& setting : table)
                settings.push_back(&setting);
        std::sort(settings.begin(), settings.end(),
                  [](const Setting* left, const Setting* right) { return left->name < right->name; });
        return settings;
    }();
    return all;
}

const Setting* find_setting(std::string_view name) {
    for (const Setting* setting : all_settings())
        if (setting->name == name) return setting;
    return nullptr;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string_view setting_type_name(SettingType type) {
    switch (type) {
    case SettingType::text: return "text";
    case SettingType::boolean: return "yes or no";
    case SettingType::integer: return "a whole number";
    case SettingType::list: return "words with commas between them";
    case SettingType::path: return "a path";
    case SettingType::paths: return "paths with colons between them";
    case SettingType::sources: return "paths with commas between them";
    }
    return {};
}

}  // namespace interpreter

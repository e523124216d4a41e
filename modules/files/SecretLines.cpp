#include "modules/files/SecretLines.hpp"

#include "modules/value/Value.hpp"

#include <algorithm>
#include <sstream>

namespace modules {

namespace {

/// Goes through the lines of a file of settings and names each by its section and name.
class Settings {
  public:
    /// Empty for a line that is no setting.
    std::string name_of(std::string_view line) {
        if (line.starts_with('[')) {
            section_ = line;
            return {};
        }
        const std::size_t end = length_of_name(line);
        return end == 0 ? std::string() : section_ + '\n' + std::string(line.substr(0, end));
    }

    /// 0 for a line that is no setting; an indented one belongs to something else.
    static std::size_t length_of_name(std::string_view line) {
        const std::size_t end = line.find_first_of(" \t=:");
        if (end == 0 || end == std::string_view::npos || line.front() == '#' || line.front() == ';') return 0;
        const std::size_t sign = line.find_first_not_of(" \t", end);
        return sign != std::string_view::npos && (line[sign] == '=' || line[sign] == ':') ? end : 0;
    }

  private:
    std::string section_;
};

template <typename Use>
void each_line(const std::string& text, Use use) {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) use(line);
}

/// "name = " and what stands in place of the value.
std::string hidden(std::string_view line) {
    const std::size_t value = line.find_first_not_of(" \t", line.find_first_of("=:") + 1);
    return std::string(line.substr(0, value)) + "(another secret)";
}

}  // namespace

SecretLines::SecretLines(const std::string& content, const std::string& shown) {
    each_line(content, [&](const std::string& line) { lines_.insert(line); });
    Settings settings;
    each_line(shown, [&](const std::string& line) {
        const bool plain = line.find(masked_secret) == std::string::npos;
        if (plain) plain_lines_.insert(line);
        const std::string name = settings.name_of(line);
        if (name.empty()) return;
        if (plain)
            plain_settings_.insert(name);
        else
            secret_settings_.emplace(name, line);
    });
}

std::string SecretLines::without_secrets(const std::string& other) const {
    std::string result;
    std::string unnamed;
    Settings settings;
    each_line(other, [&](const std::string& line) {
        const std::string name = settings.name_of(line);
        const auto secret = secret_settings_.find(name);
        std::string shown;
        if (plain_lines_.contains(line) || (secret == secret_settings_.end() && plain_settings_.contains(name))) {
            shown = line;
        } else if (secret != secret_settings_.end()) {
            shown = lines_.contains(line) ? secret->second : hidden(line);
        } else {
            shown = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
            shown += lines_.contains(line) ? masked_secret : "(not shown)";
            // A secret of many lines is one piece where it is shown as dots.
            if (shown == unnamed) return;
            unnamed = shown;
            result += shown + '\n';
            return;
        }
        unnamed.clear();
        result += shown + '\n';
    });
    if (!other.ends_with('\n') && !result.empty()) result.pop_back();
    return result;
}

}  // namespace modules

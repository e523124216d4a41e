#include "modules/kernel/SysctlFile.hpp"

#include <algorithm>
#include <sstream>

namespace modules {

namespace {

/// The name that a line sets; empty for comments and all else.
std::string name_on(std::string_view line) {
    const std::size_t equals = line.find('=');
    std::string name = single_spaced(line.substr(0, equals));
    if (equals == std::string_view::npos || name.starts_with('#') || name.starts_with(';')) return {};
    // "-name = value": errors of this one are ignored (sysctl.d(5)).
    if (name.starts_with('-')) name.erase(0, 1);
    return name;
}

}  // namespace

std::string single_spaced(std::string_view value) {
    std::istringstream words{std::string(value)};
    std::string result;
    for (std::string word; words >> word;)
        result += (result.empty() ? "" : " ") + word;
    return result;
}

std::string proc_path(std::string_view name) {
    std::string path(name);
    const std::size_t first = path.find_first_of("./");
    if (first != std::string::npos && path[first] == '.')
        for (char& character : path)
            if (character == '.' || character == '/') character = character == '.' ? '/' : '.';
    return "/proc/sys/" + path;
}

SysctlFile::SysctlFile(std::string_view content) {
    std::istringstream lines{std::string(content)};
    for (std::string line; std::getline(lines, line);)
        lines_.push_back(line);
}

std::optional<std::string> SysctlFile::value(std::string_view name) const {
    const auto found = std::find_if(lines_.rbegin(), lines_.rend(),
                                    [&](const std::string& line) { return name_on(line) == name; });
    if (found == lines_.rend()) return std::nullopt;
    return single_spaced(std::string_view(*found).substr(found->find('=') + 1));
}

void SysctlFile::set(const std::string& name, const std::string& value) {
    const auto sets_it = [&](const std::string& line) { return name_on(line) == name; };
    const auto first = std::find_if(lines_.begin(), lines_.end(), sets_it);
    if (first == lines_.end()) {
        lines_.push_back(name + '=' + value);
        return;
    }
    *first = name + '=' + value;
    lines_.erase(std::remove_if(first + 1, lines_.end(), sets_it), lines_.end());
}

void SysctlFile::remove(std::string_view name) {
    std::erase_if(lines_, [&](const std::string& line) { return name_on(line) == name; });
}

std::string SysctlFile::text() const {
    std::string content;
    for (const std::string& line : lines_)
        content += line + '\n';
    return content;
}

}  // namespace modules

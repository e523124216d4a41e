#include "interpreter/configuration/ConfigurationFile.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <utility>

namespace interpreter {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view white = " \t\r";

bool is_readable(const std::string& path) {
    return access(path.c_str(), R_OK) == 0;
}

bool anybody_may_write(const char* directory) {
    struct stat found {};
    return stat(directory, &found) == 0 && (found.st_mode & S_IWOTH) != 0;
}

/// The line up to a comment: `#` or `;` first, or `;` after a blank.
std::string_view without_comment(std::string_view line) {
    const std::size_t first = line.find_first_not_of(white);
    if (first == std::string_view::npos || line[first] == '#' || line[first] == ';') return {};
    for (std::size_t at = line.find(';', first); at != std::string_view::npos; at = line.find(';', at + 1))
        if (white.find(line[at - 1]) != std::string_view::npos) return line.substr(0, at);
    return line;
}

std::string_view without_end(std::string_view line) {
    const std::size_t last = line.find_last_not_of(white);
    return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

std::string in_small_letters(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return std::tolower(letter); });
    return lower;
}

class IniReader {
  public:
    IniReader(std::uint32_t file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

    void read(std::string_view line) {
        ++number_;
        const std::string_view text = without_end(without_comment(line));
        if (text.empty()) return;
        const std::size_t indentation = text.find_first_not_of(white);
        if (!entries_.empty() && has_key_ && indentation > indentation_) {
            entries_.back().value += '\n' + std::string(text.substr(indentation));
            return;
        }
        indentation_ = indentation;
        if (text[indentation] == '[' && text.back() == ']') return section(text, indentation);
        entry(text, indentation);
    }

    std::vector<ConfigurationEntry> entries() && { return std::move(entries_); }

  private:
    [[nodiscard]] Position place(std::string_view text, std::size_t offset) const {
        return advanced({file_, number_, 1}, text, offset);
    }

    void section(std::string_view text, std::size_t start) {
        has_key_ = false;
        section_ = std::string(text.substr(start + 1, text.size() - start - 2));
        const Position position = place(text, start);
        const auto [known, added] = sections_.emplace(section_, position);
        if (!added) twice("section [" + section_ + "]", position, known->second);
    }

    void entry(std::string_view text, std::size_t start) {
        const Position position = place(text, start);
        const std::size_t sign = text.find_first_of("=:", start);
        if (section_.empty())
            return diagnostics_.error("this stands before the first section", position,
                                      "write [defaults] above it");
        if (sign == std::string_view::npos || sign == start)
            return diagnostics_.error("'key = value' was expected", position,
                                      "a comment begins with # or ;");
        const std::string key = in_small_letters(without_end(text.substr(start, sign - start)));
        const std::size_t value = std::min(text.find_first_not_of(white, sign + 1), text.size());
        const auto [known, added] = keys_.emplace(std::pair(section_, key), position);
        if (!added) return twice("'" + key + "'", position, known->second);
        has_key_ = true;
        entries_.push_back(
            {section_, key, std::string(text.substr(value)), position, place(text, value)});
    }

    void twice(const std::string& what, Position position, Position first) {
        diagnostics_.add(
            {Severity::error, what + " stands twice", position, {{"first written here", first}}, "remove one"});
    }

    std::uint32_t file_;
    Diagnostics& diagnostics_;
    std::uint32_t number_ = 0;
    std::size_t indentation_ = 0;
    bool has_key_ = false;
    std::string section_;
    std::vector<ConfigurationEntry> entries_;
    std::map<std::string, Position> sections_;
    std::map<std::pair<std::string, std::string>, Position> keys_;
};

}  // namespace

std::string configuration_path(const Environment& environment, Diagnostics& diagnostics) {
    if (const std::optional<std::string> named = environment("ANSIBLE_CONFIG"); named && !named->empty()) {
        const std::string path = fs::is_directory(*named) ? *named + "/ansible.cfg" : *named;
        if (is_readable(path)) return path;
    }
    if (is_readable("ansible.cfg")) {
        if (!anybody_may_write(".")) return "ansible.cfg";
        diagnostics.warning("ansible.cfg is ignored: anybody may write to this directory", {},
                            "chmod o-w ., or name the file in ANSIBLE_CONFIG");
    }
    const std::optional<std::string> home = environment("HOME");
    for (const std::string& path : {home.value_or("") + "/.ansible.cfg", std::string("/etc/ansible/ansible.cfg")})
        if (is_readable(path)) return path;
    return {};
}

std::vector<ConfigurationEntry> read_configuration(const SourceFiles& files, std::uint32_t file,
                                                   Diagnostics& diagnostics) {
    IniReader reader(file, diagnostics);
    std::string_view rest = files.text(file);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        reader.read(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::move(reader).entries();
}

}  // namespace interpreter

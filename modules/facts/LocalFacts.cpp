#include "modules/facts/LocalFacts.hpp"

#include "modules/facts/ConfigurationText.hpp"
#include "modules/value/Json.hpp"
#include "modules/value/Text.hpp"

namespace modules {

namespace {

/// "[section]" and "key = value" (Python's configparser: ":" separates too, keys are lower case).
std::optional<Map> ini_sections(const std::string& text) {
    Map sections;
    std::string section;
    Map entries;
    for (const std::string& line : lines_of(text)) {
        const std::string written(trimmed(line));
        if (written.empty() || written.front() == '#' || written.front() == ';') continue;
        if (written.front() == '[' && written.back() == ']') {
            if (!section.empty()) sections.set(section, entries);
            section = written.substr(1, written.size() - 2);
            entries = {};
            continue;
        }
        const std::size_t separator = written.find_first_of("=:");
        if (section.empty() || separator == std::string::npos) return std::nullopt;
        std::string key(trimmed(written.substr(0, separator)));
        for (char& letter : key)
            letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        entries.set(key, trimmed(written.substr(separator + 1)));
    }
    if (section.empty()) return std::nullopt;
    sections.set(section, entries);
    return sections;
}

Value meaning_of(const std::string& path, const std::string& text) {
    try {
        return from_json(text);
    } catch (const std::runtime_error&) {
        if (std::optional<Map> sections = ini_sections(text)) return *std::move(sections);
        return "error loading facts as JSON or ini - please check content: " + path;
    }
}

Value fact_in(const HostView& host, const std::string& path, std::chrono::seconds limit) {
    const std::optional<FileStatus> status = host.status(path, Follow::links);
    if (!status || status->type != FileType::regular) return "Could not read " + path;
    try {
        if ((status->mode & 0100U) == 0) return meaning_of(path, host.read(path));
    } catch (const Failure& failure) {
        return failure.what();
    }
    Command command;
    command.program = path;
    command.limit = limit;
    const ProcessResult result = host.query(command);
    if (!result.ok())
        return "Failure executing fact script (" + path + "), rc: " + std::to_string(result.status) +
               ", err: " + result.error;
    return meaning_of(path, result.output);
}

}  // namespace

Map local_facts(const HostView& host, const std::string& directory, std::chrono::seconds limit) {
    constexpr std::string_view suffix = ".fact";
    Map found;
    if (host.is_directory(directory))
        for (const std::string& name : host.list(directory))
            if (name.ends_with(suffix))
                found.set(name.substr(0, name.size() - suffix.size()),
                          fact_in(host, directory + '/' + name, limit));
    return {{"local", std::move(found)}};
}

}  // namespace modules

#include "modules/files/TarArchive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace modules {

namespace {

/// Options of a user's own that change which names come out; the others make no difference to a look.
bool names_members(std::string_view option) {
    static constexpr std::string_view known[] = {"--strip-components", "--transform", "--xform",   "--wildcards",
                                                 "--no-wildcards",     "--anchored",  "--no-anchored",
                                                 "--ignore-case",      "--no-ignore-case"};
    const std::string_view name = option.substr(0, option.find('='));
    return std::find(std::begin(known), std::end(known), name) != std::end(known);
}

void add_choice(std::vector<std::string>& arguments, const Extraction& wanted) {
    for (const std::string& pattern : wanted.exclude)
        arguments.push_back("--exclude=" + pattern);
    arguments.insert(arguments.end(), {"--file", wanted.archive});
    if (wanted.include.empty()) return;
    arguments.emplace_back("--");
    arguments.insert(arguments.end(), wanted.include.begin(), wanted.include.end());
}

std::vector<std::string> lines_in(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

}  // namespace

Command TarArchive::look(const char* operation) const {
    Command command;
    command.program = "tar";
    command.arguments = {operation, "--quoting-style=literal", "--directory", wanted_.dest};
    for (const std::string& option : wanted_.extra_options)
        if (names_members(option)) command.arguments.push_back(option);
    if (std::string_view(operation) == "--list") command.arguments.emplace_back("--show-transformed-names");
    add_choice(command.arguments, wanted_);
    return command;
}

std::vector<std::string> TarArchive::members() const {
    const ProcessResult listed = host_.query(look("--list"));
    if (!listed.ok())
        throw Failure(fmt::format("Failed to find handler for \"{}\". Make sure the required command to extract "
                                  "the file is installed: {}",
                                  wanted_.archive, listed.error));
    std::vector<std::string> members = lines_in(listed.output);
    // Where options take away the whole of a name, it does not come out.
    std::erase(members, "/");
    return members;
}

bool TarArchive::matters(const std::string& line) const {
    if (line.ends_with(": Mode differs")) return !wanted_.own_mode;
    // Only root makes files somebody else's.
    if (line.ends_with(": Uid differs")) return !wanted_.own_user && host_.effective_user() == 0;
    if (line.ends_with(": Gid differs")) return !wanted_.own_group && host_.effective_user() == 0;
    // A member whose whole name options take away, and the last words of every failure.
    return !line.starts_with("tar: : ") && line.find("Exiting with failure status") == std::string::npos;
}

std::vector<std::string> TarArchive::differences() const {
    const ProcessResult compared = host_.query(look("--diff"));
    if (compared.status == 0) return {};
    std::vector<std::string> differences;
    for (const std::string* said : {&compared.output, &compared.error})
        for (const std::string& line : lines_in(*said))
            if (matters(line)) differences.push_back(line.starts_with("tar: ") ? line.substr(5) : line);
    return differences;
}

Command TarArchive::extracting() const {
    Command command;
    command.program = "tar";
    command.arguments = {"--extract", "--directory", wanted_.dest};
    if (wanted_.keep_newer) command.arguments.emplace_back("--keep-newer-files");
    command.arguments.insert(command.arguments.end(), wanted_.extra_options.begin(), wanted_.extra_options.end());
    add_choice(command.arguments, wanted_);
    return command;
}

}  // namespace modules

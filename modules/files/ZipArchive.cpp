#include "modules/files/ZipArchive.hpp"

#include "modules/files/Paths.hpp"

#include <fmt/format.h>

#include <array>
#include <sstream>

namespace modules {

namespace {

std::array<std::uint32_t, 256> crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest & 1U) != 0 ? rest >> 1U ^ 0xEDB88320U : rest >> 1U;
        table[byte] = rest;
    }
    return table;
}

}  // namespace

std::uint32_t crc32_of(std::string_view bytes) {
    static const std::array<std::uint32_t, 256> table = crc_table();
    std::uint32_t sum = 0xFFFFFFFFU;
    for (const char byte : bytes)
        sum = sum >> 8U ^ table[(sum ^ static_cast<unsigned char>(byte)) & 0xFFU];
    return ~sum;
}

// "  Length   Method    Size  Cmpr    Date    Time   CRC-32   Name", one line a member between two rules.
std::vector<ZipArchive::Member> ZipArchive::listed() const {
    Command command;
    command.program = "unzip";
    command.arguments = {"-v", wanted_.archive};
    command.arguments.insert(command.arguments.end(), wanted_.include.begin(), wanted_.include.end());
    if (!wanted_.exclude.empty()) command.arguments.emplace_back("-x");
    command.arguments.insert(command.arguments.end(), wanted_.exclude.begin(), wanted_.exclude.end());
    const ProcessResult result = host_.query(command);
    // Status 1 is a warning: the archive could be read all the same.
    if (result.status > 1)
        throw Failure(fmt::format("Failed to find handler for \"{}\". Make sure the required command to extract "
                                  "the file is installed: {}",
                                  wanted_.archive, result.error.empty() ? result.output : result.error));
    std::vector<Member> members;
    bool inside = false;
    std::istringstream stream(result.output);
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("--------")) {
            inside = !inside;
            continue;
        }
        if (!inside) continue;
        std::istringstream fields(line);
        Member member;
        std::string skipped;
        std::string crc;
        fields >> member.size >> skipped >> skipped >> skipped >> skipped >> skipped >> crc >> std::ws;
        std::getline(fields, member.name);
        member.crc = static_cast<std::uint32_t>(std::stoul(crc, nullptr, 16));
        members.push_back(std::move(member));
    }
    return members;
}

std::vector<std::string> ZipArchive::members() const {
    std::vector<std::string> names;
    for (const Member& member : listed())
        names.push_back(member.name);
    return names;
}

std::vector<std::string> ZipArchive::differences() const {
    std::vector<std::string> differences;
    for (const Member& member : listed()) {
        const std::string path = joined(wanted_.dest, member.name);
        const std::optional<FileStatus> status = host_.status(without_trailing_slashes(path), Follow::nothing);
        if (!status) {
            differences.push_back(member.name + ": is missing");
        } else if (member.name.ends_with('/')) {
            if (!host_.is_directory(path)) differences.push_back(member.name + ": File type differs");
        } else if (status->type == FileType::regular) {
            if (status->size != member.size)
                differences.push_back(member.name + ": Size differs");
            else if (crc32_of(host_.read(path)) != member.crc)
                differences.push_back(member.name + ": Contents differ");
        } else if (status->type != FileType::link) {
            differences.push_back(member.name + ": File type differs");
        }
    }
    return differences;
}

Command ZipArchive::extracting() const {
    Command command;
    command.program = "unzip";
    command.arguments = {wanted_.keep_newer ? "-uo" : "-o"};
    command.arguments.insert(command.arguments.end(), wanted_.extra_options.begin(), wanted_.extra_options.end());
    command.arguments.push_back(wanted_.archive);
    command.arguments.insert(command.arguments.end(), wanted_.include.begin(), wanted_.include.end());
    if (!wanted_.exclude.empty()) command.arguments.emplace_back("-x");
    command.arguments.insert(command.arguments.end(), wanted_.exclude.begin(), wanted_.exclude.end());
    command.arguments.insert(command.arguments.end(), {"-d", wanted_.dest});
    return command;
}

}  // namespace modules

#include "modules/network/Checksum.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <sstream>

namespace modules {

namespace {

struct Line {
    std::string sum;
    std::string name;
};

/// "SUM  NAME", "SUM *NAME", "SUM ./NAME".
std::vector<Line> lines_of_sums(const std::string& text, const std::string& file_name) {
    std::vector<Line> lines;
    std::istringstream input(text);
    std::size_t count = 0;
    for (std::string line; std::getline(input, line); ++count) {
        if (line.ends_with('\r')) line.pop_back();
        const std::size_t blank = line.find(' ');
        if (blank == std::string::npos) {
            lines.push_back({line, {}});
            continue;
        }
        std::string name = line.substr(blank + 1);
        if (name.starts_with(' ') || name.starts_with('*')) name.erase(0, 1);
        lines.push_back(
            {line.substr(0, blank), name.substr(std::min(name.find_first_not_of("./"), name.size()))});
    }
    // A sum alone can only be that of the one file.
    if (count == 1 && lines.front().name.empty()) lines.front().name = file_name;
    return lines;
}

std::string sum_in(const std::string& text, const std::string& file_name, const Url& source) {
    for (const Line& line : lines_of_sums(text, file_name))
        if (line.name == file_name && !line.name.empty()) return line.sum;
    throw Failure(fmt::format("Unable to find a checksum for file '{}' in '{}'", file_name, source.text));
}

}  // namespace

Checksum checksum_of(const std::string& written, const std::string& file_name,
                     const std::function<std::string(const Url&)>& get) {
    const std::size_t colon = written.find(':');
    if (colon == std::string::npos)
        throw Failure("The checksum parameter has to be in format <algorithm>:<checksum>");
    const std::optional<DigestKind> kind = digest_named(written.substr(0, colon));
    if (!kind)
        throw Failure(
            fmt::format("checksum: the algorithm \"{}\" is not known; it may be md5, sha1, sha224, sha256, "
                        "sha384 or sha512",
                        written.substr(0, colon)));
    std::string value = written.substr(colon + 1);
    if (value.starts_with("http://") || value.starts_with("https://")) {
        const Url source = parsed_url(value);
        value = sum_in(get(source), file_name, source);
    }
    Checksum checksum{*kind, {}};
    for (const char character : value) {
        const char lower = lower_letter(character);
        const bool word = is_digit(lower) || (lower >= 'a' && lower <= 'z') || lower == '_';
        if (word) checksum.value += lower;
    }
    if (checksum.value.empty() || checksum.value.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw Failure("The checksum format is invalid");
    return checksum;
}

}  // namespace modules

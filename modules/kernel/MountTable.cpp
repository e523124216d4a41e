#include "modules/kernel/MountTable.hpp"

#include "modules/kernel/FileSystemTable.hpp"

#include <algorithm>
#include <sstream>

namespace modules {

namespace {

/// One line: "36 35 98:0 /root /place options [tags…] - type source super-options".
struct MountLine {
    std::string id;
    std::string parent;
    std::string device;
    std::string root;
    std::string place;
    std::string type;
    std::string source;
};

std::optional<MountLine> mount_line(const std::string& text) {
    std::istringstream words(text);
    MountLine line;
    words >> line.id >> line.parent >> line.device >> line.root >> line.place;
    for (std::string word; words >> word && word != "-";) {
    }
    words >> line.type >> line.source;
    if (!words) return std::nullopt;
    line.root = unescaped_field(line.root);
    line.place = unescaped_field(line.place);
    line.source = unescaped_field(line.source);
    return line;
}

/// "/data/x" below the mount of "/data" at "/srv" is "/srv/x"; nothing where it is not below it.
std::optional<std::string> seen_from(const MountLine& whole, const std::string& root) {
    const std::string above = whole.root == "/" ? "" : whole.root;
    if (root != above && !root.starts_with(above + "/")) return std::nullopt;
    const std::string place = whole.place == "/" ? "" : whole.place;
    const std::string path = place + root.substr(above.size());
    return path.empty() ? "/" : path;
}

/// Does it show a part of a file system that is mounted elsewhere? Then where that part is to be seen: the
/// mount of the same device that was made first, and shows it.
std::optional<std::string> bound_source(const std::vector<MountLine>& lines, std::size_t index) {
    const MountLine& line = lines[index];
    for (std::size_t earlier = 0; earlier < index; ++earlier) {
        if (lines[earlier].device != line.device) continue;
        if (std::optional<std::string> path = seen_from(lines[earlier], line.root)) return path;
    }
    return std::nullopt;
}

}  // namespace

MountTable::MountTable(const HostView& host)
    : MountTable(std::string_view(host.read_if_there("/proc/self/mountinfo").value_or(""))) {}

MountTable::MountTable(std::string_view mountinfo) {
    std::vector<MountLine> lines;
    std::istringstream input{std::string(mountinfo)};
    for (std::string text; std::getline(input, text);)
        if (std::optional<MountLine> line = mount_line(text)) lines.push_back(*std::move(line));
    for (std::size_t index = 0; index < lines.size(); ++index)
        mounted_.push_back(
            {lines[index].place, lines[index].source, bound_source(lines, index).value_or("")});
}

std::optional<MountedFileSystem> MountTable::at(std::string_view place) const {
    const auto found = std::find_if(mounted_.rbegin(), mounted_.rend(),
                                    [&](const MountedFileSystem& mounted) { return mounted.place == place; });
    return found != mounted_.rend() ? std::optional(*found) : std::nullopt;
}

}  // namespace modules

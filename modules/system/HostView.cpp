#include "modules/system/HostView.hpp"

namespace modules {

bool HostView::is_directory(const std::string& path) const {
    const std::optional<FileStatus> found = status(path, Follow::links);
    return found && found->type == FileType::directory;
}

std::optional<std::string> HostView::read_if_there(const std::string& path) const {
    if (!exists(path)) return std::nullopt;
    return read(path);
}

}  // namespace modules

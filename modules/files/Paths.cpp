#include "modules/files/Paths.hpp"

namespace modules {

std::string without_trailing_slashes(std::string_view path) {
    while (path.size() > 1 && path.back() == '/')
        path.remove_suffix(1);
    return std::string(path);
}

std::string parent_of(std::string_view path) {
    const std::string whole = without_trailing_slashes(path);
    const std::size_t slash = whole.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : without_trailing_slashes(whole.substr(0, slash));
}

std::string last_part_of(std::string_view path) {
    const std::string whole = without_trailing_slashes(path);
    return whole.substr(whole.rfind('/') + 1);
}

std::string joined(std::string_view directory, std::string_view below) {
    if (below.starts_with('/') || directory.empty()) return std::string(below);
    std::string path(directory);
    if (!path.ends_with('/')) path += '/';
    return path.append(below);
}

}  // namespace modules

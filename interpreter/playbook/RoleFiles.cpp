#include "interpreter/playbook/RoleFiles.hpp"

#include <array>
#include <filesystem>

namespace interpreter {

namespace filesystem = std::filesystem;

std::vector<std::string> RoleSearch::directories() const {
    const filesystem::path playbook(playbook_directory.empty() ? "." : playbook_directory);
    std::vector<std::string> found{(playbook / "roles").lexically_normal().string()};
    found.insert(found.end(), roles_path.begin(), roles_path.end());
    found.push_back(playbook.string());
    if (!beside.empty()) found.push_back(beside);
    return found;
}

std::string RoleSearch::find(const std::string& name) const {
    if (name.empty()) return {};
    for (const std::string& directory : directories()) {
        const filesystem::path candidate = (filesystem::path(directory) / name).lexically_normal();
        if (filesystem::is_directory(candidate)) return candidate.string();
    }
    // A path from the working directory, as Ansible's last try.
    const bool is_path = name.find('/') != std::string::npos;
    return is_path && filesystem::is_directory(name) ? filesystem::path(name).lexically_normal().string()
                                                     : "";
}

std::string find_yaml_file(const std::string& directory, const std::string& name) {
    static constexpr std::array<const char*, 4> endings{".yml", ".yaml", ".json", ""};
    for (const char* ending : endings) {
        const filesystem::path candidate = filesystem::path(directory) / (name + ending);
        if (filesystem::is_regular_file(candidate)) return candidate.lexically_normal().string();
    }
    return {};
}

}  // namespace interpreter

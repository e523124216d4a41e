#include "interpreter/playbook/TaskFiles.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace filesystem = std::filesystem;

std::vector<std::string> task_directories(const Scene& scene) {
    const std::string folder = scene.place == TaskPlace::handlers ? "handlers" : "tasks";
    std::vector<std::string> directories;
    const auto add = [&](const filesystem::path& directory) {
        const std::string name = directory.empty() ? "." : directory.lexically_normal().string();
        if (std::find(directories.begin(), directories.end(), name) == directories.end())
            directories.push_back(name);
    };
    add(scene.directory);
    for (const Role* role = scene.role; role != nullptr; role = role->parent_role) {
        add(filesystem::path(role->path) / folder);
        add(role->path);
    }
    add(filesystem::path(scene.playbook_directory) / folder);
    add(scene.playbook_directory);
    return directories;
}

std::string find_task_file(const std::string& name, const Scene& scene) {
    if (name.empty()) return {};
    for (const std::string& directory : task_directories(scene)) {
        const filesystem::path file = (filesystem::path(directory) / name).lexically_normal();
        if (filesystem::is_regular_file(file)) return file.string();
    }
    return {};
}

}  // namespace interpreter

#include "interpreter/playbook/OwnModule.hpp"

#include "interpreter/playbook/Loading.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace interpreter {

namespace {

namespace filesystem = std::filesystem;

bool is_passed_over(const filesystem::path& path) {
    static constexpr std::array<std::string_view, 8> endings{".pyc", ".pyo", ".swp", ".bak",
                                                             ".md",  ".txt", ".rst", ".rpm"};
    const std::string ending = path.extension().string();
    return std::find(endings.begin(), endings.end(), ending) != endings.end() || path.string().ends_with('~');
}

bool holds(std::string_view content, std::string_view words) { return content.find(words) != std::string_view::npos; }

}  // namespace

std::vector<std::string> library_directories(const Scene& scene) {
    std::vector<std::string> directories;
    const auto add = [&](const std::string& above) {
        const filesystem::path directory = filesystem::path(above.empty() ? "." : above) / "library";
        std::error_code none;
        if (filesystem::is_directory(directory, none)) directories.push_back(directory.string());
    };
    for (const Role* role = scene.role; role != nullptr; role = role->parent_role) add(role->path);
    add(scene.playbook_directory);
    return directories;
}

std::string find_own_module(const std::string& name, const std::vector<std::string>& libraries) {
    if (name.empty() || name.find('/') != std::string::npos) return {};
    for (const std::string& directory : libraries) {
        std::vector<filesystem::path> found;
        std::error_code none;
        for (const filesystem::directory_entry& entry : filesystem::directory_iterator(directory, none))
            if (entry.is_regular_file() && !is_passed_over(entry.path()) &&
                (entry.path().filename() == name || entry.path().stem() == name))
                found.push_back(entry.path());
        if (!found.empty()) return std::min_element(found.begin(), found.end())->string();
    }
    return {};
}

std::string refusal_of_own_module(std::string_view content) {
    if (content.starts_with("\x7F" "ELF")) return {};
    if (holds(content, "ansible.module_utils") || holds(content, "from ansible_collections") ||
        holds(content, "<<INCLUDE_ANSIBLE_MODULE_COMMON>>"))
        return "it is written in Python for Ansible's own library (ansible.module_utils), which is not here";
    if (holds(content, "Ansible.ModuleUtils")) return "it is written in PowerShell for Ansible's own library";
    if (!content.starts_with("#!")) return "it is no program, and no script whose first line names its interpreter";
    return {};
}

bool knows_check_mode(std::string_view content) {
    return holds(content, "_ansible_check_mode") || holds(content, "supports_check_mode");
}

}  // namespace interpreter

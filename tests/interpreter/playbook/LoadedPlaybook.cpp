#include "tests/interpreter/playbook/LoadedPlaybook.hpp"

#include "interpreter/playbook/Walk.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace interpreter {

namespace filesystem = std::filesystem;

LoadedPlaybook::LoadedPlaybook(const std::map<std::string, std::string>& files, LoaderOptions options) {
    std::string name = (filesystem::temp_directory_path() / "playbook.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = name;
    for (const auto& [file, text] : files) {
        const filesystem::path path = filesystem::path(directory_) / file;
        filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    loader_ = std::make_unique<PlaybookLoader>(files_, fake_catalogue(), std::move(options));
    playbook_ = loader_->load(path("site.yml"), diagnostics);
}

LoadedPlaybook::~LoadedPlaybook() {
    std::error_code ignored;
    filesystem::remove_all(directory_, ignored);
}

std::string LoadedPlaybook::findings() const {
    std::string text;
    for (const Diagnostic& finding : diagnostics.all())
        text += (finding.severity == Severity::error ? "error: " : "warning: ") + finding.message + "\n";
    return text;
}

std::vector<const Task*> tasks_in(const std::vector<BlockItem>& items) {
    std::vector<const Task*> tasks;
    walk(items, [&](const Element& element) {
        if (const auto* task = dynamic_cast<const Task*>(&element)) tasks.push_back(task);
    });
    return tasks;
}

std::vector<std::string> titles_in(const std::vector<BlockItem>& items) {
    std::vector<std::string> titles;
    for (const Task* task : tasks_in(items))
        titles.push_back((task->role != nullptr ? task->role->role_name + " : " : "") + task->title());
    return titles;
}

std::vector<std::string> names_of(const std::vector<std::unique_ptr<Role>>& roles) {
    std::vector<std::string> names;
    for (const std::unique_ptr<Role>& role : roles)
        names.push_back(role->role_name);
    return names;
}

std::vector<std::string> conditions_of(const Element& element) {
    std::vector<std::string> conditions;
    for (const Written* written : element.collect("when")) {
        if (!written->value.is_list()) {
            conditions.push_back(written->value.as_text());
            continue;
        }
        for (const Value& part : written->value.as_list())
            conditions.push_back(part.as_text());
    }
    return conditions;
}

}  // namespace interpreter

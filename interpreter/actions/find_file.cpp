#include "interpreter/actions/Action.hpp"

#include <filesystem>

namespace interpreter {

std::string find_file(const std::string& name, const std::string& folder, const Evaluation& evaluation) {
    namespace filesystem = std::filesystem;
    if (filesystem::path(name).is_absolute()) {
        if (filesystem::exists(name)) return name;
        throw modules::Failure("could not find " + name + " on the control side");
    }
    std::string tried;
    for (const std::string& directory : evaluation.search_path) {
        for (const filesystem::path& candidate :
             {filesystem::path(directory) / folder / name, filesystem::path(directory) / name}) {
            if (filesystem::exists(candidate)) return candidate.lexically_normal().string();
            tried += "\n  " + candidate.lexically_normal().string();
        }
    }
    throw modules::Failure("could not find '" + name + "'; looked for" + tried);
}

}  // namespace interpreter

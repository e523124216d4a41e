#pragma once

#include "interpreter/inventory/HostPattern.hpp"
#include "interpreter/inventory/Inventory.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// A scratch folder with inventory files, and what is made of them.
class World {
  public:
    World() { path = mkdtemp(path.data()); }
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World() { std::filesystem::remove_all(path); }

    std::string write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = std::filesystem::path(path) / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
        return file.string();
    }
    std::string write_program(const std::string& name, const std::string& text) const {
        const std::string file = write(name, text);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }
    interpreter::Inventory load(const std::vector<std::string>& names) {
        return interpreter::load_inventory(names, files, diagnostics);
    }
    /// Everything that was said, with the name of the scratch folder (or another) left out.
    [[nodiscard]] std::string findings() const { return findings_below(path); }
    [[nodiscard]] std::string findings_below(const std::string& folder) const {
        std::string text;
        for (const interpreter::Diagnostic& found : diagnostics.all())
            text += interpreter::render(found, sources, interpreter::Colour::never);
        for (std::size_t place = text.find(folder); place != std::string::npos; place = text.find(folder))
            text.erase(place, folder.size() + 1);
        return text;
    }

    std::string path = "/tmp/understudy-inventory-XXXXXX";
    interpreter::SourceFiles sources;
    interpreter::Vault vault;
    interpreter::VariableFiles files{sources, vault};
    interpreter::Diagnostics diagnostics;
};

template <class Items>
std::string names_of(const Items& items) {
    std::string names;
    for (const auto& item : items)
        names += (names.empty() ? "" : " ") + item->name;
    return names;
}

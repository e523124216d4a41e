#include "interpreter/inventory/HostRange.hpp"
#include "interpreter/inventory/IniInventory.hpp"
#include "interpreter/inventory/InventoryBuilder.hpp"
#include "interpreter/inventory/ScriptInventory.hpp"
#include "interpreter/inventory/YamlInventory.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>

namespace interpreter {

namespace {

namespace fs = std::filesystem;

// Ansible's INVENTORY_IGNORE_EXTS.
constexpr std::array<std::string_view, 13> ignored_endings{
    "~", ".orig", ".bak", ".swp", ".ini", ".cfg", ".retry", ".rpm", ".md", ".txt", ".rst", ".pyc", ".pyo"};

bool is_ignored(const std::string& name) {
    if (name.starts_with('.') || name == "host_vars" || name == "group_vars" || name == "vars_plugins")
        return true;
    return std::any_of(ignored_endings.begin(), ignored_endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string first_bytes(const fs::path& path) {
    std::array<char, 4> bytes{};
    std::ifstream(path, std::ios::binary).read(bytes.data(), bytes.size());
    return {bytes.begin(), bytes.end()};
}

/// A file without an ending may be either: a mapping's first line looks like `name:`, a list of hosts does
/// not.
bool looks_like_yaml(std::string_view text) {
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        if (line.empty() || line.front() == '#') continue;
        if (line.starts_with("---") || line.starts_with("%YAML") || line.front() == '{') return true;
        const std::size_t end = line.find_first_of(": \t[=");
        return end != std::string_view::npos && line[end] == ':' &&
               (end + 1 == line.size() || line[end + 1] == ' ' || line[end + 1] == '\t');
    }
    return false;
}

class SourceReader {
  public:
    SourceReader(VariableFiles& files, InventoryBuilder& builder)
        : files_(files), decrypt_(files.decrypt()), builder_(builder) {}

    void read(const std::string& source) {
        std::error_code failure;
        const fs::file_status status = fs::status(source, failure);
        if (!fs::exists(status) && source.find(',') != std::string::npos) {
            read_list(source);
        } else if (fs::is_directory(status)) {
            builder_.add_variables_directory(source);
            read_directory(source);
        } else {
            const fs::path directory = fs::path(source).parent_path();
            builder_.add_variables_directory(directory.empty() ? "." : directory.string());
            read_file(source, directory);
        }
    }

  private:
    void read_list(const std::string& source) {
        builder_.begin_source(source, {});
        const Position position{files_.files().add("command line", source), 1, 1};
        std::size_t start = 0;
        while (start < source.size()) {
            const std::size_t end = std::min(source.find(',', start), source.size());
            std::size_t first = start;
            while (first < end && source[first] == ' ')
                ++first;
            std::string name = source.substr(first, end - first);
            name.erase(name.find_last_not_of(' ') + 1);
            if (!name.empty()) add_host(name, advanced(position, source, first));
            start = end + 1;
        }
    }

    void add_host(const std::string& text, Position position) {
        try {
            const NamedHosts hosts = expand_hosts(text, position);
            for (const std::string& name : hosts.names) {
                Host& host = builder_.add_host(name, *builder_.find_group("ungrouped"), position);
                if (hosts.port) builder_.set_variable(host, "ansible_port", *hosts.port, position);
            }
        } catch (const DiagnosticError& wrong) {
            builder_.diagnostics().add(wrong.diagnostic());
        }
    }

    void read_directory(const fs::path& directory) {
        builder_.begin_source(directory.string(), directory.string());
        std::vector<fs::path> entries;
        std::error_code failure;
        for (const fs::directory_entry& entry : fs::directory_iterator(directory, failure))
            if (!is_ignored(entry.path().filename().string())) entries.push_back(entry.path());
        if (failure)
            builder_.diagnostics().error("cannot read '" + directory.string() + "': " + failure.message(),
                                         {});
        std::sort(entries.begin(), entries.end());
        if (entries.empty() && !failure)
            builder_.diagnostics().warning(
                "there is no inventory in the directory '" + directory.string() + "'", {},
                "files with endings such as .ini, .cfg, .txt and .md are passed over");
        for (const fs::path& entry : entries) {
            if (fs::is_directory(entry, failure)) {
                read_directory(entry);
            } else {
                read_file(entry.string(), directory);
            }
        }
    }

    void read_file(const std::string& path, const fs::path& directory) {
        builder_.begin_source(path, directory.empty() ? "." : directory.string());
        const std::string beginning = first_bytes(path);
        const bool is_script = beginning.starts_with("#!");
        const bool is_executable = access(path.c_str(), X_OK) == 0;
        if (is_executable && (is_script || beginning == "\x7F"
                                                        "ELF"))
            return read_script_inventory(files_.files(), path, builder_);
        if (is_script)
            return builder_.diagnostics().error("the inventory script '" + path + "' is not executable", {},
                                                "chmod +x " + path);
        try {
            read_text(path);
        } catch (const DiagnosticError& error) {
            builder_.diagnostics().add(error.diagnostic());
        }
    }

    void read_text(const std::string& path) {
        SourceFiles& sources = files_.files();
        std::uint32_t file = sources.read(path);
        if (Vault::is_encrypted(sources.text(file)))
            file = sources.add(path, decrypt_(sources.text(file), {file, 0, 0}), Quoting::forbidden);
        const std::string ending = fs::path(path).extension().string();
        const bool has_yaml_ending = ending == ".yml" || ending == ".yaml" || ending == ".json";
        if (has_yaml_ending || (ending.empty() && looks_like_yaml(sources.text(file)))) {
            read_yaml_inventory(sources, file, decrypt_, builder_);
        } else {
            read_ini_inventory(sources, file, builder_);
        }
    }

    VariableFiles& files_;
    Decrypt decrypt_;
    InventoryBuilder& builder_;
};

}  // namespace

Inventory load_inventory(const std::vector<std::string>& sources, VariableFiles& files,
                         Diagnostics& diagnostics) {
    InventoryBuilder builder(diagnostics);
    SourceReader reader(files, builder);
    for (const std::string& source : sources)
        reader.read(source);
    return builder.finish(sources);
}

}  // namespace interpreter

#include "interpreter/variables/VariableFiles.hpp"

#include "interpreter/variables/VariableName.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace interpreter {

namespace {

namespace fs = std::filesystem;

const std::array<std::string, 4> endings{"", ".yml", ".yaml", ".json"};

bool is_variable_file_name(const fs::path& path) {
    const std::string name = path.filename().string();
    if (name.starts_with('.') || name.ends_with('~')) return false;
    return std::find(endings.begin(), endings.end(), path.extension().string()) != endings.end();
}

std::vector<fs::path> sorted_entries(const fs::path& directory) {
    std::vector<fs::path> paths;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, failure))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

void collect_files(const fs::path& directory, std::vector<std::string>& found) {
    for (const fs::path& path : sorted_entries(directory)) {
        std::error_code failure;
        if (!is_variable_file_name(path)) continue;
        if (fs::is_directory(path, failure) && path.extension().empty()) {
            collect_files(path, found);
        } else if (fs::is_regular_file(path, failure)) {
            found.push_back(path.string());
        }
    }
}

/// The first of `base`, base.yml, … that exists; of a directory every file below it.
std::vector<std::string> files_of(const std::string& base) {
    std::vector<std::string> found;
    for (const std::string& ending : endings) {
        const fs::path path = base + ending;
        std::error_code failure;
        const fs::file_status status = fs::status(path, failure);
        if (!fs::exists(status)) continue;
        if (fs::is_directory(status)) {
            collect_files(path, found);
        } else {
            found.push_back(path.string());
        }
        return found;
    }
    return found;
}

/// What stood in an encrypted file is secret, every text of it.
Value as_secret(const Value& value) {
    switch (value.kind()) {
    case Kind::text:
        return Value::secret(value.as_text(), value.position());
    case Kind::list: {
        List list;
        for (const Value& item : value.as_list())
            list.push_back(as_secret(item));
        return list;
    }
    case Kind::map: {
        Map map;
        for (const Map::Entry& entry : value.as_map())
            map.set(entry.first, as_secret(entry.second));
        return map;
    }
    default:
        return value;
    }
}

enum class Secrecy { open, secret };
enum class BadName { is_error, is_warning };

void check_name(const YamlEntry& entry, BadName bad_name, Diagnostics& diagnostics) {
    if (is_variable_name(entry.key)) return;
    const bool is_error = bad_name == BadName::is_error;
    diagnostics.add({is_error ? Severity::error : Severity::warning,
                     '\'' + entry.key + "' is not a valid variable name",
                     entry.key_position,
                     {},
                     std::string(variable_name_hint) +
                         (is_error ? "" : "; no expression can name it but vars['" + entry.key + "']")});
}

void add_variables(VariableMap& variables, const YamlNode& node, const Decrypt& decrypt, Secrecy secrecy,
                   BadName bad_name, Diagnostics& diagnostics) {
    for (const YamlEntry& entry : node.entries) {
        check_name(entry, bad_name, diagnostics);
        try {
            Value value = to_value(entry.value, decrypt);
            variables.set(entry.key, secrecy == Secrecy::secret ? as_secret(value) : std::move(value),
                          entry.key_position);
        } catch (const DiagnosticError& error) {
            diagnostics.add(error.diagnostic());
        }
    }
}

}  // namespace

Decrypt VariableFiles::decrypt() const {
    return [this](const std::string& cipher_text, Position position) {
        return vault_.decrypt(cipher_text, position);
    };
}

Variables VariableFiles::load(const std::string& path, Diagnostics& diagnostics, Position asked_at) {
    VariableMap variables;
    std::uint32_t written = 0;
    try {
        // A file that a task has changed meanwhile has another number.
        written = files_.read(path, asked_at);
        {
            const std::scoped_lock lock(mutex_);
            const auto found = loaded_.find(written);
            if (found != loaded_.end()) return found->second;
        }
        std::uint32_t file = written;
        Secrecy secrecy = Secrecy::open;
        if (Vault::is_encrypted(files_.text(file))) {
            secrecy = Secrecy::secret;
            file = files_.add(path, vault_.decrypt(files_.text(file), {file, 0, 0}), Quoting::forbidden);
        }
        const YamlNode node = load_yaml_document(files_, file, diagnostics);
        if (!node.is_map() && !node.is_null())
            diagnostics.error("a file of variables holds a mapping, not " + std::string(shape_name(node)),
                              node.position, "write 'name: value' lines");
        add_variables(variables, node, decrypt(), secrecy, BadName::is_warning, diagnostics);
    } catch (const DiagnosticError& error) {
        diagnostics.add(error.diagnostic());
        return std::make_shared<const VariableMap>();
    }
    const std::scoped_lock lock(mutex_);
    return loaded_.emplace(written, std::make_shared<const VariableMap>(std::move(variables))).first->second;
}

Variables VariableFiles::load_any(const std::string& base, Diagnostics& diagnostics) {
    const std::vector<std::string> paths = files_of(base);
    if (paths.size() == 1) return load(paths.front(), diagnostics);
    VariableMap all;
    for (const std::string& path : paths)
        for (const auto& [name, variable] : *load(path, diagnostics))
            all.set(name, variable.value, variable.position);
    return std::make_shared<const VariableMap>(std::move(all));
}

Variables VariableFiles::from_node(const YamlNode& node, Diagnostics& diagnostics) const {
    VariableMap variables;
    if (node.is_list()) {
        diagnostics.warning("'vars' as a list of mappings is deprecated", node.position, "write one mapping");
        for (const YamlNode& item : node.items) {
            if (!item.is_map())
                diagnostics.error("'vars' holds a mapping, not " + std::string(shape_name(item)),
                                  item.position, "write 'name: value' lines below 'vars:'");
            add_variables(variables, item, decrypt(), Secrecy::open, BadName::is_error, diagnostics);
        }
    } else if (!node.is_map() && !node.is_null()) {
        diagnostics.error("'vars' holds a mapping, not " + std::string(shape_name(node)), node.position,
                          "write 'name: value' lines below 'vars:'");
    }
    add_variables(variables, node, decrypt(), Secrecy::open, BadName::is_error, diagnostics);
    return std::make_shared<const VariableMap>(std::move(variables));
}

}  // namespace interpreter

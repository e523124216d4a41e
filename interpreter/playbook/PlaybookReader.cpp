#include "interpreter/playbook/PlaybookReader.hpp"

#include "interpreter/playbook/ActionName.hpp"
#include "interpreter/playbook/KeywordReader.hpp"
#include "interpreter/playbook/PlayReader.hpp"
#include "interpreter/playbook/StaticText.hpp"
#include "interpreter/playbook/TaskCheck.hpp"

#include <algorithm>
#include <filesystem>

namespace interpreter {

namespace {

/// What import_playbook says; keeps the import around it alive, for the chain of parents.
struct Import : Element {
    std::shared_ptr<Element> outer;
};

const YamlEntry* import_entry(const YamlNode& node) {
    const auto found = std::find_if(node.entries.begin(), node.entries.end(), [](const YamlEntry& entry) {
        return canonical_action(entry.key) == "import_playbook";
    });
    return found != node.entries.end() ? &*found : nullptr;
}

const std::vector<std::string>& import_keywords() {
    static const std::vector<std::string> names{"id", "import_playbook", "name", "needs", "tags", "vars", "when"};
    return names;
}

/// The variables of outer imports win.
Variables with_outer(const Variables& own, const Element* outer) {
    if (outer == nullptr || !outer->variables) return own;
    auto joined = own ? std::make_shared<VariableMap>(*own) : std::make_shared<VariableMap>();
    for (const auto& [name, variable] : *outer->variables)
        joined->set(name, variable.value, variable.position);
    return joined;
}

}  // namespace

void PlaybookReader::read(const std::string& path, Position asked_at, const std::shared_ptr<Element>& import,
                          const ImportStep* outer) {
    const ImportStep step{outer, path, asked_at};
    const std::shared_ptr<const YamlNode> document = loading_.document(path, asked_at);
    if (document != nullptr)
        read_document(*document, std::filesystem::path(path).parent_path().string(), import, &step);
}

void PlaybookReader::read_document(const YamlNode& document, const std::string& directory,
                                   const std::shared_ptr<Element>& import, const ImportStep* imports) {
    if (!document.is_list() || document.items.empty()) {
        const std::string found = document.is_list() ? "an empty one" : std::string(shape_name(document));
        loading_.diagnostics.error("a playbook must be a list of plays, found " + found, document.position,
                                   "begin each play with '- hosts: …'");
        return;
    }
    for (const YamlNode& node : document.items)
        read_entry(node, directory, import, imports);
}

void PlaybookReader::read_entry(const YamlNode& node, const std::string& directory,
                                const std::shared_ptr<Element>& import, const ImportStep* imports) {
    if (!node.is_map()) {
        loading_.diagnostics.error("a play must be a mapping, found " + std::string(shape_name(node)),
                                   node.position, "begin it with '- hosts: …'");
        return;
    }
    if (const YamlEntry* entry = import_entry(node))
        return read_import(node, *entry, directory, import, imports);
    if (std::unique_ptr<Play> play = PlayReader(loading_, directory, import, imports).read(node))
        plays_.push_back(std::move(play));
}

void PlaybookReader::read_import(const YamlNode& node, const YamlEntry& entry, const std::string& directory,
                                 const std::shared_ptr<Element>& outer, const ImportStep* imports) {
    auto import = std::make_shared<Import>();
    import->outer = outer;
    import->parent = outer.get();
    import->position = node.position;
    import->variables_layer = Layer::play_vars;
    const KeywordReader keywords(loading_, in_task);
    for (const YamlEntry& item : node.entries) {
        if (&item == &entry) continue;
        const std::vector<std::string>& names = import_keywords();
        if (std::find(names.begin(), names.end(), item.key) == names.end())
            loading_.diagnostics.error(
                "unknown keyword '" + item.key + "' beside import_playbook", item.key_position,
                find_keyword(item.key) != nullptr ? "write it in the plays of that playbook"
                                                  : did_you_mean(item.key, names));
        else
            keywords.read(item, *find_keyword(item.key), *import);
    }
    import->variables = with_outer(import->variables, outer.get());
    check_element(*import, Scene(), loading_);
    if (!entry.value.is_text()) return keywords.report_type(entry, "the file of a playbook");
    const std::optional<std::string> name = static_text(loading_, entry.value.scalar, *import, entry.key);
    if (!name) return;
    const std::filesystem::path path = (std::filesystem::path(directory) / *name).lexically_normal();
    if (!std::filesystem::is_regular_file(path)) {
        loading_.report_missing("playbook not found: " + path.string(), entry.value.position);
        return;
    }
    if (ImportStep::closes_cycle(imports, path.string(), entry.value.position, loading_.diagnostics)) return;
    read(path.string(), entry.value.position, import, imports);
}

}  // namespace interpreter

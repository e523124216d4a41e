// The part of RoleReader that reads meta/main.yml and meta/argument_specs.yml.

#include "interpreter/playbook/RoleMeta.hpp"

#include "interpreter/playbook/RoleFiles.hpp"
#include "interpreter/playbook/RoleReader.hpp"

#include <filesystem>

namespace interpreter {

namespace filesystem = std::filesystem;

namespace {

const std::vector<std::string>& meta_keys() {
    static const std::vector<std::string> keys{"allow_duplicates", "argument_specs", "collections",
                                               "dependencies",     "galaxy_info",    "needs",
                                               "standalone",       "version"};
    return keys;
}

}  // namespace

void RoleReader::read_meta(Role& role, Meta& meta) {
    const std::string path = find_yaml_file((filesystem::path(role.path) / "meta").string(), "main");
    if (path.empty()) return;
    meta.document = loading_.document(path, role.position);
    if (meta.document == nullptr || meta.document->is_null()) return;
    if (!meta.document->is_map()) {
        loading_.diagnostics.error("a role's meta must be a mapping, found " +
                                       std::string(shape_name(*meta.document)),
                                   meta.document->position);
        return;
    }
    for (const YamlEntry& entry : meta.document->entries)
        read_meta_entry(entry, role, meta);
}

void RoleReader::read_meta_entry(const YamlEntry& entry, Role& role, Meta& meta) {
    const KeywordReader keywords(loading_, in_role);
    if (entry.key == "dependencies") {
        meta.dependencies = keywords.list(entry);
    } else if (entry.key == "needs") {
        read_needs(entry.value, role);
    } else if (entry.key == "argument_specs") {
        meta.argument_specs = &entry.value;
    } else if (entry.key == "allow_duplicates") {
        modules::Argument flag;
        flag.type = modules::ArgumentType::boolean;
        const Value value = loading_.value_of(entry.value);
        if (modules::mismatch(flag, value)) return keywords.report_type(entry, "a boolean (yes or no)");
        role.allow_duplicates = modules::converted(flag, value).as_boolean();
    } else if (std::find(meta_keys().begin(), meta_keys().end(), entry.key) == meta_keys().end()) {
        loading_.diagnostics.error("unknown keyword '" + entry.key + "' in a role's meta", entry.key_position,
                                   did_you_mean(entry.key, meta_keys()));
    }
}

void RoleReader::read_needs(const YamlNode& node, Role& role) {
    const Value value = loading_.value_of(node);
    role.needs.emplace();
    for (const Value& name : value.is_list() ? value.as_list() : List{value}) {
        if (name.is_text())
            role.needs->push_back(
                {name.as_text(), name.position().known() ? name.position() : node.position, true});
        else if (!name.is_null())
            loading_.diagnostics.error("'needs' must be text or a list of texts, found " +
                                           std::string(shape_name(node)),
                                       node.position);
    }
}

// argument_specs.yml wins over the key in main.yml; they are not joined.
void RoleReader::read_argument_spec(Role& role, const Meta& meta, const std::string& entry_point) {
    const std::string path =
        find_yaml_file((filesystem::path(role.path) / "meta").string(), "argument_specs");
    std::shared_ptr<const YamlNode> document;
    const YamlNode* specs = meta.argument_specs;
    if (!path.empty()) {
        document = loading_.document(path, role.position);
        if (document == nullptr) return;
        const YamlEntry* entry = document->find("argument_specs");
        specs = entry != nullptr ? &entry->value : nullptr;
    }
    if (specs == nullptr) return;
    const YamlEntry* spec = specs->find(entry_point);
    if (spec == nullptr) return;
    if (!spec->value.is_map()) {
        loading_.diagnostics.error("an argument specification must be a mapping, found " +
                                       std::string(shape_name(spec->value)),
                                   spec->value.position);
        return;
    }
    role.argument_spec = loading_.value_of(spec->value);
}

}  // namespace interpreter

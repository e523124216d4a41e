#include "interpreter/inventory/YamlInventory.hpp"

#include "interpreter/inventory/HostRange.hpp"

#include <array>
#include <vector>

namespace interpreter {

namespace {

class YamlReader {
  public:
    YamlReader(const Decrypt& decrypt, InventoryBuilder& builder) : decrypt_(decrypt), builder_(builder) {}

    void read(const YamlNode& document) {
        if (document.is_null())
            return builder_.diagnostics().warning("this inventory is empty", document.position,
                                                  "begin with 'all:' and 'hosts:' below it");
        if (!document.is_map())
            return builder_.diagnostics().error("an inventory is a mapping of groups, not " +
                                                    std::string(shape_name(document)),
                                                document.position, "begin with 'all:' and 'hosts:' below it");
        if (const YamlEntry* plugin = document.find("plugin"))
            return builder_.diagnostics().error(
                "inventory plugins are not supported", plugin->key_position,
                "use an executable that prints JSON, or the output of 'ansible-inventory --list'");
        for (const YamlEntry& entry : document.entries)
            read_group(entry);
    }

  private:
    static const std::vector<std::string>& sections() {
        static const std::vector<std::string> names{"children", "hosts", "vars"};
        return names;
    }

    Group* read_group(const YamlEntry& entry) {
        if (!entry.value.is_map() && !entry.value.is_null()) {
            builder_.diagnostics().warning("group '" + entry.key + "' is skipped: it holds " +
                                               std::string(shape_name(entry.value)) + ", not a mapping",
                                           entry.key_position,
                                           "a group holds 'hosts', 'children' and 'vars'");
            return nullptr;
        }
        if (entry.key.empty()) {
            builder_.diagnostics().error("a group needs a name", entry.key_position, "write 'name:'");
            return nullptr;
        }
        Group& group = builder_.add_group(entry.key, entry.key_position);
        for (const YamlEntry& section : entry.value.entries)
            read_section(section, group);
        return &group;
    }

    void read_section(const YamlEntry& section, Group& group) {
        const bool is_known = section.key == "hosts" || section.key == "children" || section.key == "vars";
        if (!is_known) {
            std::string hint = did_you_mean(section.key, sections());
            if (hint.empty())
                hint = "a group holds 'hosts', 'children' and 'vars'; its hosts stand below 'hosts', other "
                       "groups below "
                       "'children'";
            return builder_.diagnostics().warning("'" + section.key + "' in group '" + group.name +
                                                      "' is skipped",
                                                  section.key_position, std::move(hint));
        }
        const std::vector<YamlEntry> entries = entries_of(section, group);
        for (const YamlEntry& entry : entries) {
            if (section.key == "vars") {
                set(group, entry);
            } else if (section.key == "children") {
                if (Group* child = read_group(entry)) builder_.add_child(group, *child, entry.key_position);
            } else {
                read_hosts(entry, group);
            }
        }
    }

    /// One name alone may stand there as text.
    std::vector<YamlEntry> entries_of(const YamlEntry& section, const Group& group) {
        if (section.value.is_map()) return section.value.entries;
        if (section.value.is_null()) return {};
        if (section.value.is_text() && section.key != "vars") {
            YamlNode nothing;
            nothing.position = section.value.position;
            return {{section.value.scalar.as_text(), section.value.position, nothing}};
        }
        builder_.diagnostics().error("'" + section.key + "' of group '" + group.name +
                                         "' must be a mapping, not " + std::string(shape_name(section.value)),
                                     section.value.position,
                                     section.key == "vars" ? "write 'name: value' lines"
                                                           : "write 'name:' lines, without '- '");
        return {};
    }

    void read_hosts(const YamlEntry& entry, Group& group) {
        NamedHosts hosts;
        try {
            if (entry.key.empty())
                throw DiagnosticError("a host needs a name", entry.key_position, "write 'name:'");
            hosts = expand_hosts(entry.key, entry.key_position);
        } catch (const DiagnosticError& wrong) {
            return builder_.diagnostics().add(wrong.diagnostic());
        }
        if (!entry.value.is_map() && !entry.value.is_null())
            builder_.diagnostics().error("host '" + entry.key + "' must hold a mapping of variables, not " +
                                             std::string(shape_name(entry.value)),
                                         entry.value.position,
                                         "write its variables as 'name: value' lines below it");
        for (const std::string& name : hosts.names) {
            Host& host = builder_.add_host(name, group, entry.key_position);
            if (hosts.port) builder_.set_variable(host, "ansible_port", *hosts.port, entry.key_position);
            for (const YamlEntry& variable : entry.value.entries)
                set(host, variable);
        }
    }

    template <class Owner>
    void set(Owner& owner, const YamlEntry& variable) {
        try {
            builder_.set_variable(owner, variable.key, to_value(variable.value, decrypt_),
                                  variable.key_position);
        } catch (const DiagnosticError& wrong) {
            builder_.diagnostics().add(wrong.diagnostic());
        }
    }

    const Decrypt& decrypt_;
    InventoryBuilder& builder_;
};

}  // namespace

void read_yaml_inventory(const SourceFiles& files, std::uint32_t file, const Decrypt& decrypt,
                         InventoryBuilder& builder) {
    Diagnostics found;
    const YamlNode document = load_yaml_document(files, file, found);
    for (const Diagnostic& diagnostic : found.all())
        builder.diagnostics().add(diagnostic);
    if (found.has_errors() && document.is_null()) return;
    YamlReader(decrypt, builder).read(document);
}

}  // namespace interpreter

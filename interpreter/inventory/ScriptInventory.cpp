#include "interpreter/inventory/ScriptInventory.hpp"

#include "interpreter/source/ProgramOutput.hpp"
#include "modules/value/Json.hpp"

#include <filesystem>
#include <set>
#include <stdexcept>
#include <system_error>

namespace interpreter {

namespace {

/// Texts get a place, so that templates in them are rendered.
Value placed(const Value& value, Position position) {
    if (value.is_text()) return Value::written(value.as_text(), position);
    if (value.is_list()) {
        List list;
        for (const Value& item : value.as_list())
            list.push_back(placed(item, position));
        return list;
    }
    if (!value.is_map()) return value;
    Map map;
    for (const Map::Entry& entry : value.as_map())
        map.set(entry.first, placed(entry.second, position));
    return map;
}

class ScriptReader {
  public:
    ScriptReader(SourceFiles& files, const std::string& path, InventoryBuilder& builder)
        : files_(files), path_(path), builder_(builder) {}

    void read() {
        const Value listed = ask({"--list"});
        std::optional<Value> host_variables;
        for (const Map::Entry& entry : listed.as_map()) {
            if (entry.first == "_meta") {
                host_variables = entry.second.get("hostvars");
            } else {
                read_group(entry.first, entry.second);
            }
        }
        for (Host* host : hosts_) {
            const std::optional<Value> variables =
                host_variables ? host_variables->get(host->name) : ask({"--host", host->name});
            if (!variables) continue;
            if (!variables->is_map())
                throw wrong("the variables of host '" + host->name + "' must be an object");
            for (const Map::Entry& entry : variables->as_map())
                builder_.set_variable(*host, entry.first, placed(entry.second, position_), position_);
        }
    }

  private:
    [[nodiscard]] DiagnosticError wrong(const std::string& what) const {
        return {"inventory script: " + what, position_,
                "run '" + path_ + " --list' and look at what it prints"};
    }

    /// What it prints, an object.
    Value ask(std::vector<std::string> words) {
        std::string command = path_;
        for (const std::string& word : words)
            command += ' ' + word;
        words.insert(words.begin(), std::filesystem::absolute(path_).string());
        ProgramOutput said;
        try {
            said = run_program(words);
        } catch (const std::system_error& failure) {
            throw DiagnosticError("cannot run the inventory script '" + path_ +
                                      "': " + failure.code().message(),
                                  {}, "does its first line name a program that exists?");
        }
        if (said.status != 0)
            throw DiagnosticError("'" + command + "' failed with status " + std::to_string(said.status) +
                                      (said.errors.empty() ? std::string() : ":\n" + trimmed(said.errors)),
                                  {}, "an inventory script must print JSON and exit with 0");
        position_ = {files_.add(command, said.output), 0, 0};
        try {
            Value value = said.output.find_first_not_of(" \t\r\n") == std::string::npos && words.size() > 2
                              ? Value(Map())
                              : modules::from_json(said.output);
            if (!value.is_map()) throw wrong("a JSON object was expected, not " + kind_of(value));
            return value;
        } catch (const DiagnosticError&) {
            throw;
        } catch (const std::runtime_error& mistake) {
            throw wrong(std::string("what it prints is no JSON: ") + mistake.what());
        }
    }

    static std::string trimmed(std::string text) {
        text.erase(text.find_last_not_of(" \t\r\n") + 1);
        return text;
    }
    static std::string kind_of(const Value& value) { return std::string(modules::kind_name(value.kind())); }

    void read_group(const std::string& name, const Value& data) {
        Group& group = builder_.add_group(name, position_);
        if (data.is_list()) return read_hosts(group, data);
        if (!data.is_map())
            throw wrong("group '" + name + "' must be an object or a list of hosts, not " + kind_of(data));
        const std::optional<Value> hosts = data.get("hosts");
        const std::optional<Value> variables = data.get("vars");
        const std::optional<Value> children = data.get("children");
        if (!hosts && !variables && !children) {
            add_host(name, group);
            return set_variables(group, data);
        }
        if (hosts) read_hosts(group, *hosts);
        if (variables) set_variables(group, *variables);
        if (!children) return;
        if (!children->is_list()) throw wrong("'children' of group '" + name + "' must be a list");
        for (const Value& child : children->as_list())
            builder_.add_child(group, builder_.add_group(name_of(child), position_), position_);
    }

    void read_hosts(Group& group, const Value& hosts) {
        if (!hosts.is_list())
            throw wrong("'hosts' of group '" + group.name + "' must be a list, not " + kind_of(hosts));
        for (const Value& host : hosts.as_list())
            add_host(name_of(host), group);
    }

    void add_host(const std::string& name, Group& group) {
        Host& host = builder_.add_host(name, group, position_);
        if (seen_.insert(&host).second) hosts_.push_back(&host);
    }

    void set_variables(Group& group, const Value& variables) {
        if (!variables.is_map()) throw wrong("'vars' of group '" + group.name + "' must be an object");
        for (const Map::Entry& entry : variables.as_map())
            builder_.set_variable(group, entry.first, placed(entry.second, position_), position_);
    }

    [[nodiscard]] std::string name_of(const Value& value) const {
        if (!value.is_text() || value.as_text().empty())
            throw wrong("a name must be text, not " + kind_of(value));
        return value.as_text();
    }

    SourceFiles& files_;
    const std::string& path_;
    InventoryBuilder& builder_;
    Position position_;
    std::vector<Host*> hosts_;
    std::set<const Host*> seen_;
};

}  // namespace

void read_script_inventory(SourceFiles& files, const std::string& path, InventoryBuilder& builder) {
    try {
        ScriptReader(files, path, builder).read();
    } catch (const DiagnosticError& error) {
        builder.diagnostics().add(error.diagnostic());
    }
}

}  // namespace interpreter

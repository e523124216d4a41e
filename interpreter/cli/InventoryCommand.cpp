#include "interpreter/cli/InventoryCommand.hpp"

#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/cli/InventoryShape.hpp"
#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/expression/YamlWriter.hpp"
#include "interpreter/expression/python_json.hpp"
#include "interpreter/inventory/HostPattern.hpp"

#include <fstream>
#include <ostream>
#include <sstream>

namespace interpreter {

namespace {

namespace options = boost::program_options;

OptionTable inventory_table() {
    OptionTable all("Options");
    all.add_options()("help,h", "show this and end")("list", "all hosts and groups")(
        "host", options::value<std::string>(), "the variables of one host")(
        "graph", "groups and their hosts as a tree, from GROUP on (all)")("vars", "with --graph: variables too")(
        "yaml,y", "YAML, not JSON")("export", "variables of groups with the groups, not with each host")(
        "output", options::value<std::string>(), "write there instead")(
        "playbook-dir", options::value<std::string>(), "the group_vars and host_vars of this directory count too")(
        "toml", "is not supported: use --yaml");
    add_inventory_options(all);
    add_variable_options(all);
    add_vault_options(all);
    all.add_options()("verbose,v", "more to read");
    return all;
}

std::string inventory_help() {
    std::ostringstream text;
    text << "understudy inventory [options] [GROUP]\n\nShows hosts, groups and their variables.\n\n"
         << inventory_table() << "\nExit codes: 0 done; 1 the inventory could not be read; 2 wrong usage.\n";
    return text.str();
}

std::string as_text(const Value& value, const ParsedOptions& parsed) {
    if (parsed.has("yaml")) {
        YamlStyle style;
        style.flow = false;
        return YamlWriter(style).write(value);
    }
    return to_python_json(value, {.indent = 4, .sorts_keys = true, .item_separator = ",", .ascii = false});
}

const Host& only_host(const std::string& name, Groundwork& ground) {
    const std::vector<const Host*> hosts = HostPattern(name).match(ground.inventory, ground.findings);
    if (hosts.size() != 1) throw UsageError("--host takes the name of one host; '" + name + "' is none");
    return *hosts.front();
}

std::string shown(const ParsedOptions& parsed, const InventoryShape& shape, Groundwork& ground) {
    if (parsed.has("host")) return as_text(shape.variables_of(only_host(parsed.text("host"), ground)), parsed);
    if (!parsed.has("graph")) return as_text(parsed.has("yaml") ? shape.nested() : shape.flat(), parsed);
    const std::string name = parsed.positional().empty() ? "all" : parsed.positional().front();
    const Group* group = ground.inventory.group(name);
    if (group == nullptr) {
        std::vector<std::string> names;
        for (const Group* known : ground.inventory.groups()) names.push_back(known->name);
        throw UsageError(unknown_word("group", name, names));
    }
    return shape.graph(*group, parsed.has("vars") ? InventoryShape::ShownVariables::yes
                                                  : InventoryShape::ShownVariables::no);
}

void check_usage(const ParsedOptions& parsed) {
    const int wanted = static_cast<int>(parsed.has("list")) + static_cast<int>(parsed.has("host")) +
                       static_cast<int>(parsed.has("graph"));
    if (wanted != 1) throw UsageError("say one of --list, --host and --graph");
    if (parsed.has("toml")) throw UsageError("--toml is not supported: use --yaml");
    if (!parsed.positional().empty() && !parsed.has("graph"))
        throw UsageError("a group may be named with --graph only");
    if (parsed.has("vars") && !parsed.has("graph")) throw UsageError("--vars is for --graph; --list has them anyway");
}

int write_out(const std::string& text, const ParsedOptions& parsed, Groundwork& ground) {
    if (!parsed.has("output")) {
        ground.out << text << (text.ends_with('\n') ? "" : "\n") << std::flush;
        return 0;
    }
    std::ofstream file(parsed.text("output"), std::ios::binary);
    file << text << std::flush;
    if (file) return 0;
    ground.error << "understudy: cannot write " << parsed.text("output") << "\n";
    return 1;
}

int show_inventory(const ParsedOptions& parsed, Groundwork& ground) {
    check_usage(parsed);
    CommonOptions common = common_options(parsed, ground.configuration);
    ground.say_configuration(common.run.verbosity);
    ground.open(common);
    ground.load_inventory_of(common);
    if (ground.say_findings()) return 1;
    const std::string directory = parsed.has("playbook-dir") ? parsed.text("playbook-dir")
                                                             : ground.configuration.path("playbook_dir");
    const InventoryShape shape({ground.inventory, ground.variable_files, ground.findings, directory,
                                common.run.extra_variables, common.run.mappings},
                               parsed.has("export") ? GroupVariables::with_groups : GroupVariables::with_hosts);
    const std::string text = shown(parsed, shape, ground);
    if (ground.say_findings()) return 1;
    return write_out(text, parsed, ground);
}

}  // namespace

int run_inventory_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error) {
    return run_command("inventory", out, error, [&](Groundwork& ground) {
        const ParsedOptions parsed(arguments, inventory_table());
        if (parsed.has("help")) {
            out << inventory_help();
            return 0;
        }
        return show_inventory(parsed, ground);
    });
}

}  // namespace interpreter

#include "interpreter/cli/GraphCommand.hpp"

#include "interpreter/cli/GraphDrawing.hpp"
#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/cli/render_svg.hpp"
#include "interpreter/execution/PlannedGraph.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/report/QuietReporter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <sstream>

namespace interpreter {

namespace {

struct GraphOptions : CommonOptions {
    bool help = false;
    std::vector<std::string> playbooks;
    std::string format = "text";
    /// By name or number; empty: all.
    std::string play;
    /// Why does the first come before the second? Both empty: not asked.
    std::string explained_before;
    std::string explained_after;
};

const std::vector<std::string>& formats() {
    static const std::vector<std::string> names{"dot", "json", "mermaid", "svg", "text"};
    return names;
}

OptionTable graph_table() {
    namespace options = boost::program_options;
    OptionTable table("Options");
    table.add_options()("help,h", "show this and end");
    add_inventory_options(table);
    table.add_options()("format", options::value<std::string>(), "text (the default), dot, svg, mermaid or json")(
        "play", options::value<std::string>(), "only this play: its name, or its number from 1 on")(
        "explain", options::value<std::string>(), "A B: why A comes before B, with the place of each reason");
    add_variable_options(table);
    add_vault_options(table);
    table.add_options()("verbose,v", "say which file configures this");
    return table;
}

// `--explain A B` takes two words, which Program_options does not know.
void take_explained(std::vector<std::string>& arguments, GraphOptions& result) {
    const auto option = std::find(arguments.begin(), arguments.end(), "--explain");
    if (option == arguments.end()) return;
    if (arguments.end() - option < 3) throw UsageError("--explain takes two vertices: --explain A B");
    result.explained_before = option[1];
    result.explained_after = option[2];
    arguments.erase(option, option + 3);
}

GraphOptions parse_graph_options(std::vector<std::string> arguments, const Configuration& configuration) {
    GraphOptions result;
    take_explained(arguments, result);
    const ParsedOptions parsed(arguments, graph_table());
    static_cast<CommonOptions&>(result) = common_options(parsed, configuration);
    result.help = parsed.has("help");
    result.playbooks = parsed.positional();
    if (!result.help && result.playbooks.empty()) throw UsageError("no playbook was named");
    if (parsed.has("explain")) throw UsageError("--explain takes two vertices: --explain A B");
    if (parsed.has("format")) result.format = parsed.text("format");
    if (std::find(formats().begin(), formats().end(), result.format) == formats().end()) {
        const std::string hint = did_you_mean(result.format, formats());
        throw UsageError("unknown format '" + result.format + "'; " +
                         (hint.empty() ? "there are dot, json, mermaid, svg and text" : hint));
    }
    result.play = parsed.text("play");
    return result;
}

struct NamedPlay {
    std::string name;
    const Play* play = nullptr;
};

// A role that is used several times has several vertices.
std::vector<std::size_t> vertices_named(const PlayGraph& graph, const std::string& name) {
    std::vector<std::size_t> found;
    for (std::size_t vertex = 0; vertex < graph.size(); ++vertex)
        if (graph.name(vertex) == name) found.push_back(vertex);
    return found;
}

// The shortest from one of the first to one of the second.
std::vector<Edge> way_between(const PlayGraph& graph, const std::vector<std::size_t>& first,
                              const std::vector<std::size_t>& second) {
    std::vector<Edge> shortest;
    for (const std::size_t before : first) {
        for (const std::size_t after : second) {
            std::vector<Edge> way = graph.graph().explain(before, after);
            if (!way.empty() && (shortest.empty() || way.size() < shortest.size())) shortest = std::move(way);
        }
    }
    return shortest;
}

class GraphWork {
  public:
    GraphWork(Groundwork& ground, GraphOptions options) : ground_(ground), options_(std::move(options)) {}

    int run();

  private:
    [[nodiscard]] std::vector<NamedPlay> chosen_plays(const Playbooks& playbooks) const;
    void write(const GraphDrawings& drawings);
    int explain(const std::vector<NamedPlay>& plays, const std::vector<std::unique_ptr<PlannedGraph>>& graphs);

    Groundwork& ground_;
    GraphOptions options_;
};

int GraphWork::run() {
    ground_.say_configuration(options_.run.verbosity);
    ground_.open(options_);
    ground_.load_inventory_of(options_);
    PlaybookLoader loader = ground_.loader(options_);
    const Playbooks playbooks = ground_.load_playbooks(options_.playbooks, loader);
    if (ground_.say_findings()) return static_cast<int>(ExitCode::unreachable_or_unparsable);
    ground_.check_limit(options_);

    // Nothing runs, so there is nothing to be told but what planning itself finds.
    QuietReporter reporter;
    Interrupt interrupt;
    Run run({ground_.files, ground_.variable_files, ground_.inventory, loader, reporter, ground_.mask, interrupt,
             ground_.surroundings(), nullptr},
            options_.run);
    const std::vector<NamedPlay> plays = chosen_plays(playbooks);
    std::vector<std::unique_ptr<PlannedGraph>> graphs;
    for (const NamedPlay& chosen : plays)
        graphs.push_back(std::make_unique<PlannedGraph>(run, *chosen.play, ground_.findings));
    if (ground_.say_findings()) return static_cast<int>(ExitCode::unreachable_or_unparsable);
    if (!options_.explained_before.empty()) return explain(plays, graphs);
    GraphDrawings drawings;
    for (std::size_t index = 0; index < plays.size(); ++index) {
        drawings.push_back(drawing_of(*plays[index].play, plays[index].name, graphs[index]->graph(), ground_.files));
        for (const HostState* host : graphs[index]->hosts()) drawings.back().hosts.push_back(host->name());
    }
    write(drawings);
    return static_cast<int>(ExitCode::done);
}

std::vector<NamedPlay> GraphWork::chosen_plays(const Playbooks& playbooks) const {
    std::vector<NamedPlay> plays;
    std::vector<std::string> names;
    std::size_t number = 0;
    for (const std::unique_ptr<Playbook>& playbook : playbooks) {
        for (const std::unique_ptr<Play>& play : playbook->plays) {
            const std::string name = play->name.empty() ? to_python_text(play->hosts) : play->name;
            names.push_back(name);
            ++number;
            if (options_.play.empty() || options_.play == name || options_.play == std::to_string(number))
                plays.push_back({name, play.get()});
        }
    }
    if (plays.empty() && !options_.play.empty()) {
        const std::string hint = did_you_mean(options_.play, names);
        throw UsageError("there is no play '" + options_.play + "'" + (hint.empty() ? "" : "; " + hint));
    }
    return plays;
}

void GraphWork::write(const GraphDrawings& drawings) {
    if (options_.format == "dot") return write_dot(ground_.out, drawings);
    if (options_.format == "mermaid") return write_mermaid(ground_.out, drawings);
    if (options_.format == "json") return write_json(ground_.out, drawings);
    if (options_.format == "text") return write_text(ground_.out, drawings);
    std::ostringstream dot;
    write_dot(dot, drawings);
    ground_.out << svg_of(dot.str());
}

int GraphWork::explain(const std::vector<NamedPlay>& plays, const std::vector<std::unique_ptr<PlannedGraph>>& graphs) {
    std::vector<std::string> names;
    for (std::size_t index = 0; index < plays.size(); ++index) {
        const PlayGraph& graph = graphs[index]->graph();
        for (std::size_t vertex = 0; vertex < graph.size(); ++vertex) names.push_back(graph.name(vertex));
        const std::vector<std::size_t> first = vertices_named(graph, options_.explained_before);
        const std::vector<std::size_t> second = vertices_named(graph, options_.explained_after);
        if (first.empty() || second.empty()) continue;
        std::vector<Edge> way = way_between(graph, first, second);
        if (way.empty()) way = way_between(graph, second, first);
        if (way.empty()) {
            ground_.out << fmt::format("In play '{}' neither '{}' nor '{}' comes before the other.\n", plays[index].name,
                                       options_.explained_before, options_.explained_after);
            return static_cast<int>(ExitCode::done);
        }
        ground_.out << fmt::format("In play '{}' '{}' comes before '{}':\n", plays[index].name,
                                   graph.name(way.front().before), graph.name(way.back().after));
        for (const Edge& edge : way)
            ground_.out << fmt::format("  {}: '{}' comes after '{}' ({})\n", ground_.files.describe(edge.position),
                                       graph.name(edge.after), graph.name(edge.before), edge.reason);
        return static_cast<int>(ExitCode::done);
    }
    for (const std::string& name : {options_.explained_before, options_.explained_after}) {
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        const std::string hint = did_you_mean(name, names);
        throw UsageError("there is no vertex '" + name + "'" + (hint.empty() ? "" : "; " + hint));
    }
    throw UsageError("no play has both '" + options_.explained_before + "' and '" + options_.explained_after + "'");
}

std::string graph_help() {
    std::ostringstream text;
    text << "understudy graph [options] PLAYBOOK…\n\nDraws what comes before what in each play, and why. Nothing runs.\n\n"
         << graph_table()
         << "\nExit codes: 0 done; 1 it could not be set up; 2 wrong usage; 4 input does not parse, or there is a cycle.\n";
    return text.str();
}

}  // namespace

int run_graph_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& error) {
    return run_command("graph", out, error, [&](Groundwork& ground) {
        GraphOptions options = parse_graph_options(arguments, ground.configuration);
        if (options.help) {
            out << graph_help();
            return static_cast<int>(ExitCode::done);
        }
        return GraphWork(ground, std::move(options)).run();
    });
}

}  // namespace interpreter

#include "interpreter/cli/GraphCommand.hpp"

#include "interpreter/cli/GraphDrawing.hpp"
#include "interpreter/cli/GraphExplanation.hpp"
#include "interpreter/cli/Groundwork.hpp"
#include "interpreter/cli/OptionGroups.hpp"
#include "interpreter/cli/render_svg.hpp"
#include "interpreter/execution/PlannedGraph.hpp"
#include "interpreter/playbook/PlaybookGraph.hpp"
#include "interpreter/report/QuietReporter.hpp"

#include <algorithm>
#include <map>
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
        "explain", options::value<std::string>(), "A B: why A comes before B (vertices of a play, or plays), with the place of each reason");
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

// Of all playbooks, which run one after another.
TaskGraph graph_of_all_plays(const Playbooks& playbooks) {
    TaskGraph all;
    std::vector<std::size_t> last;
    for (const std::unique_ptr<Playbook>& playbook : playbooks) {
        Diagnostics known;
        const TaskGraph graph = graph_of_plays(playbook->plays, known);
        const std::size_t first = all.size();
        for (std::size_t play = 0; play < graph.size(); ++play) {
            all.add_vertex(graph.name(play), graph.position(play));
            if (!graph.before(play).empty()) continue;
            for (const std::size_t before : last)
                all.add_edge({before, first + play, EdgeKind::barrier, "an earlier playbook", graph.position(play)});
        }
        for (Edge edge : graph.edges()) {
            edge.before += first;
            edge.after += first;
            all.add_edge(std::move(edge));
        }
        if (graph.size() > 0) last.clear();
        for (std::size_t play = 0; play < graph.size(); ++play)
            if (graph.after(play).empty()) last.push_back(first + play);
    }
    return all;
}

class GraphWork {
  public:
    GraphWork(Groundwork& ground, GraphOptions options) : ground_(ground), options_(std::move(options)) {}

    int run();

  private:
    [[nodiscard]] std::vector<ExplainedPlay> chosen_plays(const Playbooks& playbooks) const;
    void write(const GraphDrawings& drawings);

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
    const TaskGraph order = graph_of_all_plays(playbooks);
    std::vector<ExplainedPlay> plays = chosen_plays(playbooks);
    std::vector<std::unique_ptr<PlannedGraph>> graphs;
    for (ExplainedPlay& chosen : plays) {
        graphs.push_back(std::make_unique<PlannedGraph>(run, *chosen.play, ground_.findings));
        chosen.graph = &graphs.back()->graph();
    }
    if (ground_.say_findings()) return static_cast<int>(ExitCode::unreachable_or_unparsable);
    if (!options_.explained_before.empty()) {
        ground_.out << explanation(order, plays, options_.explained_before, options_.explained_after, ground_.files);
        return static_cast<int>(ExitCode::done);
    }
    GraphDrawings drawings;
    std::map<std::size_t, std::size_t> place_of;
    for (std::size_t index = 0; index < plays.size(); ++index) {
        place_of[plays[index].number] = index;
        drawings.plays.push_back(drawing_of(*plays[index].play, order.name(plays[index].number), *plays[index].graph,
                                            ground_.files));
        for (const HostState* host : graphs[index]->hosts()) drawings.plays.back().hosts.push_back(host->name());
    }
    for (const Edge& edge : order.edges()) {
        if (!place_of.contains(edge.before) || !place_of.contains(edge.after)) continue;
        drawings.edges.push_back(drawing_of(edge, ground_.files));
        drawings.edges.back().before = place_of[edge.before];
        drawings.edges.back().after = place_of[edge.after];
    }
    write(drawings);
    return static_cast<int>(ExitCode::done);
}

std::vector<ExplainedPlay> GraphWork::chosen_plays(const Playbooks& playbooks) const {
    std::vector<ExplainedPlay> plays;
    std::vector<std::string> names;
    for (const std::unique_ptr<Playbook>& playbook : playbooks) {
        for (const std::unique_ptr<Play>& play : playbook->plays) {
            names.push_back(written_name(*play));
            if (options_.play.empty() || options_.play == names.back() || options_.play == std::to_string(names.size()))
                plays.push_back({play.get(), names.size() - 1, nullptr});
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

std::string graph_help() {
    std::ostringstream text;
    text << "understudy graph [options] PLAYBOOK…\n\nDraws what comes before what, among plays and in each of them, and why. Nothing runs.\n\n"
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

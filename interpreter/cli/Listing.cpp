#include "interpreter/cli/Listing.hpp"

#include "interpreter/execution/PlayTurn.hpp"
#include "interpreter/execution/SectionGraph.hpp"
#include "interpreter/execution/TagFilter.hpp"
#include "interpreter/expression/Expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>

namespace interpreter {

namespace {

std::string joined(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return fmt::format("[{}]", fmt::join(words, ", "));
}

std::string title_of(const Task& task) {
    return (task.role != nullptr ? task.role->role_name + " : " : std::string()) + task.title();
}

void collect(const std::vector<BlockItem>& items, std::vector<const Task*>& tasks) {
    for (const std::size_t index : items_in_order(items)) {
        if (const auto* task = std::get_if<std::unique_ptr<Task>>(&items[index])) {
            if ((*task)->kind != TaskKind::meta) tasks.push_back(task->get());
            continue;
        }
        const Block& block = *std::get<std::unique_ptr<Block>>(items[index]);
        collect(block.body, tasks);
        collect(block.rescue, tasks);
        collect(block.always, tasks);
    }
}

}  // namespace

std::size_t count_tasks(const Playbook& playbook, const RunOptions& options) {
    const TagFilter filter(options.tags, options.skip_tags);
    std::size_t count = 0;
    for (const std::unique_ptr<Play>& play : playbook.plays) {
        std::vector<const Task*> tasks;
        for (const Section& section : sections_in_order(*play)) collect(*section.items, tasks);
        count += static_cast<std::size_t>(std::count_if(
            tasks.begin(), tasks.end(), [&](const Task* task) { return filter.selects(task->tags()); }));
    }
    return count;
}

void print_listing(std::ostream& out, const Playbook& playbook, const PlayOptions& options, const Inventory& inventory,
                   const Surroundings& surroundings) {
    const TagFilter filter(options.run.tags, options.run.skip_tags);
    out << "\nplaybook: " << playbook.path << "\n";
    int number = 0;
    for (const std::unique_ptr<Play>& play : playbook.plays) {
        const std::string pattern = to_python_text(play->hosts);
        const std::string name = play->name.empty() ? pattern : play->name;
        out << fmt::format("\n  play #{} ({}): {}\tTAGS: {}\n", ++number, pattern, name, joined(play->tags()));
        if (options.task == PlayTask::list_hosts) {
            Diagnostics findings;
            const std::vector<const Host*> hosts = hosts_of(*play, inventory, options.run, surroundings, findings);
            out << fmt::format("    pattern: ['{}']\n    hosts ({}):\n", pattern, hosts.size());
            for (const Host* host : hosts) out << "      " << host->name << "\n";
            continue;
        }
        std::vector<const Task*> tasks;
        for (const Section& section : sections_in_order(*play)) collect(*section.items, tasks);
        if (options.task == PlayTask::list_tags) {
            std::vector<std::string> tags = play->tags();
            for (const Task* task : tasks) {
                const std::vector<std::string> more = task->tags();
                tags.insert(tags.end(), more.begin(), more.end());
            }
            out << "      TASK TAGS: " << joined(tags) << "\n";
            continue;
        }
        out << "    tasks:\n";
        for (const Task* task : tasks)
            if (filter.selects(task->tags()))
                out << fmt::format("      {}\tTAGS: {}\n", title_of(*task), joined(task->tags()));
    }
    out << std::flush;
}

}  // namespace interpreter

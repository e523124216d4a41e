#include "interpreter/execution/StartPoint.hpp"

#include "interpreter/execution/SectionGraph.hpp"
#include "interpreter/execution/TagFilter.hpp"
#include "interpreter/expression/Expression.hpp"
#include "modules/value/Pattern.hpp"

namespace interpreter {

namespace {

const Task* first_task(const BlockItem& item) {
    if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item)) return task->get();
    for (const BlockItem& inner : std::get<std::unique_ptr<Block>>(item)->body)
        if (const Task* first = first_task(inner)) return first;
    return nullptr;
}

}  // namespace

bool StartPoint::begin(const Play& play) {
    const std::lock_guard lock(mutex_);
    // Of the play to start in, the first batch alone.
    if (start_ == &play) skipped_.clear();
    if (left_out_.contains(&play)) return false;
    if (found_) return true;
    Before before = look_in(play);
    if (!before.is_found) return false;
    found_ = true;
    start_ = &play;
    skipped_ = std::move(before.tasks);
    return true;
}

void StartPoint::choose_in(const std::vector<const Play*>& plays) {
    const std::lock_guard lock(mutex_);
    for (const Play* play : plays) {
        if (found_ || look_in(*play).is_found) return;
        left_out_.insert(play);
    }
}

bool StartPoint::is_skipped(const Task& task) {
    if (options_.start_at_task.empty()) return false;
    const std::lock_guard lock(mutex_);
    return skipped_.contains(&task);
}

bool StartPoint::is_skipped(const std::vector<BlockItem>& items) {
    return !items.empty() && is_skipped(items.front());
}

bool StartPoint::is_skipped(const BlockItem& item) {
    if (options_.start_at_task.empty()) return false;
    const Task* first = first_task(item);
    return first != nullptr && is_skipped(*first);
}

StartPoint::Before StartPoint::look_in(const Play& play) const {
    Before before;
    const Written* gather = play.own("gather_facts");
    const bool gathers =
        gather != nullptr ? is_true(gather->value) : options_.gathering != Gathering::when_asked;
    if (gathers && is_called_so("Gathering Facts")) {
        before.is_found = true;
        return before;
    }
    for (const Section& section : sections_in_order(play))
        collect(*section.items, before);
    return before;
}

// A block's rescue runs when it failed only, so nothing can start there.
void StartPoint::collect(const std::vector<BlockItem>& items, Before& before) const {
    for (const BlockItem& item : items) {
        if (before.is_found) return;
        if (const auto* task = std::get_if<std::unique_ptr<Task>>(&item)) {
            before.is_found = is_start(**task);
            if (!before.is_found) before.tasks.insert(task->get());
            continue;
        }
        const Block& block = *std::get<std::unique_ptr<Block>>(item);
        collect(block.body, before);
        collect(block.always, before);
    }
}

bool StartPoint::is_start(const Task& task) const {
    if (!TagFilter(options_.tags, options_.skip_tags).selects(task.tags())) return false;
    if (!task.name.empty() && is_called_so(task.name)) return true;
    std::string title = task.title();
    if (task.kind == TaskKind::include_role && task.name.empty())
        title += " : " + task.arguments.text_of("name", task.arguments.text_of("role"));
    else if (task.role != nullptr)
        title = task.role->role_name + " : " + title;
    return is_called_so(title);
}

bool StartPoint::is_called_so(const std::string& name) const {
    return name == options_.start_at_task || modules::matches_glob(name, options_.start_at_task);
}

}  // namespace interpreter

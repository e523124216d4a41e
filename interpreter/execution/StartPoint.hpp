#pragma once

#include "interpreter/execution/RunOptions.hpp"
#include "interpreter/playbook/Element.hpp"

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace interpreter {

/// `--start-at-task`: what stands before the first task that is called so (a pattern; "role : name" too) does
/// not run, tasks that `--tags` leave out aside. Plays without such a task do not run at all until one has
/// it; from then on everything runs, further batches of that play included, as in Ansible. From any thread.
class StartPoint {
  public:
    explicit StartPoint(const RunOptions& options)
        : options_(options), found_(options.start_at_task.empty()) {}

    /// A batch of the play begins. False: nothing of it runs, facts included.
    [[nodiscard]] bool begin(const Play& play);
    [[nodiscard]] bool is_skipped(const Task& task);
    /// The first task of these, those inside blocks too: what belongs to the whole of them runs with it.
    [[nodiscard]] bool is_skipped(const std::vector<BlockItem>& items);
    [[nodiscard]] bool is_skipped(const BlockItem& item);
    /// Plays may run beside each other: the first in the file that has the task is the one to start in.
    void choose_in(const std::vector<const Play*>& plays);

  private:
    struct Before {
        std::set<const Task*> tasks;
        bool is_found = false;
    };
    [[nodiscard]] Before look_in(const Play& play) const;
    void collect(const std::vector<BlockItem>& items, Before& before) const;
    [[nodiscard]] bool is_start(const Task& task) const;
    [[nodiscard]] bool is_called_so(const std::string& name) const;

    const RunOptions& options_;
    std::mutex mutex_;
    bool found_;
    const Play* start_ = nullptr;
    std::set<const Task*> skipped_;
    /// Of plays that may run beside each other, those before the one to start in.
    std::set<const Play*> left_out_;
};

}  // namespace interpreter

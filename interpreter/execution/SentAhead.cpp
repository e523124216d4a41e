#include "interpreter/execution/SentAhead.hpp"

#include "interpreter/execution/TaskRunner.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace interpreter {

namespace {

constexpr std::chrono::milliseconds most_time{250};
constexpr std::size_t most_items = 32;

// Each item sees the facts that those before it set.
constexpr std::array<std::string_view, 5> modules_that_set_facts{"getent", "hostname", "package_facts", "service_facts",
                                                                "setup"};

bool may_send(const Task& task) {
    if (find_action(task.action) != nullptr || !task.own_module.empty()) return false;
    if (std::find(modules_that_set_facts.begin(), modules_that_set_facts.end(), task.action) !=
        modules_that_set_facts.end())
        return false;
    for (const char* keyword : {"until", "delegate_to", "async"})
        if (task.find(keyword) != nullptr) return false;
    const Written* control = task.own("loop_control");
    return control == nullptr || !control->value.get("pause");
}

}  // namespace

SentAhead::SentAhead(const TaskRunner& tasks, PlayVariables& variables, const Task& task, const TaskLabel& label,
                     HostState& host, const List& items)
    : tasks_(tasks), variables_(variables), task_(task), label_(label), host_(host), items_(items),
      // What a program prints while it runs would be shown before the result of the item before it.
      possible_(may_send(task) && !variables.run().options.live_output), lookups_before_(lookups_of_this_thread()) {}

std::unique_ptr<SentAhead::Item> SentAhead::take(std::size_t index) {
    if (on_their_way_.empty() || on_their_way_.front().first != index) return nullptr;
    std::unique_ptr<Item> item = std::move(on_their_way_.front().second);
    on_their_way_.pop_front();
    return item;
}

void SentAhead::note(std::chrono::steady_clock::duration time) {
    // A lookup asks the world, which an item may have changed.
    possible_ = possible_ && lookups_of_this_thread() == lookups_before_;
    most_ = std::min<std::size_t>(most_items, most_time / std::max<std::chrono::steady_clock::duration>(
                                                              time, std::chrono::microseconds(1)));
}

void SentAhead::fill(std::size_t index, const Evaluation& outer) {
    if (waits_for_turn_ && index > *waits_for_turn_) waits_for_turn_.reset();
    next_ = std::max(next_, index);
    // The first goes alone: its time is the pace, and it tells whether lookups are made.
    while (possible_ && index > 0 && !waits_for_turn_ && next_ < items_.size() && on_their_way_.size() < most_) {
        std::unique_ptr<Item> item = sent(next_, outer);
        if (!item)
            waits_for_turn_ = next_;
        else
            on_their_way_.emplace_back(next_++, std::move(item));
    }
}

const TaskCall* SentAhead::last_sent() const {
    for (auto entry = on_their_way_.rbegin(); entry != on_their_way_.rend(); ++entry)
        if (entry->second->call) return &*entry->second->call;
    return nullptr;
}

// Nothing where it must wait for its turn: it is then evaluated again, and any mistake is told in its place.
std::unique_ptr<SentAhead::Item> SentAhead::sent(std::size_t index, const Evaluation& outer) {
    auto item = std::make_unique<Item>(outer.scope, outer.surroundings, outer.search_path);
    const std::uint64_t lookups = lookups_of_this_thread();
    try {
        TaskRunner::set_item(item->scope, task_, item->evaluation, items_, index);
        const bool wanted = tasks_.wanted(task_, item->evaluation, nullptr);
        if (lookups != lookups_of_this_thread()) return nullptr;
        if (!wanted) return item;
        item->call.emplace(variables_, task_, label_, host_, item->evaluation);
        const TaskCall::Sending sending = item->call->send(last_sent());
        possible_ = possible_ && sending != TaskCall::Sending::never;
        return sending == TaskCall::Sending::sent ? std::move(item) : nullptr;
    } catch (const DiagnosticError&) {
        return nullptr;
    } catch (const modules::Failure&) {
        return nullptr;
    } catch (const modules::WrongKind&) {
        return nullptr;
    } catch (const HostUnreachable&) {
        return nullptr;
    }
}

}  // namespace interpreter

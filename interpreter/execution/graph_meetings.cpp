// The part of GraphSection that lets the hosts of a batch meet at a task that only one of them does (run_once).

#include "interpreter/execution/GraphBranch.hpp"

#include <algorithm>
#include <tuple>

namespace interpreter {

std::optional<Company::Met> GraphSection::meet(Branch& branch, const Task& task,
                                               const std::function<Company::Met()>& work) {
    std::unique_lock lock(mutex_);
    // Tasks of dynamic includes are read by each host for itself, so it is the place that is the same.
    const Position& place = task.position;
    const std::size_t turn = branch.meetings_at[{place.file, place.line, place.column}]++;
    const auto known = std::find_if(meetings_.begin(), meetings_.end(), [&](const Meeting& meeting) {
        return meeting.vertex == branch.vertex && meeting.position == place && meeting.turn == turn &&
               meeting.worker == nullptr;
    });
    Meeting& meeting =
        known != meetings_.end() ? *known : meetings_.emplace_back(Meeting{branch.vertex, place, turn});
    meeting.arrived.push_back(&branch);
    branch.stage = Branch::Stage::meeting;
    leave_lane(branch);
    settle_meetings(branch.vertex);
    start_what_may();
    changed_.wait(lock, [&] { return branch.stage == Branch::Stage::working; });
    if (meeting.worker != &branch) {
        if (!meeting.result) throw Interrupted();
        Company::Met told = *meeting.result;
        told.did_it = false;
        return told;
    }
    lock.unlock();
    std::optional<Company::Met> result;
    std::exception_ptr error;
    try {
        result = work();
    } catch (const std::exception&) {
        error = std::current_exception();
    }
    lock.lock();
    meeting.result = result;
    for (Branch* other : meeting.arrived)
        if (other != &branch) make_ready(*other);
    start_what_may();
    if (error) std::rethrow_exception(error);
    return result;
}

bool GraphSection::reads_of_hosts(const Task& task, const HostState& state) {
    const Position& place = task.position;
    const std::tuple key(place.file, place.line, place.column);
    {
        const std::lock_guard lock(mutex_);
        const auto known = reads_of_hosts_.find(key);
        if (known != reads_of_hosts_.end()) return known->second;
    }
    bool reads = false;
    try {
        reads = run_.data.reads_of_hosts(task, run_.variables.scope(state, task));
    } catch (const DiagnosticError&) {
        // The task itself will say what is wrong with its variables.
    }
    const std::lock_guard lock(mutex_);
    return reads_of_hosts_.emplace(key, reads).first->second;
}

void GraphSection::Branch::wait_for_others(const Task& task, const HostState& state_now) {
    if (section_.run_.hosts.size() < 2 || !section_.reads_of_hosts(task, state_now)) return;
    static_cast<void>(section_.meet(*this, task, [] { return Met(); }));
}

// A meeting begins when every host that still can has come. Where all wait, some for what others will never come to
// (a host took another way through rescue or an include), the task that stands first is done by those who are there.
void GraphSection::settle_meetings(std::size_t vertex) {
    const std::size_t hosts = run_.hosts.size();
    Branches living;
    for (std::size_t host = 0; host < hosts; ++host)
        if (at(vertex, host).stage != Branch::Stage::over) living.push_back(&at(vertex, host));
    const bool all_wait = std::all_of(living.begin(), living.end(), [](const Branch* branch) {
        return branch->stage == Branch::Stage::meeting;
    });
    const auto begin = [this](Meeting& meeting) {
        meeting.worker = *std::min_element(meeting.arrived.begin(), meeting.arrived.end(),
                                           [](const Branch* left, const Branch* right) { return left->host < right->host; });
        make_ready(*meeting.worker);
    };
    Meeting* first = nullptr;
    for (Meeting& meeting : meetings_) {
        if (meeting.vertex != vertex || meeting.worker != nullptr) continue;
        const bool complete = std::all_of(living.begin(), living.end(), [&](const Branch* branch) {
            return std::find(meeting.arrived.begin(), meeting.arrived.end(), branch) != meeting.arrived.end();
        });
        if (complete) return begin(meeting);
        const auto rank = [](const Meeting& one) {
            return std::tuple(one.position.file, one.position.line, one.turn);
        };
        if (first == nullptr || rank(meeting) < rank(*first)) first = &meeting;
    }
    if (all_wait && first != nullptr) begin(*first);
}

}  // namespace interpreter

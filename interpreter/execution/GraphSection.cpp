#include "interpreter/execution/GraphSection.hpp"

#include "interpreter/execution/GraphBranch.hpp"
#include "interpreter/inventory/HostPattern.hpp"

#include <algorithm>

namespace interpreter {

namespace {

// Lanes of one host have numbers of their own in the agent; the first is that of every other strategy.
std::size_t lane_number(const HostState& host, std::size_t lane) { return host.index() + (lane << 32U); }

}  // namespace

GraphSection::GraphSection(GraphRun& run, PlaySection section)
    : run_(run), shared_(run.variables.run()), section_(section),
      lanes_(run.hosts.size(), shared_.options.forks, shared_.options.lanes), host_ended_(run.hosts.size(), false) {}

GraphSection::~GraphSection() = default;

GraphSection::Branch& GraphSection::at(std::size_t vertex, std::size_t host) {
    return *branches_[place_of_.at(vertex) * run_.hosts.size() + host];
}

void GraphSection::execute() {
    {
        std::unique_lock lock(mutex_);
        prepare();
        for (const std::unique_ptr<Branch>& branch : branches_)
            if (branch->stage == Branch::Stage::waiting && branch->unfinished_before == 0) make_ready(*branch);
        start_what_may();
        changed_.wait(lock, [this] { return unfinished_ == 0; });
    }
    for (const std::unique_ptr<Branch>& branch : branches_)
        if (branch->thread.joinable()) branch->thread.join();
    conclude();
    if (error_) std::rethrow_exception(error_);
    if (interrupted_) throw Interrupted();
}

void GraphSection::prepare() {
    Diagnostics cycles;
    for (const std::size_t vertex : run_.graph.graph().order(cycles)) {
        const PlayVertex& what = run_.graph.vertex(vertex);
        if (what.kind != PlayVertex::Kind::work || what.section != section_) continue;
        place_of_[vertex] = vertices_.size();
        vertices_.push_back(vertex);
    }
    for (const std::size_t vertex : vertices_)
        for (std::size_t host = 0; host < run_.hosts.size(); ++host)
            branches_.push_back(std::make_unique<Branch>(*this, vertex, branches_.size(), host));
    unfinished_ = branches_.size();
    for (HostState* host : run_.hosts)
        known_before_.push_back(std::make_unique<HostState>(*host, host->index(), *host, Learned{}, nullptr));
    const auto join = [](Branch& before, Branch& after) {
        before.after.push_back(&after);
        after.before.push_back(&before);
        ++after.unfinished_before;
    };
    for (const PlayEdge& drawn : run_.graph.edges()) {
        const Edge& edge = drawn.edge;
        if (!place_of_.contains(edge.before) || !place_of_.contains(edge.after)) continue;
        const std::vector<std::size_t> sources = hosts_named(drawn, run_);
        for (std::size_t host = 0; host < run_.hosts.size(); ++host) {
            if (!drawn.from_hosts) join(at(edge.before, host), at(edge.after, host));
            for (const std::size_t source : sources) join(at(edge.before, source), at(edge.after, host));
        }
    }
    for (const std::unique_ptr<Branch>& branch : branches_) {
        if (run_.hosts[branch->host]->standing == Standing::active) continue;
        const std::optional<TaskLabel>& because_of = run_.lost_at[branch->host];
        if (because_of)
            block(*branch, *because_of);
        else
            drop(*branch);
    }
}

std::vector<std::size_t> hosts_named(const PlayEdge& edge, const GraphRun& run) {
    std::vector<std::size_t> numbers;
    if (!edge.from_hosts) return numbers;
    Diagnostics ignored;
    const std::vector<const Host*> matched =
        HostPattern(*edge.from_hosts, edge.edge.position).match(run.variables.run().inventory, ignored);
    for (std::size_t number = 0; number < run.hosts.size(); ++number)
        if (std::find(matched.begin(), matched.end(), &run.hosts[number]->host()) != matched.end())
            numbers.push_back(number);
    return numbers;
}

void GraphSection::make_ready(Branch& branch) {
    branch.stage = Branch::Stage::in_line;
    line_.emplace(branch.place, &branch);
}

void GraphSection::start_what_may() {
    interrupted_ = interrupted_ || shared_.interrupt.requested();
    if (stopping_ || interrupted_) drop_all_that_wait();
    for (auto next = line_.begin(); next != line_.end();) {
        Branch& branch = *next->second;
        branch.lane = lanes_.take(branch.host);
        if (branch.lane) {
            next = line_.erase(next);
            start(branch);
        } else {
            ++next;
        }
    }
}

void GraphSection::start(Branch& branch) {
    branch.stage = Branch::Stage::working;
    branch.working_since = WorkTimes::Clock::now();
    if (branch.thread.joinable()) return changed_.notify_all();
    HostState& host = *run_.hosts[branch.host];
    const auto beside = [this, vertex = branch.vertex](const Host& other) -> const HostState* {
        const std::lock_guard lock(mutex_);
        for (std::size_t number = 0; number < run_.hosts.size(); ++number)
            if (&run_.hosts[number]->host() == &other) return at(vertex, number).state.get();
        return nullptr;
    };
    branch.state = std::make_unique<HostState>(host, lane_number(host, *branch.lane), *known_before_[branch.host],
                                               learned_before(branch), beside);
    tell_play_hosts(branch.vertex, *branch.state);
    branch.walk = std::make_unique<PlayRunner>(run_.variables, run_.play, Hosts{branch.state.get()}, &branch);
    branch.thread = std::thread([this, &branch] { work(branch); });
}

// In an order that keeps every edge, so that what came later wins.
Learned GraphSection::learned_before(const Branch& branch) const {
    std::map<std::size_t, const Branch*> found;
    Branches open(branch.before);
    while (!open.empty()) {
        const Branch* next = open.back();
        open.pop_back();
        if (!found.emplace(next->place, next).second) continue;
        open.insert(open.end(), next->before.begin(), next->before.end());
    }
    Learned learned;
    for (const auto& [place, before] : found)
        if (before->host == branch.host && before->state) learned.add(before->state->learned());
    return learned;
}

void GraphSection::leave_lane(Branch& branch) {
    run_.times.add(branch.vertex, branch.host, branch.working_since, WorkTimes::Clock::now());
    lanes_.give_back(branch.host, *branch.lane);
    branch.lane.reset();
}

void GraphSection::work(Branch& branch) {
    std::exception_ptr error;
    bool interrupted = false;
    try {
        branch.walk->run_vertex(run_.graph.vertex(branch.vertex));
        const bool alive = branch.state->standing == Standing::active && branch.goes_on();
        if (alive && run_.graph.has_dependents(branch.vertex)) branch.walk->flush_handlers();
    } catch (const Interrupted&) {
        interrupted = true;
    } catch (const std::exception&) {
        // Ends the whole run, on the thread that waits for this section.
        error = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    interrupted_ = interrupted_ || interrupted;
    if (error && !error_) error_ = error;
    stopping_ = stopping_ || error != nullptr;
    end(branch);
    start_what_may();
    changed_.notify_all();
}

void GraphSection::end(Branch& branch) {
    leave_lane(branch);
    branch.stage = Branch::Stage::over;
    --unfinished_;
    run_.hosts[branch.host]->counters.add(branch.state->counters);
    if (branch.state->is_lost()) {
        const TaskLabel* lost_at = branch.walk->lost_at(*branch.state);
        const TaskLabel because_of = lost_at != nullptr ? *lost_at : TaskLabel{};
        hosts_lost_.insert(branch.host);
        if (!run_.lost_at[branch.host]) run_.lost_at[branch.host] = because_of;
        leave_out(branch);
        block_after(branch, because_of);
    } else if (!stopping_ && !interrupted_ && !host_ended_[branch.host]) {
        for (Branch* after : branch.after)
            if (--after->unfinished_before == 0 && after->stage == Branch::Stage::waiting) make_ready(*after);
    }
    settle_meetings(branch.vertex);
}

void GraphSection::block_after(const Branch& branch, const TaskLabel& because_of) {
    std::map<std::size_t, Branch*> found;
    Branches open(branch.after);
    if (branch.state->standing == Standing::unreachable)
        for (const std::unique_ptr<Branch>& other : branches_)
            if (other->host == branch.host && !other->thread.joinable()) open.push_back(other.get());
    while (!open.empty()) {
        Branch* next = open.back();
        open.pop_back();
        if (found.emplace(next->place, next).second)
            open.insert(open.end(), next->after.begin(), next->after.end());
    }
    for (const auto& [place, after] : found) block(*after, because_of);
}

void GraphSection::block(Branch& branch, const TaskLabel& because_of) {
    if (branch.stage == Branch::Stage::over || branch.thread.joinable()) return;
    ++run_.hosts[branch.host]->counters.blocked;
    shared_.reporter.blocked(run_.graph.name(branch.vertex), run_.hosts[branch.host]->name(), because_of);
    leave_out(branch);
    drop(branch);
}

void GraphSection::leave_out(const Branch& branch) {
    left_out_[branch.vertex].insert(branch.host);
    for (std::size_t host = 0; host < run_.hosts.size(); ++host)
        if (HostState* other = at(branch.vertex, host).state.get()) tell_play_hosts(branch.vertex, *other);
}

void GraphSection::tell_play_hosts(std::size_t vertex, HostState& state) const {
    const auto out = left_out_.find(vertex);
    if (out == left_out_.end()) return;
    Hosts still;
    for (std::size_t host = 0; host < run_.hosts.size(); ++host)
        if (run_.hosts[host]->standing == Standing::active && !out->second.contains(host)) still.push_back(run_.hosts[host]);
    state.see_play_hosts(run_.variables.play_hosts(run_.hosts, still));
}

void GraphSection::drop(Branch& branch) {
    if (branch.stage == Branch::Stage::over || branch.thread.joinable()) return;
    line_.erase(branch.place);
    branch.stage = Branch::Stage::over;
    --unfinished_;
    settle_meetings(branch.vertex);
}

void GraphSection::drop_all_that_wait() {
    for (const std::unique_ptr<Branch>& branch : branches_) {
        if (stopped_because_ && !interrupted_)
            block(*branch, *stopped_because_);
        else
            drop(*branch);
    }
}

void GraphSection::conclude() {
    for (const std::unique_ptr<Branch>& branch : branches_) {
        if (!branch->state) continue;
        HostState& host = *run_.hosts[branch->host];
        // Vertices beside each other told the host in the order of time; what counts is that of the graph.
        const Learned learned = branch->state->learned();
        if (!learned.facts.empty()) host.add_facts(learned.facts);
        if (!learned.include_vars.empty()) host.set(Layer::include_vars, learned.include_vars);
        if (!learned.set_facts.empty()) host.set(Layer::set_facts, learned.set_facts);
        const Standing standing = branch->state->standing;
        if (standing == Standing::unreachable || (standing == Standing::failed && !host.is_lost()) ||
            (standing == Standing::ended && host.standing == Standing::active))
            host.standing = standing;
    }
    if (!stopping_ || error_) return;
    for (std::size_t number = 0; number < run_.hosts.size(); ++number) {
        HostState& host = *run_.hosts[number];
        if (host.standing != Standing::active) continue;
        host.standing = stopped_because_ ? Standing::failed : Standing::ended;
        if (stopped_because_) run_.lost_at[number] = stopped_because_;
    }
}

void GraphSection::hand_over_handlers(HandlerQueue& handlers) {
    for (const std::unique_ptr<Branch>& branch : branches_) {
        if (!branch->walk) continue;
        HandlerQueue& own = branch->walk->handlers();
        for (std::size_t index = 0; index < own.size(); ++index)
            if (!own.take(index).empty()) handlers.notify(own.handler(index), *run_.hosts[branch->host]);
    }
}

bool GraphSection::Branch::goes_on() {
    const std::lock_guard lock(section_.mutex_);
    return !section_.stopping_ && !section_.interrupted_ && !section_.host_ended_[host];
}

double GraphSection::Branch::lose_host() {
    const std::lock_guard lock(section_.mutex_);
    section_.hosts_lost_.insert(host);
    const Hosts& hosts = section_.run_.hosts;
    std::size_t lost = 0;
    for (std::size_t number = 0; number < hosts.size(); ++number)
        if (section_.hosts_lost_.contains(number) || hosts[number]->is_lost()) ++lost;
    return 100.0 * static_cast<double>(lost) / static_cast<double>(hosts.size());
}

void GraphSection::Branch::stop_all(const TaskLabel& because_of) {
    const std::lock_guard lock(section_.mutex_);
    if (section_.stopping_) return;
    section_.stopping_ = true;
    section_.stopped_because_ = because_of;
}

void GraphSection::Branch::end_host() {
    const std::lock_guard lock(section_.mutex_);
    section_.host_ended_[host] = true;
    for (const std::unique_ptr<Branch>& other : section_.branches_)
        if (other->host == host) section_.drop(*other);
}

void GraphSection::Branch::end_play() {
    const std::lock_guard lock(section_.mutex_);
    section_.stopping_ = true;
}

}  // namespace interpreter

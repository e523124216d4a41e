#include "interpreter/execution/PlaysAtOnce.hpp"

#include <algorithm>
#include <thread>

namespace interpreter {

namespace {

// Lanes of a play beside others; those of its vertices stand in the bits below.
constexpr unsigned track_shift = 48;

TaskGraph sound_graph(const Plays& plays) {
    Diagnostics findings;
    TaskGraph graph = graph_of_plays(plays, findings);
    for (const Diagnostic& finding : findings.all())
        if (finding.severity == Severity::error) throw DiagnosticError(finding);
    return graph;
}

}  // namespace

struct PlaysAtOnce::Part {
    enum class Stage { waiting, working, over };

    const Play* play = nullptr;
    std::size_t number = 0;
    Stage stage = Stage::waiting;
    std::vector<Part*> before;
    /// All that come before it, directly or not, in an order that keeps every edge.
    std::vector<Part*> ancestors;
    /// There is a play that comes neither before nor after it.
    bool beside_others = false;
    Variables prompted;
    std::size_t track = 0;
    std::thread thread;
    /// By the host's name.
    std::map<std::string, std::unique_ptr<HostState>> views;
    /// Hosts that are lost when it is over, those among them that were lost before it.
    std::map<std::string, TaskLabel> lost;
    /// It, or a play before it, broke the run.
    std::optional<TaskLabel> broken;
    WorkTimes::Clock::time_point began;
    WorkTimes::Clock::time_point ended;
};

PlaysAtOnce::PlaysAtOnce(Run& run, const Plays& plays)
    : run_(run), graph_(sound_graph(plays)), tracks_(std::min(run.options.lanes, plays.size()), false) {
    for (const std::unique_ptr<Play>& play : plays) {
        parts_.push_back(std::make_unique<Part>());
        parts_.back()->play = play.get();
        parts_.back()->number = parts_.size() - 1;
    }
    std::vector<std::size_t> related(parts_.size(), 1);
    Diagnostics cycles;
    for (const std::size_t number : graph_.order(cycles)) {
        Part& part = *parts_[number];
        for (const std::size_t before : graph_.before(number))
            part.before.push_back(parts_[before].get());
        for (const std::size_t after : graph_.descendants(number)) {
            parts_[after]->ancestors.push_back(&part);
            ++related[after];
            ++related[number];
        }
    }
    for (const std::unique_ptr<Part>& part : parts_)
        part->beside_others = related[part->number] < parts_.size();
}

PlaysAtOnce::~PlaysAtOnce() = default;

void PlaysAtOnce::run() {
    std::vector<const Play*> plays;
    for (const std::unique_ptr<Part>& part : parts_)
        plays.push_back(part->play);
    run_.start.choose_in(plays);
    // Nobody answers questions between the lines of other plays.
    for (const std::unique_ptr<Part>& part : parts_)
        part->prompted = prompted_for(run_, *part->play);
    {
        std::unique_lock lock(mutex_);
        start_what_may();
        changed_.wait(lock, [this] { return at_work_ == 0; });
    }
    for (const std::unique_ptr<Part>& part : parts_)
        if (part->thread.joinable()) part->thread.join();
    tell_hosts();
    if (error_) std::rethrow_exception(error_);
    if (interrupted_) throw Interrupted();
    tell_times();
}

void PlaysAtOnce::start_what_may() {
    interrupted_ = interrupted_ || run_.interrupt.requested();
    if (interrupted_ || error_) return;
    for (const std::unique_ptr<Part>& part : parts_) {
        const bool is_ready = part->stage == Part::Stage::waiting &&
                              std::all_of(part->before.begin(), part->before.end(), [](const Part* before) {
                                  return before->stage == Part::Stage::over;
                              });
        if (is_ready && at_work_ < tracks_.size()) start(*part);
    }
}

void PlaysAtOnce::start(Part& part) {
    const auto track = std::find(tracks_.begin(), tracks_.end(), false);
    part.track = static_cast<std::size_t>(track - tracks_.begin());
    *track = true;
    ++at_work_;
    part.stage = Part::Stage::working;
    part.began = WorkTimes::Clock::now();
    inherit_losses(part);
    part.thread = std::thread([this, &part] { work(part); });
}

void PlaysAtOnce::inherit_losses(Part& part) const {
    for (const Part* before : part.before) {
        part.lost.insert(before->lost.begin(), before->lost.end());
        if (!part.broken) part.broken = before->broken;
    }
    part.lost.insert(unreachable_.begin(), unreachable_.end());
}

void PlaysAtOnce::work(Part& part) {
    PlayTurn turn(run_, *part.play, part.prompted);
    if (part.beside_others) turn.say_name();
    turn.beside_others([this, &part](const Host& host) -> HostState& { return view(part, host); },
                       [this, &part](const std::string& name, const std::vector<HostState*>& hosts) {
                           block_lost(part, name, hosts);
                       });
    std::exception_ptr error;
    bool interrupted = false;
    try {
        turn.take();
    } catch (const Interrupted&) {
        interrupted = true;
    } catch (const std::exception&) {
        // Ends the whole run, on the thread that waits for the plays.
        error = std::current_exception();
        run_.broken_off = true;
    }
    const std::lock_guard lock(mutex_);
    interrupted_ = interrupted_ || interrupted;
    if (error && !error_) error_ = error;
    end(part, turn);
    start_what_may();
    changed_.notify_all();
}

HostState& PlaysAtOnce::view(Part& part, const Host& host) {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<HostState>& view = part.views[host.name];
    if (view) {
        // The inventory may have been read anew.
        if (&view->host() != &host) view->stand_for(host);
        return *view;
    }
    HostState& state = run_.state(host);
    std::unique_ptr<HostState>& known = known_before_[host.name];
    if (!known) known = std::make_unique<HostState>(state, state.index(), state, Learned{}, nullptr);
    view = std::make_unique<HostState>(state, state.index() + (part.track << track_shift), *known,
                                       learned_before(part, host.name), nullptr);
    return *view;
}

Learned PlaysAtOnce::learned_before(const Part& part, const std::string& host) const {
    Learned learned;
    for (const Part* before : part.ancestors) {
        const auto view = before->views.find(host);
        if (view != before->views.end()) learned.add(view->second->learned());
    }
    return learned;
}

void PlaysAtOnce::block_lost(Part& part, const std::string& name, const std::vector<HostState*>& hosts) {
    for (HostState* host : hosts) {
        const auto lost = part.lost.find(host->name());
        const bool is_blocked = part.broken || lost != part.lost.end();
        if (!is_blocked) continue;
        host->standing = Standing::failed;
        ++host->counters.blocked;
        run_.reporter.blocked("play '" + name + "'", host->name(),
                              lost != part.lost.end() ? lost->second : *part.broken);
    }
}

void PlaysAtOnce::end(Part& part, const PlayTurn& turn) {
    part.ended = WorkTimes::Clock::now();
    part.stage = Part::Stage::over;
    tracks_[part.track] = false;
    --at_work_;
    // Where one failure ends the play for all, the others were at no task.
    const TaskLabel* cause = part.broken ? &*part.broken : nullptr;
    for (const HostState* host : turn.hosts())
        if (cause == nullptr) cause = turn.lost_at(*host);
    for (const HostState* host : turn.hosts()) {
        if (!host->is_lost()) {
            // meta: clear_host_errors gave it back.
            if (part.lost.erase(host->name()) > 0) unreachable_.erase(host->name());
            continue;
        }
        const TaskLabel* at = turn.lost_at(*host);
        if (at == nullptr) at = cause;
        const TaskLabel because_of = at != nullptr ? *at : TaskLabel{};
        part.lost.emplace(host->name(), because_of);
        if (host->standing == Standing::unreachable) unreachable_.emplace(host->name(), because_of);
    }
    if (turn.breaks_run() && !part.broken) part.broken = cause != nullptr ? *cause : TaskLabel{};
    for (const auto& [name, view] : part.views)
        run_.state(view->host()).counters.add(view->counters);
}

void PlaysAtOnce::tell_hosts() {
    for (const std::unique_ptr<Part>& part : parts_) {
        for (const auto& [name, view] : part->views) {
            HostState& host = run_.state(view->host());
            if (view->is_lost()) host.standing = view->standing;
            // Plays beside each other told the host in the order of time; what counts is that of the file.
            const Learned learned = view->learned();
            if (!learned.include_vars.empty()) host.set(Layer::include_vars, learned.include_vars);
            if (!learned.set_facts.empty()) host.set(Layer::set_facts, learned.set_facts);
        }
    }
}

void PlaysAtOnce::tell_times() {
    GraphTimes times;
    std::vector<double> weights;
    const auto seconds = [](WorkTimes::Clock::duration time) {
        return std::chrono::duration<double>(time).count();
    };
    WorkTimes::Clock::time_point first = WorkTimes::Clock::time_point::max();
    WorkTimes::Clock::time_point last = WorkTimes::Clock::time_point::min();
    for (const std::unique_ptr<Part>& part : parts_) {
        weights.push_back(seconds(part->ended - part->began));
        times.work.emplace_back(graph_.name(times.work.size()), weights.back());
        first = std::min(first, part->began);
        last = std::max(last, part->ended);
    }
    times.wall = seconds(last - first);
    for (const std::size_t play : graph_.critical_path(weights))
        if (weights[play] >= shortest_shown)
            times.critical_path.emplace_back(graph_.name(play), weights[play]);
    run_.reporter.graph_finished(times);
}

}  // namespace interpreter

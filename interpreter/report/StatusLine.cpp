#include "interpreter/report/StatusLine.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace interpreter {

namespace {

constexpr std::chrono::milliseconds between_draws{500};

// "7s", "2m05s", "1h02m".
std::string short_time(double seconds) {
    const auto whole = static_cast<long>(std::max(seconds, 0.0));
    if (whole < 60) return fmt::format("{}s", whole);
    if (whole < 3600) return fmt::format("{}m{:02}s", whole / 60, whole % 60);
    return fmt::format("{}h{:02}m", whole / 3600, whole / 60 % 60);
}

// So many columns at most; a character of several bytes is never cut in two.
std::string cut(const std::string& text, std::size_t width) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && ++columns > width) return text.substr(0, at);
    }
    return text;
}

}  // namespace

StatusLine::StatusLine(StatusScreen& screen, const SecretMask& mask, std::size_t known, int width, Clock clock)
    : screen_(screen), mask_(mask), known_(known), width_(width), clock_(std::move(clock)),
      drawer_([this] { draw_again_and_again(); }) {}

StatusLine::~StatusLine() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    ending_.notify_all();
    drawer_.join();
    screen_.clear();
}

void StatusLine::task_started(const TaskLabel& task) {
    const std::lock_guard lock(mutex_);
    known_ = std::max(known_, ++started_);
    hosts_done_ = 0;
    task_ = task.full_title();
}

void StatusLine::host_started(const TaskLabel& task, const std::string& host) {
    const std::lock_guard lock(mutex_);
    running_.insert_or_assign({host, task.full_title()}, clock_());
}

void StatusLine::task_finished(const TaskLabel& task, const std::string& host, const Outcome&) {
    const std::lock_guard lock(mutex_);
    running_.erase({host, task.full_title()});
    ++hosts_done_;
}

void StatusLine::finished(const std::vector<HostCounters>&) {
    const std::lock_guard lock(mutex_);
    running_.clear();
    started_ = 0;
}

std::string StatusLine::text() const {
    const std::lock_guard lock(mutex_);
    if (running_.empty()) return {};
    std::vector<std::pair<Moment, std::string>> waiting;
    for (const auto& [who, since] : running_) waiting.emplace_back(since, who.first);
    std::sort(waiting.begin(), waiting.end());
    std::string hosts;
    constexpr std::size_t most_shown = 4;
    for (std::size_t index = 0; index < std::min(waiting.size(), most_shown); ++index)
        hosts += fmt::format("{}{} {}", hosts.empty() ? "" : ", ", waiting[index].second,
                             short_time(seconds_between(waiting[index].first, clock_())));
    if (waiting.size() > most_shown) hosts += fmt::format(", {} more", waiting.size() - most_shown);
    return cut(mask_.masked(fmt::format("[{}/{}] {} | done on {} of {} | {}", started_, known_, task_, hosts_done_,
                                        hosts_done_ + waiting.size(), hosts)),
               static_cast<std::size_t>(width_));
}

void StatusLine::draw_again_and_again() {
    std::unique_lock lock(mutex_);
    while (!ending_.wait_for(lock, between_draws, [this] { return ended_; })) {
        lock.unlock();
        const std::string now = text();
        if (now.empty())
            screen_.clear();
        else
            screen_.draw(now);
        lock.lock();
    }
}

}  // namespace interpreter

#include "interpreter/execution/WorkTimes.hpp"

#include <algorithm>

namespace interpreter {

namespace {

double seconds(WorkTimes::Clock::duration time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

void WorkTimes::add(std::size_t vertex, std::size_t host, Clock::time_point from, Clock::time_point to) {
    spans_[vertex * hosts_ + host].push_back({from, to});
}

double WorkTimes::of(std::size_t vertex, std::size_t host) const {
    double sum = 0;
    for (const Span& span : spans_[vertex * hosts_ + host]) sum += seconds(span.to - span.from);
    return sum;
}

double WorkTimes::of(std::size_t vertex) const {
    std::vector<Span> spans;
    for (std::size_t host = 0; host < hosts_; ++host) {
        const std::vector<Span>& more = spans_[vertex * hosts_ + host];
        spans.insert(spans.end(), more.begin(), more.end());
    }
    std::sort(spans.begin(), spans.end(), [](const Span& left, const Span& right) { return left.from < right.from; });
    double sum = 0;
    Clock::time_point counted = Clock::time_point::min();
    for (const Span& span : spans) {
        if (span.to <= counted) continue;
        sum += seconds(span.to - std::max(span.from, counted));
        counted = span.to;
    }
    return sum;
}

double WorkTimes::wall() const {
    Clock::time_point first = Clock::time_point::max();
    Clock::time_point last = Clock::time_point::min();
    for (const std::vector<Span>& spans : spans_) {
        for (const Span& span : spans) {
            first = std::min(first, span.from);
            last = std::max(last, span.to);
        }
    }
    return first < last ? seconds(last - first) : 0;
}

}  // namespace interpreter

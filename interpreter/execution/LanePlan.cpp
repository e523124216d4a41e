#include "interpreter/execution/LanePlan.hpp"

#include <algorithm>

namespace interpreter {

LanePlan::LanePlan(std::size_t hosts, std::size_t most_hosts, std::size_t most_lanes)
    : most_hosts_(most_hosts), taken_(hosts, std::vector<bool>(most_lanes, false)), count_(hosts, 0) {}

std::optional<std::size_t> LanePlan::take(std::size_t host) {
    if (count_[host] == 0 && at_work_ == most_hosts_) return std::nullopt;
    std::vector<bool>& lanes = taken_[host];
    const auto free = std::find(lanes.begin(), lanes.end(), false);
    if (free == lanes.end()) return std::nullopt;
    *free = true;
    if (count_[host]++ == 0) ++at_work_;
    return static_cast<std::size_t>(free - lanes.begin());
}

void LanePlan::give_back(std::size_t host, std::size_t lane) {
    taken_[host][lane] = false;
    if (--count_[host] == 0) --at_work_;
}

}  // namespace interpreter

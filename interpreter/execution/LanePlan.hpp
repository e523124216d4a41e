#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace interpreter {

/// Who may work: a limited number of hosts at once, and on each a limited number of vertices, which each have a lane
/// of their own there. Numbers of lanes are used again. Not for several threads at once.
class LanePlan {
  public:
    LanePlan(std::size_t hosts, std::size_t most_hosts, std::size_t most_lanes);

    /// A lane on that host; nothing when there is none to be had now.
    std::optional<std::size_t> take(std::size_t host);
    void give_back(std::size_t host, std::size_t lane);

  private:
    std::size_t most_hosts_;
    std::size_t at_work_ = 0;
    /// Of each host, which lanes are taken.
    std::vector<std::vector<bool>> taken_;
    std::vector<std::size_t> count_;
};

}  // namespace interpreter

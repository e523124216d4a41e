#pragma once

#include "interpreter/execution/GraphSection.hpp"

#include <tuple>

namespace interpreter {

/// One vertex on one host.
class GraphSection::Branch final : public Company {
  public:
    enum class Stage { waiting, in_line, working, meeting, over };

    Branch(GraphSection& section, std::size_t branch_vertex, std::size_t branch_place, std::size_t branch_host)
        : vertex(branch_vertex), place(branch_place), host(branch_host), section_(section) {}

    bool goes_on() override;
    std::optional<Met> meet(const Task& task, const std::function<Met()>& work) override {
        return section_.meet(*this, task, work);
    }
    void wait_for_others(const Task& task, const HostState& state_now) override;
    double lose_host() override;
    void stop_all(const TaskLabel& because_of) override;
    void end_host() override;
    void end_play() override;

    /// In the play's graph.
    const std::size_t vertex;
    /// In the section: the lower comes first.
    const std::size_t place;
    /// In the batch.
    const std::size_t host;
    Stage stage = Stage::waiting;
    Branches before;
    Branches after;
    std::size_t unfinished_before = 0;
    std::optional<std::size_t> lane;
    WorkTimes::Clock::time_point working_since;
    std::unique_ptr<HostState> state;
    std::unique_ptr<PlayRunner> walk;
    std::thread thread;
    /// How often it came to a task at that place.
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::size_t> meetings_at;

  private:
    GraphSection& section_;
};

/// A task for one host only, and the branches of a vertex that came to it.
struct GraphSection::Meeting {
    std::size_t vertex = 0;
    Position position;
    /// How often they came there before.
    std::size_t turn = 0;
    Branches arrived = {};
    Branch* worker = nullptr;
    std::optional<Company::Met> result = {};
};

}  // namespace interpreter

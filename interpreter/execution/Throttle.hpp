#pragma once

#include "interpreter/source/Position.hpp"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <tuple>

namespace interpreter {

/// `throttle:`: how many hosts are at one task at once. From any thread, whatever the strategy.
class Throttle {
    using Place = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

  public:
    /// A host is at the task while this lives.
    class Turn {
      public:
        Turn(Throttle& throttle, Place place) : throttle_(throttle), place_(place) {}
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn();

      private:
        Throttle& throttle_;
        Place place_;
    };

    /// Waits until fewer than `most` hosts are at the task that stands there; 0: as many as like.
    [[nodiscard]] Turn wait_for(const Position& task, std::int64_t most);

  private:
    std::mutex mutex_;
    std::condition_variable left_;
    std::map<Place, std::int64_t> at_;
};

}  // namespace interpreter

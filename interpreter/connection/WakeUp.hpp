#pragma once

#include "modules/system/Descriptor.hpp"

#include <atomic>

namespace interpreter {

/// Ends another thread's poll (eventfd(2)).
class WakeUp {
  public:
    WakeUp();
    /// From any thread.
    void ring();
    /// To be polled for input.
    [[nodiscard]] int descriptor() const { return event_.number(); }
    /// True once after ring().
    bool answer();
    /// After a poll: it does not end the next one too, where nobody answers meanwhile; answer() still tells of it.
    void take_note();

  private:
    modules::Descriptor event_;
    std::atomic<bool> rung_{false};
};

}  // namespace interpreter

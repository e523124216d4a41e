#include "interpreter/connection/WakeUp.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>

namespace interpreter {

WakeUp::WakeUp() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!event_.open())
        throw std::runtime_error("no more descriptors: raise the limit of open files (ulimit -n)");
}

void WakeUp::ring() {
    rung_ = true;
    const std::uint64_t one = 1;
    // Full means rung often enough.
    if (::write(event_.number(), &one, sizeof one) < 0) return;
}

bool WakeUp::answer() {
    if (!rung_.exchange(false)) return false;
    take_note();
    return true;
}

void WakeUp::take_note() {
    std::uint64_t count = 0;
    // Empty: nobody rang, or somebody was answered between the two lines of ring().
    if (::read(event_.number(), &count, sizeof count) < 0) return;
}

}  // namespace interpreter

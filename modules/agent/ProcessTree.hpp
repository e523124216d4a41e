#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace modules {

/// A process with all its descendants and their process groups, as they were at one moment: what a cancelled
/// call must take with it. Processes are told from later ones of the same number by their start time.
class ProcessTree {
  public:
    static ProcessTree below(pid_t root);

    void signal(int number) const;
    [[nodiscard]] bool any_alive() const;

  private:
    struct Member {
        pid_t process = 0;
        std::uint64_t started = 0;
    };
    std::vector<Member> members_;
};

}  // namespace modules

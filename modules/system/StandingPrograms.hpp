#pragma once

#include "modules/system/Descriptor.hpp"
#include "modules/system/HostView.hpp"

#include <sys/types.h>

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace modules {

/// Programs that only look and that answer line after line: started at the first question and kept for the next ones,
/// because starting takes them longer than answering (file(1) reads its tables for 5 ms). They end with their owner.
/// May be asked by several threads at once.
class StandingPrograms {
  public:
    StandingPrograms() = default;
    StandingPrograms(const StandingPrograms&) = delete;
    StandingPrograms& operator=(const StandingPrograms&) = delete;

    /// What the command would print if it were run; nothing where it is none of these programs, cannot be asked by a
    /// line, or has gone: it is to be run then.
    std::optional<ProcessResult> ask(const Command& command);

  private:
    struct Running {
        Running() = default;
        ~Running();
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;

        bool start(const Command& command);
        std::optional<std::string> answer(const std::string& question);

        pid_t process = 0;
        Descriptor conversation;
    };

    std::mutex mutex_;
    // By the program, its arguments and its environment.
    std::map<std::string, Running> running_;
};

}  // namespace modules

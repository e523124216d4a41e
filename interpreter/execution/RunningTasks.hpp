#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace interpreter {

/// Which task every host is at, so that an interrupted run can say what it still waits for. From any thread.
class RunningTasks {
  public:
    /// The host is at that task while this lives.
    class Mark {
      public:
        Mark(RunningTasks& tasks, const std::string& host, const std::string& task);
        Mark(const Mark&) = delete;
        Mark& operator=(const Mark&) = delete;
        ~Mark();

      private:
        RunningTasks& tasks_;
        std::multimap<std::string, std::string>::iterator place_;
    };

    /// "host: task", by host.
    [[nodiscard]] std::vector<std::string> list() const;

  private:
    mutable std::mutex mutex_;
    std::multimap<std::string, std::string> running_;
};

}  // namespace interpreter

#pragma once

#include "modules/module/Module.hpp"
#include "tests/support/TemporaryDirectory.hpp"

#include <condition_variable>
#include <future>
#include <initializer_list>
#include <mutex>
#include <string>
#include <vector>

namespace modules {

/// service_watch run once, to its end, on this machine.
ModuleResult watched(Map arguments);
/// One attempt of one service.
ModuleResult attempted(Map service);
/// The entry of the only service in a result.
Value only_report(const ModuleResult& result);

/// A watch of one service that goes on while the test does something.
class WatchRun {
  public:
    /// With further arguments of the module.
    explicit WatchRun(Map service, std::initializer_list<Map::Entry> more = {});
    ~WatchRun();

    /// Waits until the watch tells a line that has these words, after those that were waited for before.
    /// Fails where it ends first.
    void wait_for(const std::string& words);
    /// Ends the watch by its file.
    ModuleResult finish();

  private:
    TemporaryDirectory folder_;
    std::mutex mutex_;
    std::condition_variable told_;
    std::vector<std::string> lines_;
    std::size_t seen_ = 0;
    bool ended_ = false;
    std::future<ModuleResult> result_;
};

}  // namespace modules

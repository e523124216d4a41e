#pragma once

#include "modules/mysql/Client.hpp"
#include "modules/watch/Probe.hpp"

#include <vector>

namespace modules::watch {

/// Logs in by the client program, INSERTs a row and SELECTs it in the same session, each statement a
/// transaction of its own. The table is made by the first attempt that gets so far.
class MysqlProbe final : public Probe {
  public:
    MysqlProbe(const WatchedService& service, const Mark& mark, HostControl& control);
    void attempt(const std::string& host, std::int64_t number, const Deadline& deadline) override;
    [[nodiscard]] std::int64_t acknowledged() const override {
        return static_cast<std::int64_t>(acknowledged_.size());
    }
    [[nodiscard]] std::int64_t lost(const std::string& host, const Deadline& deadline) override;
    void clean_up(const std::string& host, const Deadline& deadline) override;

  private:
    [[nodiscard]] mysql::Client client(const std::string& host, const Deadline& deadline) const;

    const WatchedService& service_;
    HostControl& control_;
    std::string table_;
    bool tried_ = false;
    bool table_made_ = false;
    std::vector<std::int64_t> acknowledged_;
};

}  // namespace modules::watch

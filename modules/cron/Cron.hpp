#pragma once

#include "modules/module/Presence.hpp"

namespace modules {

enum class CronTime { reboot, yearly, annually, monthly, weekly, daily, hourly };
template <>
struct Words<CronTime> {
    static constexpr std::array words{std::pair{std::string_view("reboot"), CronTime::reboot},
                                      std::pair{std::string_view("yearly"), CronTime::yearly},
                                      std::pair{std::string_view("annually"), CronTime::annually},
                                      std::pair{std::string_view("monthly"), CronTime::monthly},
                                      std::pair{std::string_view("weekly"), CronTime::weekly},
                                      std::pair{std::string_view("daily"), CronTime::daily},
                                      std::pair{std::string_view("hourly"), CronTime::hourly}};
};

struct CronArguments {
    std::string name;
    std::optional<std::string> user;
    std::optional<std::string> job;
    std::optional<std::string> cron_file;
    Presence state = Presence::present;
    bool backup = false;
    std::string minute = "*";
    std::string hour = "*";
    std::string day = "*";
    std::string month = "*";
    std::string weekday = "*";
    std::optional<CronTime> special_time;
    bool disabled = false;
    bool env = false;
    std::optional<std::string> insertafter;
    std::optional<std::string> insertbefore;
};

/// Jobs and variables in a user's crontab, or in a file of /etc/cron.d.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/cron_module.html
class Cron final : public TypedModule<CronArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "cron"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Jobs and variables in crontabs and in /etc/cron.d";
    }
    [[nodiscard]] ArgumentList<CronArguments> table() const override;
    [[nodiscard]] Plan check(const CronArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

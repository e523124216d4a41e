#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

/// What the hardware clock shows.
enum class HardwareClock { utc, local };
template <>
struct Words<HardwareClock> {
    static constexpr std::array words{std::pair{std::string_view("UTC"), HardwareClock::utc},
                                      std::pair{std::string_view("local"), HardwareClock::local}};
};

struct TimeZoneArguments {
    std::optional<std::string> name;
    std::optional<HardwareClock> hwclock;
};

/// The time zone of a host, and whether its hardware clock shows that time or UTC. Looked up in
/// /etc/localtime, /etc/timezone and /etc/adjtime; set by timedatectl where systemd runs, else there.
/// https://docs.ansible.com/ansible/latest/collections/community/general/timezone_module.html
class TimeZone final : public TypedModule<TimeZoneArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "timezone"; }
    [[nodiscard]] std::string_view summary() const override { return "Sets the time zone of a host"; }
    [[nodiscard]] ArgumentList<TimeZoneArguments> table() const override;
    [[nodiscard]] Plan check(const TimeZoneArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

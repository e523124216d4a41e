#include "modules/systemd/Service.hpp"

#include "modules/systemd/SystemdTable.hpp"
#include "modules/systemd/UnitLook.hpp"

#include <fmt/format.h>

namespace modules {

ArgumentList<ServiceArguments> Service::table() const {
    ArgumentList<ServiceArguments> table;
    add_unit_arguments(table);
    table.add("sleep", &ServiceArguments::sleep, "seconds between stop and start of a restart")
        .add("pattern", &ServiceArguments::pattern, "of other service managers; no meaning with systemd")
        .add("arguments", &ServiceArguments::arguments, "of other service managers; no meaning with systemd",
             {.aliases = {"args"}})
        .add("runlevel", &ServiceArguments::runlevel, "of other service managers; no meaning with systemd")
        .add("use", &ServiceArguments::use, "the service manager: auto or systemd");
    return table;
}

Plan Service::check(const ServiceArguments& wanted, const HostView& host, const CallOptions& options) const {
    if (wanted.use != "auto" && wanted.use != "systemd" && wanted.use != "systemd_service" &&
        !wanted.use.ends_with(".systemd"))
        throw Failure(
            fmt::format("use: the service manager \"{}\" is not supported, only systemd is", wanted.use));
    if (!wanted.name) throw Failure("missing argument \"name\" (the service)");
    return UnitLook(wanted, std::chrono::seconds(wanted.sleep.value_or(0)), host, options).plan();
}

}  // namespace modules

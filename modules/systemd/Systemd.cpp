#include "modules/systemd/Systemd.hpp"

#include "modules/systemd/SystemdTable.hpp"
#include "modules/systemd/UnitLook.hpp"

namespace modules {

ArgumentList<SystemdArguments> Systemd::table() const {
    ArgumentList<SystemdArguments> table;
    add_unit_arguments(table);
    return table;
}

Plan Systemd::check(const SystemdArguments& wanted, const HostView& host, const CallOptions& options) const {
    return UnitLook(wanted, {}, host, options).plan();
}

}  // namespace modules

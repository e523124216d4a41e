#include "modules/packages/Apt.hpp"

#include "modules/packages/AptLook.hpp"
#include "modules/packages/AptTable.hpp"

namespace modules {

ArgumentList<AptArguments> Apt::table() const {
    ArgumentList<AptArguments> table;
    add_apt_arguments(table);
    return table;
}

Plan Apt::check(const AptArguments& wanted, const HostView& host, const CallOptions& options) const {
    return AptLook(wanted, host, options).plan();
}

}  // namespace modules

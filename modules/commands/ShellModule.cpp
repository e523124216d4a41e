#include "modules/commands/ShellModule.hpp"

namespace modules {

Plan ShellModule::check(const ExecutionArguments& wanted, const HostView& host,
                        const CallOptions& options) const {
    const std::string line = command_line(wanted);
    return plan_of_execution(wanted, {wanted.executable.value_or("/bin/sh"), "-c", line}, line, host,
                             options);
}

}  // namespace modules

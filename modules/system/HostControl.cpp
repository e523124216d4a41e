#include "modules/system/HostControl.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

/// The end of what a program said: where it says why it failed.
std::string last_lines(const std::string& text) {
    constexpr int most_lines = 10;
    std::string_view view = text;
    while (!view.empty() && view.back() == '\n')
        view.remove_suffix(1);
    std::size_t start = view.size();
    for (int line = 0; line < most_lines && start != 0 && start != std::string_view::npos; ++line)
        start = view.rfind('\n', start - 1);
    return std::string(start == std::string_view::npos || start == 0 ? view : view.substr(start + 1));
}

}  // namespace

ProcessResult run_or_fail(HostControl& host, const Command& command) {
    ProcessResult result = host.run(command);
    if (result.ok()) return result;
    std::string called = command.program;
    // Two words say what was attempted; more could hold what nobody should read.
    for (std::size_t index = 0; index < command.arguments.size() && index < 2; ++index)
        called += ' ' + command.arguments[index];
    std::string said = last_lines(result.error.empty() ? result.output : result.error);
    if (result.timed_out) said = "it did not end in time";
    if (said.empty() && result.status == 127) said = "the program is not installed";
    throw Failure(
        fmt::format("{} failed with status {}{}", called, result.status, said.empty() ? "" : ": " + said),
        Map{{"rc", result.status}, {"stdout", result.output}, {"stderr", result.error}});
}

}  // namespace modules

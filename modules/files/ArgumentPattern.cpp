#include "modules/files/ArgumentPattern.hpp"

#include "modules/module/ModuleResult.hpp"

#include <fmt/format.h>

namespace modules {

Pattern argument_pattern(std::string_view argument, const std::string& written, PatternOptions options) {
    try {
        return Pattern(written, options);
    } catch (const BadPattern& bad) {
        throw Failure(fmt::format("{}: {}", argument, bad.what()));
    }
}

bool says_multiline(std::string_view written) {
    while (written.starts_with("(?")) {
        const std::size_t end = written.find_first_not_of("aiLmsux", 2);
        if (end == std::string_view::npos || written[end] != ')') return false;
        if (written.substr(2, end - 2).find('m') != std::string_view::npos) return true;
        written.remove_prefix(end + 1);
    }
    return false;
}

}  // namespace modules

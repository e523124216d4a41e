#include "interpreter/report/UnifiedDiff.hpp"

#include "modules/value/Json.hpp"

#include <dtl/dtl.hpp>

#include <sstream>
#include <vector>

namespace interpreter {

namespace {

using modules::Value;

std::string shown(const Value& side) {
    if (side.is_null()) return {};
    if (side.is_secret()) return "(a secret)\n";
    if (side.is_text()) return side.as_text();
    return modules::to_json(side, 4) + "\n";
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    if (!text.empty() && text.back() != '\n') lines.back() += "\n\\ No newline at end of file";
    return lines;
}

}  // namespace

std::string unified_diff(const modules::Difference& difference) {
    const std::string before = shown(difference.before);
    const std::string after = shown(difference.after);
    std::ostringstream text;
    text << "--- before" << (difference.subject.empty() ? "" : ": " + difference.subject) << "\n"
         << "+++ after" << (difference.subject.empty() ? "" : ": " + difference.subject) << "\n";
    dtl::Diff<std::string> comparison(lines_of(before), lines_of(after));
    comparison.compose();
    comparison.composeUnifiedHunks();
    comparison.printUnifiedFormat(text);
    text << "\n";
    return text.str();
}

}  // namespace interpreter

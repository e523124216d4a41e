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

// dtl numbers the lines of an empty side from 1; diff and patch from 0.
std::string with_empty_sides_at_zero(std::string text) {
    for (const auto& [written, meant] : {std::pair{"@@ -1,0 +", "@@ -0,0 +"}, std::pair{" +1,0 @@", " +0,0 @@"}})
        if (const std::size_t at = text.find(written); at != std::string::npos)
            text.replace(at, std::string_view(written).size(), meant);
    return text;
}

}  // namespace

std::string unified_diff(const modules::Difference& difference) {
    const std::string before = shown(difference.before);
    const bool other_secret = difference.before.is_secret() && difference.after.is_secret();
    const std::string after = other_secret ? "(another secret)\n" : shown(difference.after);
    std::ostringstream text;
    text << "--- before" << (difference.subject.empty() ? "" : ": " + difference.subject) << "\n"
         << "+++ after" << (difference.subject.empty() ? "" : ": " + difference.subject) << "\n";
    dtl::Diff<std::string> comparison(lines_of(before), lines_of(after));
    comparison.compose();
    comparison.composeUnifiedHunks();
    comparison.printUnifiedFormat(text);
    text << "\n";
    return with_empty_sides_at_zero(text.str());
}

}  // namespace interpreter

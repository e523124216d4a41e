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

// "1,0" of an empty side is "0,0" to diff and patch, and "7,1" of a single line is "7".
std::string usual_range(const std::string& range) {
    if (range.substr(1) == "1,0") return range.substr(0, 1) + "0,0";
    return range.ends_with(",1") ? range.substr(0, range.size() - 2) : range;
}

std::string with_usual_ranges(const std::string& text) {
    std::istringstream lines(text);
    std::string result;
    for (std::string line; std::getline(lines, line); result += line + "\n") {
        std::istringstream words(line);
        std::string before;
        std::string after;
        if (line.starts_with("@@ -") && words >> before >> before >> after)
            line = "@@ " + usual_range(before) + " " + usual_range(after) + " @@";
    }
    return result;
}

}  // namespace

std::string unified_diff(const modules::Difference& difference) {
    const std::string before = shown(difference.before);
    const bool other_secret = difference.before.is_secret() && difference.after.is_secret();
    std::string after = other_secret ? "(another secret)\n" : shown(difference.after);
    // What stands for content that is not shown (a secret, a binary) may be the same on both sides.
    if (after == before && !after.empty()) after = "(other content)\n";
    std::ostringstream text;
    text << "--- before" << (difference.subject.empty() ? "" : ": " + difference.subject) << "\n"
         << "+++ after" << (difference.subject.empty() ? "" : ": " + difference.subject) << "\n";
    dtl::Diff<std::string> comparison(lines_of(before), lines_of(after));
    comparison.compose();
    comparison.composeUnifiedHunks();
    comparison.printUnifiedFormat(text);
    text << "\n";
    return with_usual_ranges(text.str());
}

}  // namespace interpreter

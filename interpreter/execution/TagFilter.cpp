#include "interpreter/execution/TagFilter.hpp"

#include <algorithm>

namespace interpreter {

namespace {

bool holds_tag(const std::vector<std::string>& tags, const std::string& tag) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool share_a_tag(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::any_of(left.begin(), left.end(), [&](const std::string& tag) { return holds_tag(right, tag); });
}

}  // namespace

bool TagFilter::selects(const std::vector<std::string>& tags) const {
    const bool untagged = tags.empty();
    bool selected = only_.empty() || share_a_tag(tags, only_) || holds_tag(tags, "always");
    if (holds_tag(only_, "all") && !holds_tag(tags, "never")) selected = true;
    if (holds_tag(only_, "tagged") && !untagged && !holds_tag(tags, "never")) selected = true;
    if (holds_tag(only_, "untagged") && untagged) selected = true;
    if (only_.empty() && holds_tag(tags, "never")) selected = false;
    if (!selected || skip_.empty()) return selected;

    if (share_a_tag(tags, skip_)) return false;
    if (holds_tag(skip_, "all") && !(holds_tag(tags, "always") && !holds_tag(skip_, "always"))) return false;
    if (holds_tag(skip_, "tagged") && !untagged) return false;
    return !(holds_tag(skip_, "untagged") && untagged);
}

}  // namespace interpreter

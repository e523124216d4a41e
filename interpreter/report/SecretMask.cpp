#include "interpreter/report/SecretMask.hpp"

#include "modules/value/Json.hpp"

#include <algorithm>
#include <sstream>

namespace interpreter {

namespace {

void collect(const Value& value, std::vector<std::string>& found) {
    if (value.is_secret() && value.as_text().size() >= SecretMask::shortest_masked) {
        found.push_back(value.as_text());
        // Results are shown as JSON, where quotes and line ends look otherwise.
        std::string quoted = modules::to_json(Value(value.as_text()));
        quoted = quoted.substr(1, quoted.size() - 2);
        if (quoted != value.as_text()) found.push_back(std::move(quoted));
        // Live output comes line by line.
        std::istringstream lines(value.as_text());
        for (std::string line; std::getline(lines, line);)
            if (line.size() >= SecretMask::shortest_masked && line.size() < value.as_text().size())
                found.push_back(std::move(line));
    } else if (value.is_list()) {
        for (const Value& item : value.as_list()) collect(item, found);
    } else if (value.is_map() && !value.is_lazy()) {
        for (const Map::Entry& entry : value.as_map()) collect(entry.second, found);
    }
}

}  // namespace

void SecretMask::learn(const Value& value) {
    std::vector<std::string> found;
    collect(value, found);
    if (found.empty()) return;
    const std::lock_guard lock(mutex_);
    for (std::string& secret : found)
        if (std::find(known_.begin(), known_.end(), secret) == known_.end()) known_.push_back(std::move(secret));
    std::stable_sort(known_.begin(), known_.end(),
                     [](const std::string& left, const std::string& right) { return left.size() > right.size(); });
}

std::string SecretMask::masked(std::string_view text) const {
    std::string result(text);
    const std::lock_guard lock(mutex_);
    for (const std::string& secret : known_)
        for (std::size_t at = result.find(secret); at != std::string::npos; at = result.find(secret, at + 8))
            result.replace(at, secret.size(), "********");
    return result;
}

}  // namespace interpreter

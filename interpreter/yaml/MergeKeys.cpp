#include "interpreter/yaml/MergeKeys.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace interpreter {

void merge_entries(YamlNode& mapping, std::vector<YamlNode> merged) {
    std::vector<YamlEntry> result;
    std::unordered_map<std::string, std::size_t> places;
    const auto put = [&](YamlEntry entry) {
        const auto [found, added] = places.emplace(entry.key, result.size());
        if (added) {
            result.push_back(std::move(entry));
        } else {
            result[found->second] = std::move(entry);
        }
    };
    for (auto source = merged.rbegin(); source != merged.rend(); ++source)
        for (YamlEntry& entry : source->entries)
            put(std::move(entry));
    for (YamlEntry& entry : mapping.entries)
        put(std::move(entry));
    mapping.entries = std::move(result);
}

}  // namespace interpreter

#include "interpreter/inventory/HostPattern.hpp"

#include "modules/value/Text.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <optional>
#include <regex>
#include <unordered_set>

namespace interpreter {

namespace {

using Hosts = std::vector<const Host*>;
using Matcher = std::function<bool(const std::string& name)>;

bool is_ipv6(std::string_view text) {
    return std::count(text.begin(), text.end(), ':') >= 2 &&
           text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

/// At commas; where there are none, at colons outside brackets.
std::vector<std::string> split(std::string_view text) {
    const bool by_comma = text.find(',') != std::string_view::npos;
    if (!by_comma && is_ipv6(text)) return {std::string(text)};
    std::vector<std::string> parts(1);
    bool in_brackets = false;
    for (const char letter : text) {
        if (letter == '[') in_brackets = true;
        if (letter == ']') in_brackets = false;
        if (by_comma ? letter == ',' : letter == ':' && !in_brackets) {
            parts.emplace_back();
        } else {
            parts.back() += letter;
        }
    }
    return parts;
}

/// `web[0]`, `web[-1]`, `web[1:3]`, `web[1:]`: which of the hosts found are meant.
struct Slice {
    std::string name;
    std::int64_t first = 0;
    /// The last one, included; -1: to the end. Nothing: the first only.
    std::optional<std::int64_t> last;
};

std::optional<Slice> slice_of(const std::string& text) {
    const std::size_t open = text.rfind('[');
    if (!text.ends_with(']') || open == std::string::npos || open == 0) return std::nullopt;
    const std::string_view inside = std::string_view(text).substr(open + 1, text.size() - open - 2);
    const std::size_t separator = inside.find_first_of(":-", 1);
    const std::optional<std::int64_t> first = modules::whole_number(inside.substr(0, separator));
    if (!first) return std::nullopt;
    Slice slice{text.substr(0, open), *first, std::nullopt};
    if (separator == std::string_view::npos) return slice;
    const std::string_view last = inside.substr(separator + 1);
    slice.last = last.empty() ? std::optional<std::int64_t>(-1) : modules::whole_number(last);
    if (!slice.last || *first < 0 || (!last.empty() && *slice.last < 0)) return std::nullopt;
    return slice;
}

std::regex regular_expression(const std::string& text, Position position) {
    try {
        return std::regex(text.substr(1), std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error&) {
        throw DiagnosticError("'" + text + "' is no regular expression that can be read", position,
                              "behind '~' brackets and parentheses must be closed");
    }
}

Matcher matcher_for(const std::string& text, Position position) {
    if (!text.starts_with('~'))
        return [text](const std::string& name) {
            return fnmatch(text.c_str(), name.c_str(), FNM_NOESCAPE) == 0;
        };
    return [expression = regular_expression(text, position)](const std::string& name) {
        return std::regex_search(name, expression, std::regex_constants::match_continuous);
    };
}

bool names_a_glob(const std::string& text) {
    return text.starts_with('~') || text.find_first_of(".?*[") != std::string::npos;
}

class Search {
  public:
    Search(const Inventory& inventory, Position position, Diagnostics& diagnostics)
        : inventory_(inventory), position_(position), diagnostics_(diagnostics) {}

    Hosts find(const std::string& text) {
        const Host* named = inventory_.host(text);
        if (named != nullptr && !named->implicit) return {named};
        const std::optional<Slice> slice = text.starts_with('~') ? std::nullopt : slice_of(text);
        Hosts found = all_of(slice ? slice->name : text);
        return slice && !found.empty() ? cut(found, *slice, text) : found;
    }

  private:
    Hosts all_of(const std::string& text) {
        const Matcher matches = matcher_for(text, position_);
        Hosts found;
        bool is_group = false;
        for (const Group* group : inventory_.groups()) {
            if (!matches(group->name)) continue;
            is_group = true;
            const Hosts members = inventory_.hosts_of(*group);
            found.insert(found.end(), members.begin(), members.end());
        }
        if (!is_group || names_a_glob(text))
            for (const Host* host : inventory_.hosts())
                if (matches(host->name)) found.push_back(host);
        if (found.empty())
            if (const Host* local = inventory_.host(text)) found.push_back(local);
        if (found.empty() && !is_group && text != "all") warn(text);
        std::unordered_set<const Host*> seen;
        std::erase_if(found, [&](const Host* host) { return !seen.insert(host).second; });
        return found;
    }

    Hosts cut(const Hosts& hosts, const Slice& slice, const std::string& text) {
        const auto count = static_cast<std::int64_t>(hosts.size());
        const std::int64_t first = slice.first < 0 ? slice.first + count : slice.first;
        if (!slice.last) {
            if (first >= 0 && first < count) return {hosts[static_cast<std::size_t>(first)]};
            diagnostics_.error("'" + text + "' lies outside: '" + slice.name + "' has " +
                                   std::to_string(count) + (count == 1 ? " host" : " hosts"),
                               position_, "the first is [0], the last is [-1]");
            return {};
        }
        const std::int64_t last = *slice.last < 0 ? count - 1 : std::min(*slice.last, count - 1);
        Hosts part;
        for (std::int64_t index = first; index <= last; ++index)
            part.push_back(hosts[static_cast<std::size_t>(index)]);
        return part;
    }

    void warn(const std::string& text) {
        std::vector<std::string> names;
        for (const Group* group : inventory_.groups())
            names.push_back(group->name);
        for (const Host* host : inventory_.hosts())
            names.push_back(host->name);
        std::string hint = did_you_mean(text, names);
        if (hint.empty() && names.size() <= 2) hint = "the inventory is empty; name one with -i";
        if (hint.empty()) hint = "no host and no group of the inventory has that name";
        diagnostics_.warning("nothing in the inventory matches '" + text + "'", position_, std::move(hint));
    }

    const Inventory& inventory_;
    Position position_;
    Diagnostics& diagnostics_;
};

}  // namespace

HostPattern::HostPattern(std::string_view text, Position position) : position_(position) {
    const auto add = [this](std::string part) {
        const bool has_sign = part.starts_with('&') || part.starts_with('!');
        const char sign = has_sign ? part.front() : '\0';
        if (has_sign) part = modules::trimmed(std::string_view(part).substr(1));
        if (part.starts_with('~')) regular_expression(part, position_);
        if (!part.empty()) parts_.push_back({sign, std::move(part)});
    };
    for (const std::string& piece : split(text)) {
        std::string part(modules::trimmed(piece));
        if (!part.starts_with('@')) {
            add(std::move(part));
            continue;
        }
        std::ifstream names(part.substr(1));
        if (!names)
            throw DiagnosticError("cannot read the file of hosts '" + part.substr(1) + "'", position,
                                  "behind '@' stands a file with one host a line");
        for (std::string line; std::getline(names, line);)
            add(std::string(modules::trimmed(line)));
    }
}

std::vector<const Host*> HostPattern::match(const Inventory& inventory, Diagnostics& diagnostics) const {
    Search search(inventory, position_, diagnostics);
    Hosts chosen;
    std::unordered_set<const Host*> seen;
    const auto choose = [&](const Hosts& found) {
        for (const Host* host : found)
            if (seen.insert(host).second) chosen.push_back(host);
    };
    bool chooses = false;
    for (const Part& part : parts_) {
        if (part.sign != 0) continue;
        chooses = true;
        choose(search.find(part.text));
    }
    if (!chooses && !parts_.empty()) choose(search.find("all"));
    const auto keep = [&](char sign, bool wanted) {
        for (const Part& part : parts_) {
            if (part.sign != sign) continue;
            const Hosts found = search.find(part.text);
            const std::unordered_set<const Host*> named(found.begin(), found.end());
            std::erase_if(chosen, [&](const Host* host) { return named.contains(host) != wanted; });
        }
    };
    keep('&', true);
    keep('!', false);
    return chosen;
}

}  // namespace interpreter

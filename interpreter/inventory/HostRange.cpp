#include "interpreter/inventory/HostRange.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>
#include <charconv>

namespace interpreter {

namespace {

constexpr std::size_t most_hosts = 1'000'000;
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view range_hint =
    "write [FIRST:LAST] or [FIRST:LAST:STEP], as in web[01:10] or db-[a:f]";

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

/// What stands between the brackets, as the texts that take its place.
std::vector<std::string> members(std::string_view range, Position position) {
    const auto wrong = [&](const std::string& what) {
        return DiagnosticError(what + " in the range '[" + std::string(range) + "]'", position,
                               std::string(range_hint));
    };
    const std::vector<std::string_view> bounds = split(range, ':');
    if (bounds.size() > 3) throw wrong("there are too many ':'");
    const std::string_view first = bounds[0].empty() ? "0" : bounds[0];
    const std::string_view last = bounds[1];
    if (last.empty()) throw wrong("the end is missing");
    const std::optional<std::int64_t> step =
        bounds.size() == 3 ? modules::whole_number(bounds[2]) : std::optional<std::int64_t>(1);
    if (!step || *step < 1) throw wrong("the step must be a number above 0");
    const std::size_t width = first.size() > 1 && first.front() == '0' ? first.size() : 0;
    if (width != 0 && last.size() != width)
        throw wrong("begin and end must have as many digits as each other");

    std::vector<std::string> found;
    const bool is_letters = first.size() == 1 && last.size() == 1 && letters.find(first) != letters.npos &&
                            letters.find(last) != letters.npos;
    if (is_letters) {
        if (letters.find(first) > letters.find(last)) throw wrong("the begin lies behind the end");
        for (std::size_t place = letters.find(first); place <= letters.find(last);
             place += static_cast<std::size_t>(*step))
            found.emplace_back(1, letters[place]);
        return found;
    }
    const std::optional<std::int64_t> from = modules::whole_number(first);
    const std::optional<std::int64_t> to = modules::whole_number(last);
    if (!from || !to || *from < 0) throw wrong("begin and end must be two numbers or two letters");
    if (*from > *to) throw wrong("the begin lies behind the end");
    if (static_cast<std::size_t>((*to - *from) / *step) >= most_hosts)
        throw wrong("there are more than a million hosts");
    for (std::int64_t number = *from; number <= *to; number += *step) {
        std::string digits = std::to_string(number);
        if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
        found.push_back(std::move(digits));
    }
    return found;
}

void expand(const std::string& head, std::string_view rest, std::size_t offset, std::string_view whole,
            Position position, std::vector<std::string>& names) {
    const std::size_t open = rest.find('[');
    const std::size_t colon = rest.find(':', open == std::string_view::npos ? rest.size() : open);
    const std::size_t close = rest.find(']', open == std::string_view::npos ? rest.size() : open);
    if (open == std::string_view::npos || colon > close || close == std::string_view::npos) {
        if (names.size() >= most_hosts)
            throw DiagnosticError("'" + std::string(whole) + "' makes more than a million hosts", position);
        names.push_back(head + std::string(rest));
        return;
    }
    const Position place = advanced(position, whole, offset + open);
    const std::string before = head + std::string(rest.substr(0, open));
    for (const std::string& member : members(rest.substr(open + 1, close - open - 1), place))
        expand(before + member, rest.substr(close + 1), offset + close + 1, whole, position, names);
}

/// Offset of the one `:` outside brackets, when only digits follow it.
std::optional<std::size_t> colon_of_port(std::string_view text) {
    std::size_t depth = 0;
    std::optional<std::size_t> found;
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (text[place] == '[') ++depth;
        if (text[place] == ']' && depth > 0) --depth;
        if (text[place] != ':' || depth > 0) continue;
        if (found) return std::nullopt;  // An IPv6 address.
        found = place;
    }
    return found && modules::whole_number(text.substr(*found + 1)) ? found : std::nullopt;
}

}  // namespace

NamedHosts expand_hosts(std::string_view text, Position position) {
    NamedHosts found;
    std::string_view name = text;
    if (const std::optional<std::size_t> colon = colon_of_port(text)) {
        const std::int64_t port = *modules::whole_number(text.substr(*colon + 1));
        if (port < 1 || port > 65535)
            throw DiagnosticError("port " + std::to_string(port) + " does not exist",
                                  advanced(position, text, *colon + 1), "ports are 1 to 65535");
        found.port = static_cast<int>(port);
        name = text.substr(0, *colon);
        const bool is_bracketed =
            name.starts_with('[') && name.find(']') == name.size() - 1 && split(name, ':').size() != 2;
        if (is_bracketed) name = name.substr(1, name.size() - 2);
    }
    if (text.ends_with(':') && !text.ends_with("::"))
        throw DiagnosticError("a host name cannot end with ':'", advanced(position, text, text.size() - 1),
                              "a port belongs behind it; in an INI file a group is written '[" +
                                  std::string(text.substr(0, text.size() - 1)) + "]'");
    expand({}, name, 0, text, position, found.names);
    return found;
}

}  // namespace interpreter

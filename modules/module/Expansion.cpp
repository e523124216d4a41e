#include "modules/module/Expansion.hpp"

#include <algorithm>
#include <cctype>

namespace modules {

namespace {

std::string with_home(const std::string& text, const HostView& host) {
    if (!text.starts_with('~')) return text;
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string name = text.substr(1, slash - 1);
    std::optional<std::string> home;
    if (name.empty()) {
        home = host.environment("HOME");
    } else if (const std::optional<User> user = host.user(name)) {
        home = user->home;
    }
    return home ? *home + text.substr(slash) : text;
}

bool belongs_to_name(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

}  // namespace

std::string expanded(const std::string& text, const HostView& host) {
    std::string written = with_home(text, host);
    for (std::size_t at = written.find('$'); at != std::string::npos; at = written.find('$', at)) {
        const bool braces = written.compare(at, 2, "${") == 0;
        const std::size_t start = at + (braces ? 2 : 1);
        std::size_t end = start;
        while (end < written.size() && belongs_to_name(written[end]))
            ++end;
        const bool closed = !braces || (end < written.size() && written[end] == '}');
        const std::optional<std::string> value =
            end > start && closed ? host.environment(written.substr(start, end - start)) : std::nullopt;
        if (!value) {
            ++at;
            continue;
        }
        written.replace(at, end + (braces ? 1 : 0) - at, *value);
        at += value->size();
    }
    return written;
}

}  // namespace modules

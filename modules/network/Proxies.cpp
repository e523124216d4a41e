#include "modules/network/Proxies.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>

namespace modules {

namespace {

std::string setting(const HostView& host, const std::string& name) {
    if (const std::optional<std::string> value = host.environment(name); value && !value->empty())
        return *value;
    std::string capitals = name;
    for (char& character : capitals)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 32);
    return host.environment(capitals).value_or("");
}

bool is_excepted(std::string_view exceptions, const Url& url) {
    while (!exceptions.empty()) {
        const std::size_t end = std::min(exceptions.find(','), exceptions.size());
        std::string_view word = trimmed(exceptions.substr(0, end));
        exceptions.remove_prefix(std::min(end + 1, exceptions.size()));
        if (word == "*") return true;
        if (word.starts_with('.')) word.remove_prefix(1);
        if (word.empty()) continue;
        for (const std::string& name : {url.host, url.host + ':' + std::to_string(url.port)}) {
            const bool in_domain = name.ends_with(word) &&
                                   (name.size() == word.size() || name[name.size() - word.size() - 1] == '.');
            if (in_domain) return true;
        }
    }
    return false;
}

std::optional<Url> proxy_named(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return parsed_url(text.find("://") == std::string::npos ? "http://" + text : text);
}

}  // namespace

std::function<std::optional<Url>(const Url&)> proxies_of(const HostView& host) {
    const std::string for_all = setting(host, "all_proxy");
    const auto either = [&](const std::string& text) { return proxy_named(text.empty() ? for_all : text); };
    return [plain = either(setting(host, "http_proxy")), encrypted = either(setting(host, "https_proxy")),
            exceptions = setting(host, "no_proxy")](const Url& url) -> std::optional<Url> {
        if (is_excepted(exceptions, url)) return std::nullopt;
        return url.encrypted() ? encrypted : plain;
    };
}

}  // namespace modules

#include "modules/network/Cookies.hpp"

#include "modules/value/Text.hpp"

#include <algorithm>

namespace modules {

namespace {

std::string path_of(const Url& url) {
    return url.target.substr(0, url.target.find('?'));
}

}  // namespace

void Cookies::take(const Url& url, const HttpFields& fields) {
    for (const auto& [field, text] : fields) {
        if (lower_case(field) != "set-cookie") continue;
        const std::string_view pair = std::string_view(text).substr(0, text.find(';'));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0) continue;
        const std::string path = path_of(url);
        Cookie cookie{std::string(trimmed(pair.substr(0, equals))),
                      std::string(trimmed(pair.substr(equals + 1))), url.host,
                      path.substr(0, std::max<std::size_t>(path.rfind('/'), 1))};
        bool over = false;
        for (std::size_t start = pair.size() + 1; start < text.size();) {
            const std::size_t end = std::min(text.find(';', start), text.size());
            const std::string_view part = std::string_view(text).substr(start, end - start);
            const std::string name = lower_case(trimmed(part.substr(0, part.find('='))));
            const std::string_view value = part.substr(std::min(part.find('='), part.size() - 1) + 1);
            if (name == "path" && trimmed(value).starts_with('/')) cookie.path = trimmed(value);
            if (name == "secure") cookie.encrypted_only = true;
            if (name == "max-age") over = whole_number(trimmed(value)).value_or(1) <= 0;
            start = end + 1;
        }
        std::erase_if(cookies_, [&](const Cookie& present) {
            return present.name == cookie.name && present.host == cookie.host && present.path == cookie.path;
        });
        if (!over) cookies_.push_back(std::move(cookie));
    }
}

std::string Cookies::for_request(const Url& url) const {
    const std::string path = path_of(url);
    std::string text;
    for (const Cookie& cookie : cookies_) {
        const bool below =
            path.starts_with(cookie.path) && (path.size() == cookie.path.size() ||
                                              cookie.path.ends_with('/') || path[cookie.path.size()] == '/');
        if (cookie.host != url.host || !below || (cookie.encrypted_only && !url.encrypted())) continue;
        text += (text.empty() ? "" : "; ") + cookie.name + "=" + cookie.value;
    }
    return text;
}

std::vector<std::pair<std::string, std::string>> Cookies::all() const {
    std::vector<std::pair<std::string, std::string>> result;
    for (const Cookie& cookie : cookies_)
        result.emplace_back(cookie.name, cookie.value);
    return result;
}

}  // namespace modules

#include "modules/network/Url.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace modules {

namespace {

[[noreturn]] void refuse_url(std::string_view text, std::string_view why) {
    // Whoever wrote a password into it shall not read it in a log.
    const std::size_t at = text.find('@');
    const std::size_t authority = text.find("//");
    std::string shown(text);
    if (at != std::string_view::npos && authority != std::string_view::npos && authority < at)
        shown = std::string(text.substr(0, authority + 2)) + std::string(text.substr(at + 1));
    throw Failure(fmt::format("url: \"{}\" {}", shown, why));
}

std::uint16_t usual_port(std::string_view scheme) {
    return scheme == "https" ? 443 : 80;
}

void take_authority(Url& url, std::string_view authority, std::string_view whole) {
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view login = authority.substr(0, at);
        const std::size_t colon = std::min(login.find(':'), login.size());
        url.user = percent_decoded(login.substr(0, colon));
        url.password = percent_decoded(login.substr(std::min(colon + 1, login.size())));
        authority.remove_prefix(at + 1);
    }
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == std::string_view::npos) refuse_url(whole, "has an address without its closing bracket");
        url.host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
    } else {
        const std::size_t colon = std::min(authority.find(':'), authority.size());
        url.host = lower_case(authority.substr(0, colon));
        port = authority.substr(colon);
    }
    if (url.host.empty()) refuse_url(whole, "names no host");
    url.port = usual_port(url.scheme);
    if (port.empty() || port == ":") return;
    const std::optional<std::int64_t> number =
        port.front() == ':' ? whole_number(port.substr(1)) : std::nullopt;
    if (!number || *number < 1 || *number > 65535) refuse_url(whole, "has a port that is none (1 to 65535)");
    url.port = static_cast<std::uint16_t>(*number);
}

/// Bytes that may not stand in a request line, as %XX.
std::string sendable(std::string_view target) {
    std::string result;
    for (const char character : target) {
        const auto code = static_cast<unsigned char>(character);
        result += code >= 0x80 ? fmt::format("%{:02X}", code) : std::string(1, character);
    }
    return result;
}

/// "." and ".." taken out (RFC 3986, 5.2.4).
std::string without_dots(std::string_view path) {
    std::vector<std::string_view> parts;
    bool ends_in_slash = false;
    for (std::size_t start = 1; start <= path.size();) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        const std::string_view part = path.substr(start, end - start);
        const bool dots = part == "." || part == "..";
        if (part == ".." && !parts.empty()) parts.pop_back();
        if (!dots && !(part.empty() && end == path.size())) parts.push_back(part);
        ends_in_slash = end == path.size() && (dots || part.empty());
        start = end + 1;
    }
    std::string result;
    for (const std::string_view part : parts)
        result.append("/").append(part);
    return ends_in_slash || result.empty() ? result + "/" : result;
}

}  // namespace

std::string Url::host_field() const {
    const std::string name = host.find(':') != std::string::npos ? "[" + host + "]" : host;
    return port == usual_port(scheme) ? name : fmt::format("{}:{}", name, port);
}

bool Url::same_origin(const Url& other) const {
    return scheme == other.scheme && host == other.host && port == other.port;
}

Url parsed_url(std::string_view text) {
    const bool odd = std::any_of(text.begin(), text.end(), [](char character) {
        return static_cast<unsigned char>(character) <= ' ' || character == '\x7f';
    });
    if (odd) refuse_url(text, "holds a blank or a control character; write %20 for a blank");
    const std::size_t colon = text.find("://");
    Url url;
    if (colon != std::string_view::npos) url.scheme = lower_case(text.substr(0, colon));
    if (url.scheme != "http" && url.scheme != "https")
        refuse_url(text, "begins with neither http:// nor https://");
    const std::string_view rest = text.substr(colon + 3);
    const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
    take_authority(url, rest.substr(0, end), text);
    std::string_view target = rest.substr(end);
    target = target.substr(0, target.find('#'));
    url.target = sendable(target);
    if (!url.target.starts_with('/')) url.target.insert(0, "/");
    const std::string_view authority = rest.substr(0, end);
    url.text = fmt::format("{}://{}{}", text.substr(0, colon), authority.substr(authority.rfind('@') + 1),
                           rest.substr(end));
    return url;
}

Url resolved_url(const Url& base, std::string_view reference) {
    const std::string origin = fmt::format("{}://{}", base.scheme, base.host_field());
    std::string encoded;
    for (const char character : trimmed(reference))
        encoded += character == ' ' ? std::string("%20") : std::string(1, character);
    const std::size_t colon = encoded.find(':');
    if (colon != std::string::npos && encoded.find_first_of("/?#") > colon) return parsed_url(encoded);
    if (encoded.starts_with("//")) return parsed_url(base.scheme + ":" + encoded);
    const std::string path = base.target.substr(0, base.target.find('?'));
    if (encoded.empty() || encoded.starts_with('#')) return parsed_url(origin + base.target);
    if (encoded.starts_with('?')) return parsed_url(origin + path + encoded);
    if (!encoded.starts_with('/')) encoded.insert(0, path.substr(0, path.rfind('/') + 1));
    const std::size_t query = std::min(encoded.find_first_of("?#"), encoded.size());
    return parsed_url(origin + without_dots(encoded.substr(0, query)) + encoded.substr(query));
}

std::string form_quoted(std::string_view text) {
    constexpr std::string_view plain = "-._~";
    std::string result;
    for (const char character : text) {
        const bool letter = (character >= 'a' && character <= 'z') ||
                            (character >= 'A' && character <= 'Z') || is_digit(character);
        if (letter || plain.find(character) != std::string_view::npos) {
            result += character;
        } else if (character == ' ') {
            result += '+';
        } else {
            result += fmt::format("%{:02X}", static_cast<unsigned char>(character));
        }
    }
    return result;
}

std::string percent_decoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string pair = lower_case(text.substr(std::min(at + 1, text.size()), 2));
        const bool escape =
            text[at] == '%' && pair.size() == 2 && pair.find_first_not_of(digits) == std::string::npos;
        result += escape ? static_cast<char>(digits.find(pair[0]) * 16 + digits.find(pair[1])) : text[at];
        if (escape) at += 2;
    }
    return result;
}

std::string file_name_in(const Url& url) {
    const std::string path = url.target.substr(0, url.target.find('?'));
    const std::string name = percent_decoded(path.substr(path.rfind('/') + 1));
    // A decoded slash would lead out of the directory.
    const std::string last = name.substr(name.rfind('/') + 1);
    return last == "." || last == ".." ? "" : last;
}

}  // namespace modules

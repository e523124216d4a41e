#include "modules/openstack/CloudLogin.hpp"

#include "modules/module/Suggestion.hpp"
#include "modules/network/Proxies.hpp"
#include "modules/network/UrlArguments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::openstack {

namespace {

// Of `auth`; the environment has them in capitals, with OS_ before.
const std::vector<std::string>& auth_keys() {
    static const std::vector<std::string> keys{
        "auth_url",          "username",       "user_id",      "password",     "token",
        "user_domain_name",  "user_domain_id", "project_name", "project_id",   "project_domain_name",
        "project_domain_id", "domain_name",    "domain_id",    "system_scope",
    };
    return keys;
}

class Credentials {
  public:
    Credentials(const Map& auth, const HostView& host) {
        for (const auto& [key, value] : auth)
            take(key, value);
        if (!auth.empty()) return;
        for (const std::string& key : auth_keys())
            if (const std::optional<std::string> value = host.environment("OS_" + capitals(key)))
                values_.set(key, *value);
    }

    /// Empty where it is not given.
    [[nodiscard]] std::string of(std::string_view key) const { return Value(values_).text_of(key); }
    [[nodiscard]] std::string needed(std::string_view key) const {
        std::string value = of(key);
        if (value.empty())
            throw Failure(fmt::format("argument \"auth\": \"{}\" is missing; expected keys: {}", key,
                                      fmt::join(auth_keys(), ", ")));
        return value;
    }
    /// {id: …}, or {name: …, domain: …} of `noun`_name and `noun`_id.
    [[nodiscard]] Map named(const std::string& noun) const {
        if (const std::string id = of(noun + "_id"); !id.empty()) return {{"id", id}};
        const std::string name = of(noun == "user" ? "username" : noun + "_name");
        if (noun == "domain") return {{"name", name}};
        return {{"name", name}, {"domain", domain_of(noun)}};
    }
    [[nodiscard]] bool names(const std::string& noun) const {
        return !of(noun + "_id").empty() || !of(noun == "user" ? "username" : noun + "_name").empty();
    }

  private:
    static std::string capitals(std::string text) {
        for (char& character : text)
            if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
        return text;
    }

    void take(const std::string& key, const Value& value) {
        if (std::find(auth_keys().begin(), auth_keys().end(), key) == auth_keys().end()) {
            const std::optional<std::string> meant = closest(key, auth_keys());
            throw Failure(fmt::format("argument \"auth\": unknown key \"{}\"{}; expected keys: {}", key,
                                      meant ? fmt::format("; did you mean \"{}\"?", *meant) : "",
                                      fmt::join(auth_keys(), ", ")));
        }
        if (value.is_null()) return;
        if (value.is_integer()) {
            values_.set(key, std::to_string(value.as_integer()));
            return;
        }
        if (!value.is_text())
            throw Failure(
                fmt::format("argument \"auth\": {}: expected text, found {}", key, kind_name(value.kind())));
        values_.set(key, value.as_text());
    }

    [[nodiscard]] Map domain_of(const std::string& noun) const {
        if (const std::string id = of(noun + "_domain_id"); !id.empty()) return {{"id", id}};
        if (const std::string name = of(noun + "_domain_name"); !name.empty()) return {{"name", name}};
        return {{"id", "default"}};
    }

    Map values_;
};

Map identity_of(const Credentials& credentials) {
    if (const std::string token = credentials.of("token"); !token.empty())
        return {{"methods", List{"token"}}, {"token", Map{{"id", token}}}};
    if (!credentials.names("user")) static_cast<void>(credentials.needed("username"));
    Map user = credentials.named("user");
    user.set("password", credentials.needed("password"));
    return {{"methods", List{"password"}}, {"password", Map{{"user", user}}}};
}

Map scope_of(const Credentials& credentials) {
    if (const std::string system = credentials.of("system_scope"); !system.empty()) {
        if (system != "all")
            throw Failure(
                fmt::format("argument \"auth\": system_scope: expected \"all\", found \"{}\"", system));
        return {{"system", Map{{"all", true}}}};
    }
    for (const char* const noun : {"project", "domain"})
        if (credentials.names(noun)) return {{noun, credentials.named(noun)}};
    throw Failure("argument \"auth\": it must say for what the token is: project_name (or project_id), "
                  "domain_name (or domain_id), or system_scope: all");
}

std::string version_three(std::string url) {
    while (url.ends_with('/'))
        url.pop_back();
    return url.ends_with("/v3") ? url : url + "/v3";
}

}  // namespace

CloudLogin cloud_login(const CloudArguments& wanted, const HostView& host) {
    const Credentials credentials(wanted.auth, host);
    CloudLogin login;
    login.identity_url = version_three(credentials.needed("auth_url"));
    login.request = {{"identity", identity_of(credentials)}, {"scope", scope_of(credentials)}};
    const std::string user = credentials.of("username");
    login.who = user.empty() ? credentials.of("user_id") : user;
    login.who = login.who.empty() ? "the token" : "user " + login.who;
    for (const char* const secret : {"password", "token"})
        if (const std::string text = credentials.of(secret); !text.empty()) login.secrets.push_back(text);
    login.region = wanted.region_name ? *wanted.region_name : host.environment("OS_REGION_NAME").value_or("");
    login.interface = Field<CloudInterface>::to(wanted.interface).as_text();
    // The one way to the Web: its addresses, proxies and authorities.
    UrlArguments way;
    way.url = login.identity_url;
    way.timeout = wanted.timeout;
    way.validate_certs = wanted.validate_certs;
    way.ca_path = wanted.ca_cert;
    way.use_netrc = false;
    const FetchRequest request = fetch_request(way, host);
    login.route = request.route;
    login.proxy_for = request.proxy_for;
    return login;
}

}  // namespace modules::openstack

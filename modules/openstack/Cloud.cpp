#include "modules/openstack/Cloud.hpp"

#include "modules/network/Fetch.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::openstack {

namespace {

bool is_identity(const CloudService& service) {
    return service.types.front() == "identity";
}

/// The body as what it says in JSON; null where it is none.
Value content_of(const HttpReply& reply) {
    if (reply.body.empty()) return {};
    try {
        return from_json(reply.body);
    } catch (const std::runtime_error&) {
        return {};
    }
}

/// What a service says of why not: {"error": {"message": …}}, {"NeutronError": {"message": …}}, … or a page.
std::string explanation_in(const HttpReply& reply) {
    const Value content = content_of(reply);
    if (const std::string message = content.text_of("message"); !message.empty()) return ": " + message;
    for (const std::string& key : content.is_map() ? content.keys() : std::vector<std::string>{}) {
        const Value part = content.get(key).value_or(Value());
        if (const std::string message = part.text_of("message"); !message.empty()) return ": " + message;
        if (part.is_text() && content.keys().size() == 1) return ": " + part.as_text();
    }
    return beginning_of(reply.body);
}

std::string request_id(const HttpReply& reply) {
    for (const char* const name : {"x-openstack-request-id", "x-compute-request-id"})
        if (const std::optional<std::string> id = reply.fields.value(name))
            return fmt::format(" (request {})", *id);
    return {};
}

/// A load balancer with nobody behind it is nobody, too.
bool nobody_there(unsigned status) {
    return status == 502 || status == 503 || status == 504;
}

/// Where the next page is, as the services say it in three ways: links.next, next, PLURAL_links.
std::optional<std::string> next_page(const Value& content, const std::string& plural) {
    for (const Value& place : {content.get("links").value_or(Value()), content}) {
        const std::string next = place.text_of("next");
        if (!next.empty()) return next;
    }
    const Value links = content.get(plural + "_links").value_or(Value());
    for (const Value& link : links.is_list() ? links.as_list() : List{})
        if (link.text_of("rel") == "next") return link.text_of("href");
    return std::nullopt;
}

}  // namespace

std::string Cloud::hidden(std::string text) const {
    for (const std::string& secret : login_.secrets)
        for (std::size_t at = text.find(secret); !secret.empty() && at != std::string::npos;
             at = text.find(secret, at + masked_secret.size()))
            text.replace(at, secret.size(), masked_secret);
    return text;
}

HttpReply Cloud::exchange(const std::string& method, const std::string& url, const std::string& body,
                          const HttpFields& fields) const {
    FetchRequest request{.method = method, .url = parsed_url(url), .fields = fields, .body = body};
    request.redirects = Redirects::safe;
    request.unredirected = {"X-Auth-Token"};
    request.route = login_.route;
    request.proxy_for = login_.proxy_for;
    try {
        HttpReply reply = fetch(request).reply;
        if (!nobody_there(reply.status)) return reply;
        throw CloudUnreachable(hidden(
            fmt::format("{} {}: {} {}{}", method, url, reply.status, reply.reason, explanation_in(reply))));
    } catch (const HttpFailure& failure) {
        throw CloudUnreachable(fmt::format("{} {}: {}", method, url, failure.what()));
    }
}

void Cloud::refuse(const std::string& method, const HttpReply& reply) const {
    throw CloudRefusal(hidden(fmt::format("{} {}: {} {}{}{}", method, reply.url.text, reply.status,
                                          reply.reason, explanation_in(reply), request_id(reply))),
                       reply.status);
}

void Cloud::log_in() {
    HttpFields fields;
    fields.set("Content-Type", "application/json");
    const std::string url = login_.identity_url + "/auth/tokens";
    const HttpReply reply =
        exchange("POST", url, to_json(Map{{"auth", login_.request}}, 0, SecretStyle::revealed), fields);
    if (reply.status == 401)
        throw CloudRefusal(
            hidden(fmt::format("Keystone at {} gives {} no token: 401 {}{}{}", login_.identity_url,
                               login_.who, reply.reason, explanation_in(reply), request_id(reply))),
            reply.status);
    if (reply.status != 201) refuse("POST", reply);
    token_ = reply.fields.value("x-subject-token").value_or("");
    const Value token = content_of(reply).get("token").value_or(Value());
    if (token_.empty() || !token.is_map())
        throw Failure(fmt::format("POST {}: the answer holds no token: this is no Keystone", url));
    login_.secrets.push_back(token_);
    project_ = token.get("project").value_or(Value()).text_of("id");
    const Value catalog = token.get("catalog").value_or(Value());
    catalog_ = catalog.is_list() ? catalog.as_list() : List{};
}

HttpReply Cloud::asked(const std::string& method, const std::string& url, const std::string& body,
                       const std::string& content_type) {
    HttpReply reply;
    // A token may have run out in the meantime, or have been revoked.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (token_.empty() || attempt > 0) log_in();
        HttpFields fields;
        fields.set("X-Auth-Token", token_);
        fields.set("Accept", "application/json");
        if (!body.empty()) fields.set("Content-Type", content_type);
        reply = exchange(method, url, body, fields);
        if (reply.status != 401) break;
    }
    return reply;
}

std::string Cloud::address(const CloudService& service) const {
    if (is_identity(service)) return login_.identity_url;
    for (const Value& entry : catalog_) {
        const std::string type = entry.text_of("type");
        if (std::find(service.types.begin(), service.types.end(), type) == service.types.end()) continue;
        const Value endpoints = entry.get("endpoints").value_or(Value());
        for (const Value& endpoint : endpoints.is_list() ? endpoints.as_list() : List{}) {
            if (endpoint.text_of("interface") != login_.interface) continue;
            if (!login_.region.empty() && endpoint.text_of("region_id") != login_.region) continue;
            std::string url = endpoint.text_of("url");
            while (url.ends_with('/'))
                url.pop_back();
            return url.ends_with(service.version) ? url : url + std::string(service.version);
        }
    }
    throw Failure(fmt::format("the catalog of {} has no {} address of a service of type {}{}",
                              login_.identity_url, login_.interface, fmt::join(service.types, " or "),
                              login_.region.empty() ? "" : " in region " + login_.region));
}

std::optional<Value> Cloud::look(const CloudService& service, const std::string& path) {
    if (token_.empty()) log_in();
    const HttpReply reply = asked("GET", address(service) + path);
    if (reply.status == 404) return std::nullopt;
    if (reply.status < 200 || reply.status > 299) refuse("GET", reply);
    return content_of(reply);
}

List Cloud::look_through(const CloudService& service, const std::string& path, const std::string& plural) {
    if (token_.empty()) log_in();
    List all;
    std::optional<std::string> url = address(service) + path;
    while (url) {
        const HttpReply reply = asked("GET", *url);
        if (reply.status < 200 || reply.status > 299) refuse("GET", reply);
        const Value content = content_of(reply);
        const Value part = content.get(plural).value_or(Value());
        if (!part.is_list())
            throw Failure(fmt::format("GET {}: the answer holds no list \"{}\"", *url, plural));
        all.insert(all.end(), part.as_list().begin(), part.as_list().end());
        url = next_page(content, plural);
        // Glance says only the path.
        if (url) url = resolved_url(reply.url, *url).text;
        if (part.as_list().empty()) break;
    }
    return all;
}

bool Cloud::accepts(const std::string& user_id, const std::string& password) {
    hide(password);
    HttpFields fields;
    fields.set("Content-Type", "application/json");
    const Map user{{"id", user_id}, {"password", password}};
    const Map identity{{"methods", List{"password"}}, {"password", Map{{"user", user}}}};
    const Map auth{{"identity", identity}, {"scope", "unscoped"}};
    const HttpReply reply = exchange("POST", login_.identity_url + "/auth/tokens",
                                     to_json(Map{{"auth", auth}}, 0, SecretStyle::revealed), fields);
    if (reply.status != 201 && reply.status != 401) refuse("POST", reply);
    return reply.status == 201;
}

Value Cloud::change(HostControl& /*only who has it may*/, const std::string& method,
                    const CloudService& service, const std::string& path, const Value& body,
                    const std::string& content_type) {
    if (token_.empty()) log_in();
    const std::string text = body.is_null() ? "" : to_json(body, 0, SecretStyle::revealed);
    const HttpReply reply = asked(method, address(service) + path, text, content_type);
    if (reply.status < 200 || reply.status > 299) refuse(method, reply);
    return content_of(reply);
}

void Cloud::upload(HostControl& /*only who has it may*/, const CloudService& service, const std::string& path,
                   const HttpUpload& content) {
    // It may take longer than what is left of the token's time; a fresh one has all of it.
    log_in();
    HttpRequest request{.method = "PUT", .url = parsed_url(address(service) + path), .fields = {}};
    request.fields.set("X-Auth-Token", token_);
    request.fields.set("Content-Type", "application/octet-stream");
    request.upload = content;
    HttpRoute route = login_.route;
    if (login_.proxy_for) route.proxy = login_.proxy_for(request.url);
    try {
        const HttpReply reply = http_exchange(request, route);
        if (reply.status < 200 || reply.status > 299) refuse("PUT", reply);
    } catch (const HttpFailure& failure) {
        throw Failure(fmt::format("PUT {}: {}", request.url.text, failure.what()));
    }
}

Plan plan_without_cloud(const CloudUnreachable& reason, const CallOptions& options) {
    if (!options.check_mode) throw reason;
    Plan plan;
    plan.unknown = reason.what();
    return plan;
}

}  // namespace modules::openstack

#pragma once

#include "modules/network/HttpExchange.hpp"

#include <map>

namespace modules {

/// Which redirects are followed: none; those of a GET or HEAD; all; those that Python's urllib follows.
enum class Redirects { none, safe, all, urllib };

struct Login {
    std::string user;
    std::string password;
};

/// What is wanted of a server, however many requests that takes.
struct FetchRequest {
    std::string method = "GET";
    Url url;
    HttpFields fields;
    /// Fields that are not told to where one is redirected.
    std::vector<std::string> unredirected = {};
    std::string body = {};
    Redirects redirects = Redirects::urllib;
    std::optional<Login> login = {};
    /// Show the login at once, not only when asked for it.
    bool login_first = false;
    HttpRoute route = {};
    /// The proxy for an address, if any.
    std::function<std::optional<Url>(const Url&)> proxy_for = {};
};

struct Fetched {
    HttpReply reply;
    /// "OK (12 bytes)" or "HTTP Error 404: Not Found", as Ansible says it.
    std::string message;
    std::vector<std::pair<std::string, std::string>> cookies;
    [[nodiscard]] bool good() const { return reply.status >= 200 && reply.status < 300; }
};

/// Asks, follows redirects (at most ten), answers a demand for a login (Basic, RFC 7617), and keeps cookies
/// on the way. Throws HttpFailure.
Fetched fetch(const FetchRequest& wanted, const ChooseSink& choose_sink = {});

/// "Basic …" for a login.
std::string basic_authorization(const Login& login);

/// "Sun, 06 Nov 1994 08:49:37 GMT" for seconds since the epoch.
std::string http_date(double seconds);

/// The beginning of a body on one line, for a message: ", whose reply begins: …"; empty for an empty body or
/// one that is no text.
std::string beginning_of(const std::string& body);

}  // namespace modules

#include "modules/network/UrlArguments.hpp"

#include "modules/network/Netrc.hpp"
#include "modules/network/Proxies.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace modules {

namespace {

// Debian; RedHat; its older place; SUSE; others.
constexpr std::array authority_bundles{
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
};

std::string file_of(std::string_view argument, const std::string& path, const HostView& host) {
    std::optional<std::string> content = host.read_if_there(path);
    if (!content) throw Failure(fmt::format("{}: {} does not exist", argument, path));
    return *std::move(content);
}

TlsSettings tls_settings(const UrlArguments& wanted, const HostView& host) {
    TlsSettings tls;
    tls.verify = wanted.validate_certs;
    if (wanted.validate_certs && wanted.ca_path) {
        tls.authorities = file_of("ca_path", *wanted.ca_path, host);
        tls.authorities_path = *wanted.ca_path;
    }
    for (const char* const bundle : authority_bundles) {
        if (!wanted.validate_certs || !tls.authorities_path.empty()) break;
        if (!host.exists(bundle)) continue;
        tls.authorities = host.read(bundle);
        tls.authorities_path = bundle;
    }
    if (wanted.client_key && !wanted.client_cert) throw Failure("client_key needs client_cert");
    if (wanted.client_cert) tls.certificate = file_of("client_cert", *wanted.client_cert, host);
    if (wanted.client_key) tls.key = file_of("client_key", *wanted.client_key, host);
    tls.ciphers = fmt::format("{}", fmt::join(wanted.ciphers, ":"));
    return tls;
}

HttpFields fields_of(const UrlArguments& wanted) {
    HttpFields fields;
    fields.set("Accept-Encoding", "identity");
    if (!wanted.http_agent.empty()) fields.set("User-Agent", wanted.http_agent);
    if (wanted.force) fields.set("Cache-Control", "no-cache");
    fields.set_all(wanted.headers);
    return fields;
}

/// In Ansible's order: the arguments, the address, ~/.netrc.
std::optional<Login> login_of(const UrlArguments& wanted, const Url& url, const HostView& host,
                              bool& at_once) {
    at_once = wanted.force_basic_auth;
    if (wanted.url_username && !wanted.url_username->empty())
        return Login{*wanted.url_username, wanted.url_password ? wanted.url_password->characters : ""};
    if (url.user) return Login{*url.user, url.password.value_or("")};
    if (!wanted.use_netrc) return std::nullopt;
    at_once = true;
    return netrc_login(host, url.host);
}

}  // namespace

FetchRequest fetch_request(const UrlArguments& wanted, const HostView& host) {
    if (wanted.use_gssapi)
        throw Failure(
            "use_gssapi: Kerberos is not there; give url_username and url_password or a token in headers");
    if (wanted.timeout < 1) throw Failure("timeout must be at least 1");
    FetchRequest request;
    request.url = parsed_url(wanted.url);
    request.fields = fields_of(wanted);
    request.unredirected = wanted.unredirected_headers;
    request.login = login_of(wanted, request.url, host, request.login_first);
    request.route.limit = Patience(std::chrono::seconds(wanted.timeout));
    request.route.decompress = wanted.decompress;
    if (wanted.use_proxy) request.proxy_for = proxies_of(host);
    // Only who meets TLS needs the authorities, but a redirect may lead there.
    request.route.tls = tls_settings(wanted, host);
    return request;
}

}  // namespace modules

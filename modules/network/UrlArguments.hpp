#pragma once

#include "modules/files/Attributes.hpp"
#include "modules/network/Fetch.hpp"

namespace modules {

/// What every module that speaks HTTP takes.
struct UrlArguments : AttributeArguments {
    std::string url;
    std::optional<std::string> url_username;
    std::optional<SecretText> url_password;
    bool force_basic_auth = false;
    bool force = false;
    std::int64_t timeout = 30;
    Map headers;
    std::vector<std::string> unredirected_headers;
    std::string http_agent = "ansible-httpget";
    bool validate_certs = true;
    std::optional<std::string> ca_path;
    std::optional<std::string> client_cert;
    std::optional<std::string> client_key;
    std::vector<std::string> ciphers;
    bool decompress = true;
    bool use_proxy = true;
    bool use_netrc = true;
    bool use_gssapi = false;
};

/// The request of these arguments, of a method and a body that the caller adds. Throws Failure.
FetchRequest fetch_request(const UrlArguments& wanted, const HostView& host);

/// Adds the rows of UrlArguments, file attributes included; `user_alias` is what else url_username is called.
template <class Arguments>
void add_url_arguments(ArgumentList<Arguments>& table, const std::string& user_alias) {
    using OptionalText = std::optional<std::string>;
    using Texts = std::vector<std::string>;
    table.template add<std::string>("url", &Arguments::url, "the address: http://… or https://…",
                                    {.need = Need::required});
    table.template add<OptionalText>("url_username", &Arguments::url_username, "who to log in as (Basic)",
                                     {.aliases = {user_alias}});
    table.template add<std::optional<SecretText>>("url_password", &Arguments::url_password,
                                                  "with which password", {.aliases = {"password"}});
    table.template add<bool>("force_basic_auth", &Arguments::force_basic_auth,
                             "show the login at once, not only when the server asks for it");
    table.template add<bool>("force", &Arguments::force,
                             "ask for no cached copy, and fetch anew what is there");
    table.template add<std::int64_t>("timeout", &Arguments::timeout,
                                     "how many seconds a connection, or the next bytes, may take");
    table.template add<Map>("headers", &Arguments::headers, "further header fields of the request");
    table.template add<Texts>("unredirected_headers", &Arguments::unredirected_headers,
                              "fields that are left out after a redirect");
    table.template add<std::string>("http_agent", &Arguments::http_agent, "the User-Agent field");
    table.template add<bool>("validate_certs", &Arguments::validate_certs,
                             "refuse a server whose certificate is not to be trusted");
    table.template add<OptionalText>("ca_path", &Arguments::ca_path,
                                     "a PEM file of authorities to trust in place of the host's",
                                     {.path = true});
    table.template add<OptionalText>("client_cert", &Arguments::client_cert,
                                     "a PEM file of one's own certificate, perhaps with its key",
                                     {.path = true});
    table.template add<OptionalText>("client_key", &Arguments::client_key, "a PEM file of its key",
                                     {.path = true});
    table.template add<Texts>("ciphers", &Arguments::ciphers, "TLS ciphers as OpenSSL names them");
    table.template add<bool>("decompress", &Arguments::decompress, "unpack a reply that is packed by gzip");
    table.template add<bool>("use_proxy", &Arguments::use_proxy,
                             "go by the proxies that the environment names");
    table.template add<bool>("use_netrc", &Arguments::use_netrc,
                             "take a login from ~/.netrc where none is given");
    table.template add<bool>("use_gssapi", &Arguments::use_gssapi, "Kerberos: not there, yes is refused");
    add_attribute_arguments(table);
}

}  // namespace modules

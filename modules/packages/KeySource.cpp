#include "modules/packages/KeySource.hpp"

#include "modules/network/UrlArguments.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules {

std::string key_at(const std::string& address, Certificates certificates, const HostView& host) {
    UrlArguments wanted;
    wanted.url = address;
    wanted.validate_certs = certificates == Certificates::checked;
    std::string why;
    try {
        Fetched fetched = fetch(fetch_request(wanted, host));
        if (fetched.good()) return std::move(fetched.reply.body);
        why = fetched.message;
    } catch (const HttpFailure& failure) {
        why = failure.what();
    }
    throw Failure(fmt::format("Failed to download key at {}: {}", address, why));
}

std::string key_on_server(const std::string& server, const std::string& id, const HostView& host) {
    std::string address = server.substr(0, server.find_last_not_of('/') + 1);
    constexpr std::string_view plain = "hkp://";
    constexpr std::string_view encrypted = "hkps://";
    if (address.find("://") == std::string::npos) address.insert(0, plain);
    if (address.starts_with(plain)) {
        const bool has_port = address.find(':', plain.size()) != std::string::npos;
        address = "http://" + address.substr(plain.size()) + (has_port ? "" : ":11371");
    } else if (address.starts_with(encrypted)) {
        address = "https://" + address.substr(encrypted.size());
    }
    try {
        return key_at(fmt::format("{}/pks/lookup?op=get&options=mr&search=0x{}", address, id),
                      Certificates::checked, host);
    } catch (const Failure& failure) {
        throw Failure(
            fmt::format("Error fetching key {} from keyserver: {}: {}", id, server, failure.what()));
    }
}

std::string key_id(std::string_view written) {
    std::string id(trimmed(written));
    if (id.starts_with("0x") || id.starts_with("0X")) id.erase(0, 2);
    for (char& character : id)
        if (character >= 'a' && character <= 'f') character = static_cast<char>(character - 'a' + 'A');
    const bool is_hexadecimal = id.find_first_not_of("0123456789ABCDEF") == std::string::npos;
    if (!is_hexadecimal || (id.size() != 8 && id.size() < 16))
        throw Failure("Invalid key_id", Map{{"id", std::string(written)}});
    return id;
}

bool is_meant(const PgpKey& key, const std::string& id) {
    return std::any_of(key.ids.begin(), key.ids.end(),
                       [&](const std::string& own) { return own.ends_with(id) || id.ends_with(own); });
}

}  // namespace modules

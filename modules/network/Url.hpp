#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace modules {

/// An address of the Web in its parts (RFC 3986); only http and https.
struct Url {
    /// As it was given, less user and password: what messages and results show.
    std::string text;
    /// "http" or "https".
    std::string scheme;
    std::optional<std::string> user;
    std::optional<std::string> password;
    /// A name or an address, the latter without brackets.
    std::string host;
    std::uint16_t port = 0;
    /// Path and query; at least "/".
    std::string target;

    [[nodiscard]] bool encrypted() const { return scheme == "https"; }
    /// What the Host field says: without the port where it is the usual one.
    [[nodiscard]] std::string host_field() const;
    /// Same scheme, host and port: what was meant for the one may be told the other.
    [[nodiscard]] bool same_origin(const Url& other) const;
};

/// Throws Failure ("url: …") saying what is wrong.
Url parsed_url(std::string_view text);

/// What a reference (a Location) means where `base` was asked. Throws Failure as parsed_url().
Url resolved_url(const Url& base, std::string_view reference);

/// Everything but letters, digits, - . _ ~ as %XX, as Python's urllib.parse.quote_plus(): a blank is a plus.
std::string form_quoted(std::string_view text);
/// %XX undone.
std::string percent_decoded(std::string_view text);
/// The last part of the path, decoded; empty where it ends in a slash.
std::string file_name_in(const Url& url);

}  // namespace modules

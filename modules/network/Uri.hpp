#pragma once

#include "modules/network/UrlArguments.hpp"

#include <array>

namespace modules {

enum class BodyFormat { raw, json, form_urlencoded, form_multipart };
template <>
struct Words<BodyFormat> {
    static constexpr std::array words{
        std::pair{std::string_view("form-urlencoded"), BodyFormat::form_urlencoded},
        std::pair{std::string_view("json"), BodyFormat::json},
        std::pair{std::string_view("raw"), BodyFormat::raw},
        std::pair{std::string_view("form-multipart"), BodyFormat::form_multipart}};
};

/// As Ansible spells them: yes means all, no means none.
enum class FollowRedirects { all, no, none, safe, urllib2, yes };
template <>
struct Words<FollowRedirects> {
    static constexpr std::array words{std::pair{std::string_view("all"), FollowRedirects::all},
                                      std::pair{std::string_view("no"), FollowRedirects::no},
                                      std::pair{std::string_view("none"), FollowRedirects::none},
                                      std::pair{std::string_view("safe"), FollowRedirects::safe},
                                      std::pair{std::string_view("urllib2"), FollowRedirects::urllib2},
                                      std::pair{std::string_view("yes"), FollowRedirects::yes}};
};

struct UriArguments : UrlArguments {
    std::string method = "GET";
    Value body;
    BodyFormat body_format = BodyFormat::raw;
    std::optional<std::string> src;
    bool remote_src = false;
    std::vector<std::int64_t> status_code{200};
    bool return_content = false;
    FollowRedirects follow_redirects = FollowRedirects::safe;
    std::optional<std::string> creates;
    std::optional<std::string> removes;
    std::optional<std::string> dest;
    std::optional<std::string> unix_socket;
};

/// Asks an HTTP server for something, or tells it something.
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/uri_module.html
/// Two differences: a reply that is written to `dest` counts as a change only where it differs from what is
/// there, and a login is not told to another server that one is redirected to.
class Uri final : public TypedModule<UriArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "uri"; }
    [[nodiscard]] std::string_view summary() const override { return "Speaks HTTP with a server"; }
    [[nodiscard]] ArgumentList<UriArguments> table() const override;
    [[nodiscard]] Plan check(const UriArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#pragma once

#include "modules/network/HttpExchange.hpp"
#include "modules/openstack/CloudArguments.hpp"
#include "modules/system/HostView.hpp"

#include <functional>

namespace modules::openstack {

/// Who asks, where Keystone is, and how to get there.
struct CloudLogin {
    /// Of the identity API's version 3, without a slash at its end.
    std::string identity_url;
    /// "user admin", for messages.
    std::string who;
    /// The `auth` of a request for a token.
    /// https://docs.openstack.org/api-ref/identity/v3/#authentication-and-token-management
    Map request;
    /// Empty: any.
    std::string region;
    std::string interface;
    HttpRoute route;
    std::function<std::optional<Url>(const Url&)> proxy_for;
    /// What no message may hold.
    std::vector<std::string> secrets;
};

/// Throws Failure where `auth` lacks something, or has what is not known.
CloudLogin cloud_login(const CloudArguments& wanted, const HostView& host);

}  // namespace modules::openstack

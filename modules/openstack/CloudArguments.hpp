#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

/// Which of a service's addresses is used.
enum class CloudInterface { for_all, internal, admin };

template <>
struct Words<CloudInterface> {
    static constexpr std::array words{std::pair{std::string_view("public"), CloudInterface::for_all},
                                      std::pair{std::string_view("internal"), CloudInterface::internal},
                                      std::pair{std::string_view("admin"), CloudInterface::admin}};
};

/// What every module that speaks with an OpenStack takes; the names are those of openstack.cloud.
struct CloudArguments {
    Map auth;
    std::optional<std::string> region_name;
    CloudInterface interface = CloudInterface::for_all;
    std::int64_t timeout = 180;
    bool validate_certs = true;
    std::optional<std::string> ca_cert;
};

template <class Arguments>
void add_cloud_arguments(ArgumentList<Arguments>& table) {
    using OptionalText = std::optional<std::string>;
    table.template add<Map>("auth", &Arguments::auth,
                            "who asks, and where: auth_url, username, password, project_name, …; where it is "
                            "absent, the OS_ variables of the environment");
    table.template add<OptionalText>("region_name", &Arguments::region_name,
                                     "the region whose services are used", {.aliases = {"region"}});
    table.template add<CloudInterface>("interface", &Arguments::interface,
                                       "which address of a service is used", {.aliases = {"endpoint_type"}});
    table.template add<std::int64_t>("timeout", &Arguments::timeout, "how many seconds an answer may take",
                                     {.aliases = {"api_timeout"}});
    table.template add<bool>("validate_certs", &Arguments::validate_certs,
                             "refuse a server whose certificate is not to be trusted",
                             {.aliases = {"verify"}});
    table.template add<OptionalText>("ca_cert", &Arguments::ca_cert,
                                     "a PEM file of authorities to trust in place of the host's",
                                     {.aliases = {"cacert"}, .path = true});
}

}  // namespace modules

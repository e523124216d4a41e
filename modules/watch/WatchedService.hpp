#pragma once

#include "modules/module/TypedModule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules {

namespace watch {
enum class ServiceKind { amqp, http, memcached, mysql, redis, tcp };
}
template <>
struct Words<watch::ServiceKind> {
    static constexpr std::array words{std::pair{std::string_view("amqp"), watch::ServiceKind::amqp},
                                      std::pair{std::string_view("http"), watch::ServiceKind::http},
                                      std::pair{std::string_view("memcached"), watch::ServiceKind::memcached},
                                      std::pair{std::string_view("mysql"), watch::ServiceKind::mysql},
                                      std::pair{std::string_view("redis"), watch::ServiceKind::redis},
                                      std::pair{std::string_view("tcp"), watch::ServiceKind::tcp}};
};

namespace watch {

/// One service as it stands in the argument `services`.
struct WatchedService {
    std::string name;
    ServiceKind kind = ServiceKind::tcp;
    /// Asked in turn, from the one that answered last.
    std::vector<std::string> hosts;
    /// 0: the usual one of the kind.
    std::int64_t port = 0;
    std::optional<std::string> user;
    std::optional<SecretText> password;
    /// mysql: where the watch makes its table. redis: a number.
    std::optional<std::string> database;
    std::string vhost = "/";
    /// How many replicas must have a write of redis before it counts as acknowledged.
    std::int64_t replicas = 1;
    /// Of http: what is asked for, with which further header fields, and the statuses that are good answers.
    std::string path = "/";
    Map headers = {};
    std::vector<std::int64_t> status{200};

    [[nodiscard]] std::uint16_t port_number() const { return static_cast<std::uint16_t>(port); }
};

/// The services, with their ports filled in. Throws Failure naming everything that is wrong: unknown keys,
/// keys that the kind has no use for, missing ones, values of other types.
std::vector<WatchedService> watched_services(const std::vector<Map>& written);

}  // namespace watch

}  // namespace modules

#include "modules/watch/Probe.hpp"

#include "modules/watch/AmqpProbe.hpp"
#include "modules/watch/HttpProbe.hpp"
#include "modules/watch/MemcachedProbe.hpp"
#include "modules/watch/MysqlProbe.hpp"
#include "modules/watch/RedisProbe.hpp"
#include "modules/watch/TcpProbe.hpp"

#include <fmt/format.h>

namespace modules::watch {

std::unique_ptr<Probe> probe_for(const WatchedService& service, const Mark& mark, HostControl& control) {
    switch (service.kind) {
    case ServiceKind::amqp:
        return std::make_unique<AmqpProbe>(service, mark);
    case ServiceKind::http:
        return std::make_unique<HttpProbe>(service);
    case ServiceKind::memcached:
        return std::make_unique<MemcachedProbe>(service, mark);
    case ServiceKind::mysql:
        return std::make_unique<MysqlProbe>(service, mark, control);
    case ServiceKind::redis:
        return std::make_unique<RedisProbe>(service, mark);
    case ServiceKind::tcp:
        break;
    }
    return std::make_unique<TcpProbe>(service);
}

std::string place_of(const std::string& host, const WatchedService& service) {
    return fmt::format("{} port {}", host, service.port);
}

}  // namespace modules::watch

#include "modules/openstack/ResourceKind.hpp"

namespace modules::openstack {

const std::vector<ResourceKind>& resource_kinds() {
    static const std::vector<ResourceKind> kinds{};
    return kinds;
}

}  // namespace modules::openstack

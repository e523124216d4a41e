#include "modules/openstack/ResourceKind.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace modules::openstack {

const Attribute* ResourceKind::attribute(std::string_view name) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const Attribute& attribute) { return attribute.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

const ResourceKind& resource_kind(std::string_view list) {
    for (const std::vector<ResourceKind>* const table : {&identity_kinds(), &resource_kinds()})
        for (const ResourceKind& kind : *table)
            if (kind.list == list) return kind;
    throw std::logic_error(fmt::format("no kind \"{}\"", list));
}

}  // namespace modules::openstack

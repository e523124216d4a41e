#include "modules/openstack/ResourceKind.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

std::string help_of(const ResourceKind& kind, const std::vector<Attribute>& own_keys) {
    std::vector<std::string_view> keys;
    for (const std::vector<Attribute>* const table : {&kind.attributes, &own_keys})
        for (const Attribute& attribute : *table)
            keys.push_back(attribute.name);
    return fmt::format("{}s, each of {}", kind.noun, fmt::join(keys, ", "));
}

}  // namespace modules::openstack

#include "modules/module/PythonLiteral.hpp"
#include "modules/openstack/Beyond.hpp"

#include <fmt/format.h>

namespace modules::openstack {

void plan_extra_specs(const Entry& entry, const std::optional<Value>& present, const std::string& place,
                      ResourcePlan& plan) {
    const Value* const declared = entry.own.find("extra_specs");
    if (entry.absent || declared == nullptr) return;
    const ResourceKind& kind = *entry.kind;
    const auto path = [&kind, place, thing = entry.thing] {
        return fmt::format("{}/{}/{}", kind.path, form_quoted(thing->id), place);
    };
    Value there = Map();
    if (present)
        if (const std::optional<Value> answer = plan.cloud()->look(kind.service, path()))
            there = answer->get("extra_specs").value_or(there);
    Map set;
    std::vector<std::string> gone;
    for (const auto& [key, value] : declared->as_map()) {
        // The services keep nothing but text.
        const std::string text = value.is_text() ? value.as_text() : to_python_text(value);
        if (there.get(key) != Value(text)) set.set(key, text);
    }
    for (const std::string& key : there.keys())
        if (!declared->as_map().contains(key)) gone.push_back(key);
    if (set.empty() && gone.empty()) return;
    plan.change({"extra specs of " + subject_of(entry), there, *declared},
                [cloud = plan.cloud(), &kind, path, set, gone](HostControl& control) {
                    if (!set.empty())
                        static_cast<void>(
                            cloud->change(control, "POST", kind.service, path(), Map{{"extra_specs", set}}));
                    for (const std::string& key : gone)
                        static_cast<void>(cloud->change(control, "DELETE", kind.service,
                                                        path() + '/' + form_quoted(key), {}));
                    return Outcome{};
                });
}

}  // namespace modules::openstack

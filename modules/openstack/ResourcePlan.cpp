#include "modules/openstack/ResourcePlan.hpp"

#include "modules/value/Json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::openstack {

namespace {

constexpr std::string_view default_domain = "default";

/// Lists whose order means nothing, made comparable.
std::vector<std::string> sorted_texts(const Value& list) {
    std::vector<std::string> texts;
    for (const Value& item : list.is_list() ? list.as_list() : List{})
        texts.push_back(to_json(item));
    std::sort(texts.begin(), texts.end());
    return texts;
}

bool same_value(Shape shape, const Value& wanted, const Value& present) {
    // A text that is not there and an empty one are the same to the services, but not to their JSON.
    if (present.is_null())
        return wanted.is_null() || (wanted.is_text() && wanted.as_text().empty()) ||
               (wanted.is_list() && wanted.as_list().empty()) || (wanted.is_map() && wanted.as_map().empty());
    // Nova says no swap by an empty text.
    if (shape == Shape::integer && present.is_text() && present.as_text().empty()) return wanted == Value(0);
    if (shape == Shape::set) return sorted_texts(wanted) == sorted_texts(present);
    if (shape != Shape::mappings) return wanted == present;
    if (!present.is_list() || wanted.as_list().size() != present.as_list().size()) return false;
    const List& there = present.as_list();
    return std::all_of(wanted.as_list().begin(), wanted.as_list().end(), [&](const Value& one) {
        return std::find(there.begin(), there.end(), one) != there.end();
    });
}

bool is_identity(const ResourceKind& kind, std::string_view name) {
    return std::find(kind.identity.begin(), kind.identity.end(), name) != kind.identity.end();
}

/// What a person is shown of an attribute.
Value shown(const Attribute& attribute, const Value& value) {
    return attribute.shape == Shape::password ? Value("the one asked for") : value;
}

std::string id_in(const Value& thing) {
    const Value id = thing.get("id").value_or(Value());
    return id.is_integer() ? std::to_string(id.as_integer()) : id.as_text();
}

std::string place_of(const ResourceKind& kind, const std::string& id) {
    return fmt::format("{}/{}", kind.path, form_quoted(id));
}

}  // namespace

std::string subject_of(const Entry& entry) {
    const std::string name = entry.text("name");
    if (name.empty()) {
        std::string subject(entry.kind->noun);
        for (const std::string_view key : entry.kind->identity)
            if (const Value* const value = entry.values.find(key))
                subject += ' ' + (value->is_text() ? value->as_text() : to_json(*value));
        return subject;
    }
    const std::string domain = entry.text("domain");
    const bool usual = domain.empty() || domain == default_domain || domain == "Default";
    return fmt::format("{} {}{}", entry.kind->noun, name, usual ? "" : " of domain " + domain);
}

void ResourcePlan::unknown(const std::string& reason) {
    if (!options_.check_mode) throw Failure(reason);
    if (!plan_.unknown) plan_.unknown = reason;
}

std::shared_ptr<Thing> ResourcePlan::referred(const Entry& entry, std::string_view kind_list,
                                              const std::string& text, const std::shared_ptr<Thing>& domain) {
    const ResourceKind& kind = resource_kind(kind_list);
    const std::shared_ptr<Thing> thing = known_.find(kind, text, domain);
    if (!thing && !entry.absent)
        unknown(fmt::format("{}: there is no {} \"{}\"{}, and this task declares none", entry.where,
                            kind.noun, text, domain ? fmt::format(" in domain {}", domain->name) : ""));
    if (thing && thing->goes && !entry.absent)
        throw Failure(
            fmt::format("{}: {} \"{}\" is to be absent by the same task", entry.where, kind.noun, text));
    return thing;
}

ResourcePlan::References ResourcePlan::refer(Entry& entry) {
    for (const Attribute& attribute : entry.kind->attributes) {
        const Value* const named = entry.values.find(attribute.name);
        if (attribute.shape != Shape::reference || named == nullptr) continue;
        const auto domain = entry.references.find(attribute.within);
        const std::shared_ptr<Thing> thing =
            referred(entry, attribute.kind, named->as_text(),
                     domain == entry.references.end() ? nullptr : domain->second);
        if (!thing) return References::missing;
        entry.references[std::string(attribute.name)] = thing;
    }
    return References::found;
}

void ResourcePlan::add(std::vector<Entry> entries, const Beyond& beyond) {
    for (Entry& entry : entries) {
        if (refer(entry) == References::missing) continue;
        if (const Entry* const other = known_.same_thing(entry))
            throw Failure(fmt::format("{}: that is {} again", entry.where, other->where));
        const std::optional<Value> present = known_.present(entry);
        if (present) {
            known_.is_there(entry, id_in(*present));
        }
        known_.declare(entry);
        if (entry.absent) {
            if (present) plan_removal(entry, *present);
            if (present && beyond) beyond(entry, present);
            continue;
        }
        kept_.push_back(entry);
        if (present) {
            adapt(entry, *present);
        } else {
            make(entry);
        }
        if (beyond) beyond(entry, present);
    }
}

ResourcePlan::Field ResourcePlan::field_of(const Entry& entry, const Attribute& attribute,
                                           const Value& wanted) {
    if (attribute.shape != Shape::reference) return {attribute.json_name(), wanted};
    return {attribute.json_name(), entry.references.find(attribute.name)->second};
}

Value ResourcePlan::body_of(const ResourceKind& kind, const std::vector<Field>& fields) {
    Map body;
    for (const auto& [name, content] : fields) {
        const auto* const thing = std::get_if<std::shared_ptr<Thing>>(&content);
        body.set(name, thing != nullptr ? Value((*thing)->id) : std::get<Value>(content));
    }
    return kind.singular.empty() ? body : Map{{std::string(kind.singular), body}};
}

void ResourcePlan::send_changes(HostControl& control, Cloud& cloud, const ResourceKind& kind,
                                const std::string& id, const std::vector<Field>& fields) {
    const Value body = body_of(kind, fields);
    if (kind.patch == Patch::fields) {
        static_cast<void>(
            cloud.change(control, std::string(kind.update), kind.service, place_of(kind, id), body));
        return;
    }
    List operations;
    for (const auto& [name, value] : body.as_map())
        operations.emplace_back(Map{{"op", "add"}, {"path", "/" + name}, {"value", value}});
    static_cast<void>(cloud.change(control, std::string(kind.update), kind.service, place_of(kind, id),
                                   operations, "application/openstack-images-v2.1-json-patch"));
}

void ResourcePlan::make(const Entry& entry) {
    const ResourceKind& kind = *entry.kind;
    std::vector<Field> fields;
    Map after{{"state", "present"}};
    for (const auto& [name, wanted] : entry.values) {
        const Attribute& attribute = *kind.attribute(name);
        fields.push_back(field_of(entry, attribute, wanted));
        after.set(name, shown(attribute, wanted));
        if (attribute.shape == Shape::password) cloud_->hide(wanted.as_text());
    }
    plan_.change({subject_of(entry), Map{{"state", "absent"}}, after},
                 [cloud = cloud_, &kind, fields, thing = entry.thing](HostControl& control) {
                     const Value made = cloud->change(control, "POST", kind.service, std::string(kind.path),
                                                      body_of(kind, fields));
                     thing->id = id_in(made.get(kind.singular).value_or(made));
                     return Outcome{};
                 });
}

bool ResourcePlan::differs(const Entry& entry, const Attribute& attribute, const Value& wanted,
                           const Value& present) {
    if (attribute.shape == Shape::reference)
        return entry.references.find(attribute.name)->second->id != present.text_of(attribute.json_name());
    if (attribute.shape == Shape::password) {
        if (Value(entry.own).text_of("update_password") == "on_create") return false;
        const bool stays_off = entry.values.contains("enabled") && !Value(entry.values).flag("enabled");
        // Nobody can log in as one who may not: then it cannot be told.
        if (!present.flag("enabled")) return !stays_off;
        return !cloud_->accepts(entry.thing->id, wanted.as_text());
    }
    return !same_value(attribute.shape, wanted, present.get(attribute.json_name()).value_or(Value()));
}

void ResourcePlan::adapt(const Entry& entry, const Value& present) {
    const ResourceKind& kind = *entry.kind;
    std::vector<Field> fields;
    Map before;
    Map after;
    for (const auto& [name, wanted] : entry.values) {
        const Attribute& attribute = *kind.attribute(name);
        if (is_identity(kind, name) || !differs(entry, attribute, wanted, present)) continue;
        const Value is = attribute.shape == Shape::password
                             ? Value("another one")
                             : present.get(attribute.json_name()).value_or(Value());
        if (attribute.settled == Settled::at_creation)
            throw Failure(fmt::format("{}: its {} is {} and cannot be changed to {}; remove it first "
                                      "(state: absent), or declare it as it is",
                                      entry.where, name, to_json(is), to_json(wanted)));
        fields.push_back(field_of(entry, attribute, wanted));
        before.set(name, is);
        after.set(name, shown(attribute, wanted));
    }
    if (fields.empty()) return;
    plan_.change({subject_of(entry), before, after},
                 [cloud = cloud_, &kind, fields, thing = entry.thing](HostControl& control) {
                     send_changes(control, *cloud, kind, thing->id, fields);
                     return Outcome{};
                 });
}

void ResourcePlan::plan_removal(const Entry& entry, const Value& present) {
    const ResourceKind& kind = *entry.kind;
    const bool switch_off = kind.disabled_first && present.flag("enabled");
    remove({subject_of(entry), Map{{"state", "present"}}, Map{{"state", "absent"}}},
           [cloud = cloud_, &kind, switch_off, thing = entry.thing](HostControl& control) {
               if (switch_off) send_changes(control, *cloud, kind, thing->id, {{"enabled", Value(false)}});
               static_cast<void>(
                   cloud->change(control, "DELETE", kind.service, place_of(kind, thing->id), {}));
               return Outcome{};
           });
}

Plan ResourcePlan::finished() && {
    std::move(removals_.rbegin(), removals_.rend(), std::back_inserter(plan_.changes));
    plan_.afterwards = [kept = kept_](const HostView&) {
        std::map<std::string, Map> lists;
        for (const Entry& entry : kept)
            if (!entry.thing->name.empty())
                lists[std::string(entry.kind->list)].set(entry.thing->name, entry.thing->id);
        Map ids;
        for (const auto& [list, names] : lists)
            ids.set(list, names);
        return ids;
    };
    return std::move(plan_);
}

}  // namespace modules::openstack

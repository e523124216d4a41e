#include "modules/openstack/KnownThings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::openstack {

namespace {

bool same(const std::shared_ptr<Thing>& left, const std::shared_ptr<Thing>& right) {
    if (left == right) return true;
    return left && right && !left->id.empty() && left->id == right->id;
}

/// As the services' JSON holds it: what is a number there was asked for as text.
std::string plain_text(const Value& value) {
    if (value.is_text()) return value.as_text();
    return value.is_integer() ? std::to_string(value.as_integer()) : "";
}

std::string ids_of(const List& found) {
    std::vector<std::string> ids;
    for (const Value& one : found)
        ids.push_back(plain_text(one.get("id").value_or(Value())));
    return fmt::format("{}", fmt::join(ids, ", "));
}

bool in_domain(const Entry& entry, const std::shared_ptr<Thing>& domain) {
    const auto own = entry.references.find("domain");
    return own == entry.references.end() || !domain || same(own->second, domain);
}

}  // namespace

void KnownThings::is_there(Entry& entry, const std::string& id) {
    entry.thing->id = id;
    const auto [place, is_new] = by_id_.try_emplace({entry.kind->list, id}, entry.thing);
    if (is_new) return;
    place->second->goes = entry.absent;
    entry.thing = place->second;
}

std::shared_ptr<Thing> KnownThings::thing_of(const ResourceKind& kind, const std::string& name,
                                             const std::string& id) {
    const auto [place, is_new] = by_id_.try_emplace({kind.list, id});
    if (is_new) place->second = std::make_shared<Thing>(Thing{.name = name, .id = id});
    return place->second;
}

std::shared_ptr<Thing> KnownThings::find(const ResourceKind& kind, const std::string& text,
                                         const std::shared_ptr<Thing>& domain) {
    if (std::shared_ptr<Thing> declared = find_declared(kind, text, domain)) return declared;
    // In a domain that is not there yet is nothing.
    if (domain && domain->id.empty()) return nullptr;
    const auto [place, is_new] = found_.try_emplace({{kind.list, text}, domain.get()});
    if (is_new) place->second = find_there(kind, text, domain);
    return place->second;
}

std::shared_ptr<Thing> KnownThings::find_declared(const ResourceKind& kind, const std::string& text,
                                                  const std::shared_ptr<Thing>& domain) const {
    for (const std::string_view field : kind.referred_by)
        for (const Entry& entry : declared_)
            if (entry.kind == &kind && entry.text(field) == text && in_domain(entry, domain))
                return entry.thing;
    return nullptr;
}

std::shared_ptr<Thing> KnownThings::find_there(const ResourceKind& kind, const std::string& text,
                                               const std::shared_ptr<Thing>& domain) {
    for (const std::string_view field : kind.referred_by) {
        std::vector<std::pair<std::string, std::string>> fields{{std::string(field), text}};
        if (domain && kind.attribute("domain") != nullptr) fields.emplace_back("domain_id", domain->id);
        const List found = those_with(kind, fields);
        if (found.size() > 1)
            throw Failure(fmt::format("\"{}\" may mean one of {} {}s ({}): say which by its id", text,
                                      found.size(), kind.noun, ids_of(found)));
        if (!found.empty())
            return thing_of(kind, text, plain_text(found.front().get("id").value_or(Value())));
    }
    const std::optional<Value> found =
        cloud_->look(kind.service, std::string(kind.path) + '/' + form_quoted(text));
    if (!found) return nullptr;
    const Value one = found->get(kind.singular).value_or(*found);
    return thing_of(kind, one.text_of("name", text), text);
}

List KnownThings::those_with(const ResourceKind& kind,
                             const std::vector<std::pair<std::string, std::string>>& fields) const {
    std::string path(kind.listing.empty() ? kind.path : kind.listing);
    for (const auto& [field, text] : fields) {
        if (!kind.searches || text.empty()) continue;
        path +=
            fmt::format("{}{}={}", path.find('?') == std::string::npos ? '?' : '&', field, form_quoted(text));
    }
    List those;
    // Databases find names whatever their capitals; and what a service does not search by it overlooks.
    for (const Value& one : cloud_->look_through(kind.service, path, std::string(kind.list)))
        if (std::all_of(fields.begin(), fields.end(), [&](const auto& field) {
                return plain_text(one.get(field.first).value_or(Value())) == field.second;
            }))
            those.push_back(one);
    return those;
}

std::optional<Value> KnownThings::present(const Entry& entry) const {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const std::string_view name : entry.kind->identity) {
        const Attribute& attribute = *entry.kind->attribute(name);
        // A region is searched for by another name than it is made by.
        const std::string field = attribute.json_name() == "region" ? "region_id" : attribute.json_name();
        if (attribute.shape == Shape::reference) {
            const auto reference = entry.references.find(name);
            if (reference != entry.references.end()) {
                if (reference->second->id.empty()) return std::nullopt;
                fields.emplace_back(field, reference->second->id);
                continue;
            }
            // What is made without a project is the one's who makes it.
            if (name == "project" && !cloud_->project().empty()) {
                fields.emplace_back(field, cloud_->project());
                continue;
            }
        } else if (const Value* const value = entry.values.find(name)) {
            fields.emplace_back(field, plain_text(*value));
            continue;
        }
        if (entry.kind->nothing_else) fields.emplace_back(field, "");
    }
    const List found = those_with(*entry.kind, fields);
    if (found.size() > 1)
        throw Failure(
            fmt::format("{}: there are {} of them ({}); remove those that are too many, or tell them "
                        "apart by more keys",
                        entry.where, found.size(), ids_of(found)));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

const Entry* KnownThings::same_thing(const Entry& entry) const {
    for (const Entry& earlier : declared_) {
        if (earlier.kind != entry.kind) continue;
        const bool all_same =
            std::all_of(entry.kind->identity.begin(), entry.kind->identity.end(), [&](std::string_view name) {
                const auto left = earlier.references.find(name);
                const auto right = entry.references.find(name);
                if (left != earlier.references.end() && right != entry.references.end())
                    return same(left->second, right->second);
                const Value* const one = earlier.values.find(name);
                const Value* const other = entry.values.find(name);
                return one != nullptr && other != nullptr ? *one == *other : one == other;
            });
        if (all_same) return &earlier;
    }
    return nullptr;
}

}  // namespace modules::openstack

#pragma once

#include "modules/openstack/Cloud.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace modules::openstack {

/// What a value is, in an entry and in a service's JSON alike.
enum class Shape {
    text,
    flag,
    integer,
    /// A list in which the order means nothing.
    set,
    /// A list of mappings, in which the order means nothing.
    mappings,
    mapping,
    /// The name (or id) of a thing of another kind; in JSON its id.
    reference,
    /// A user's password: sent, never told; compared by trying it.
    password,
};

enum class Settled { never, at_creation };

/// One key of an entry.
struct Attribute {
    std::string_view name;
    Shape shape = Shape::text;
    std::string_view help = {};
    Need need = Need::optional;
    /// In JSON; empty: as the name.
    std::string_view field = {};
    /// Of a reference: the kind that it names (`domains`), and the key of the entry that says in which
    /// domain.
    std::string_view kind = {};
    std::string_view within = {};
    /// What an entry that does not say means; null: nothing is said and nothing compared.
    Value fallback = {};
    Settled settled = Settled::never;
    /// Of a text: the words there are; empty: any.
    std::vector<std::string_view> words = {};

    [[nodiscard]] std::string json_name() const { return std::string(field.empty() ? name : field); }
};

/// What a change of one is sent as: the fields that change, or a list of what to do to it (RFC 6902).
enum class Patch { fields, operations };

/// A kind of thing that a service keeps: how it is asked for, told from its like, made, changed and removed.
struct ResourceKind {
    /// "users": the argument, and the collection in JSON.
    std::string_view list;
    /// "user": what the one stands under in JSON; empty: under nothing.
    std::string_view singular;
    /// "user", "volume type": in messages.
    std::string_view noun;
    CloudService service;
    std::string_view path;
    /// Where there is more to say than `path` to have all of them with all that is compared.
    std::string_view listing = {};
    /// Keys whose values tell one of the kind from another; those that an entry does not give are not asked
    /// for,
    std::vector<std::string_view> identity;
    /// unless nothing but all of them tells it: then they must not be there either.
    bool nothing_else = false;
    /// Does the service search by them, so that not all of them need come?
    bool searches = true;
    /// The fields that a reference may mean, the first that has one. Then the id is tried.
    std::vector<std::string_view> referred_by = {"name"};
    std::vector<Attribute> attributes;
    /// How one is changed.
    std::string_view update = "PATCH";
    Patch patch = Patch::fields;
    /// Only what is off can be removed (domains).
    bool disabled_first = false;

    [[nodiscard]] const Attribute* attribute(std::string_view name) const;
};

/// Domains, projects, users, …, in the order in which the later need the earlier.
const std::vector<ResourceKind>& identity_kinds();
/// Flavors, networks, …
const std::vector<ResourceKind>& resource_kinds();
/// Of either table. A name that is in none is a mistake in the tables.
const ResourceKind& resource_kind(std::string_view list);

/// For the manual: "users, each of name, domain, …".
std::string help_of(const ResourceKind& kind, const std::vector<Attribute>& own_keys = {});

}  // namespace modules::openstack

#pragma once

#include "modules/openstack/ResourceKind.hpp"

#include <map>
#include <memory>

namespace modules::openstack {

/// A thing that is there, or that this call makes: its id is known then only.
struct Thing {
    std::string name = {};
    std::string id = {};
    /// Declared absent in this call: nothing may refer to it.
    bool goes = false;
};

/// What an entry of a list says, judged against its kind's attributes.
struct Entry {
    const ResourceKind* kind = nullptr;
    /// `users[2] "glance"`: for messages.
    std::string where;
    /// In the order of the kind's attributes; fallbacks included. Texts are texts, flags flags.
    Map values;
    /// Keys that the kind itself does not know: those of `own_keys`.
    Map own;
    bool absent = false;
    /// What others that refer to it hold.
    std::shared_ptr<Thing> thing = std::make_shared<Thing>();
    /// Of the attributes that are references.
    std::map<std::string, std::shared_ptr<Thing>, std::less<>> references;

    [[nodiscard]] std::string text(std::string_view key) const { return Value(values).text_of(key); }
};

/// Reads an entry of a list, the one of that number. `own_keys` are further keys that the module itself
/// reads. Throws Failure saying which entry is wrong, with the keys that are expected.
Entry read_entry(const ResourceKind& kind, const Value& written, std::size_t number,
                 const std::vector<Attribute>& own_keys = {});
/// All of a list, each judged alone.
std::vector<Entry> read_entries(const ResourceKind& kind, const List& list,
                                const std::vector<Attribute>& own_keys = {});

/// A value as the attribute wants it: "yes" is a flag, 10 a text. Throws Failure beginning with `where`.
Value shaped(const Attribute& attribute, const Value& value, const std::string& where);

}  // namespace modules::openstack

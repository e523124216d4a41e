#include "modules/openstack/Entry.hpp"

#include "modules/module/Suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace modules::openstack {

namespace {

ArgumentType type_of(Shape shape) {
    switch (shape) {
    case Shape::flag:
        return ArgumentType::boolean;
    case Shape::integer:
        return ArgumentType::integer;
    case Shape::set:
    case Shape::mappings:
        return ArgumentType::list;
    case Shape::mapping:
        return ArgumentType::map;
    case Shape::password:
        return ArgumentType::secret;
    default:
        return ArgumentType::text;
    }
}

class EntryReader {
  public:
    EntryReader(const ResourceKind& kind, const std::vector<Attribute>& own_keys)
        : kind_(kind), own_keys_(own_keys) {}

    Entry read(const Value& written, std::size_t number) {
        entry_.kind = &kind_;
        entry_.where = fmt::format("{}[{}]", kind_.list, number);
        if (!written.is_map()) fail(fmt::format("expected a mapping, found {}", kind_name(written.kind())));
        if (const std::string name = written.text_of("name"); !name.empty())
            entry_.where += fmt::format(" \"{}\"", name);
        entry_.absent = is_absent(written);
        for (const std::string& key : written.keys())
            require_known(key);
        for (const Attribute& attribute : kind_.attributes)
            take(attribute, written, entry_.values);
        for (const Attribute& attribute : own_keys_)
            take(attribute, written, entry_.own);
        entry_.thing->name = entry_.text("name");
        entry_.thing->goes = entry_.absent;
        return entry_;
    }

  private:
    [[noreturn]] void fail(const std::string& what) const {
        throw Failure(fmt::format("{}: {}", entry_.where, what));
    }

    /// Needed ones first, as a person would write them.
    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<std::string> names;
        for (const Need need : {Need::required, Need::optional})
            for (const std::vector<Attribute>* const table : {&kind_.attributes, &own_keys_})
                for (const Attribute& attribute : *table)
                    if (attribute.need == need) names.emplace_back(attribute.name);
        names.emplace_back("state");
        return names;
    }

    [[nodiscard]] bool is_absent(const Value& written) const {
        const std::optional<Value> state = written.get("state");
        if (!state || state->is_null()) return false;
        if (state->is_text() && (state->as_text() == "present" || state->as_text() == "absent"))
            return state->as_text() == "absent";
        fail("state: expected \"present\" or \"absent\"");
    }

    void require_known(const std::string& key) const {
        const std::vector<std::string> known = keys();
        if (std::find(known.begin(), known.end(), key) != known.end()) return;
        const std::optional<std::string> meant = closest(key, known);
        fail(fmt::format("unknown key \"{}\"{}; expected keys: {}", key,
                         meant ? fmt::format("; did you mean \"{}\"?", *meant) : "", fmt::join(known, ", ")));
    }

    void take(const Attribute& attribute, const Value& written, Map& into) const {
        const Value value = written.get(attribute.name).value_or(Value());
        if (!value.is_null()) {
            into.set(std::string(attribute.name), shaped(attribute, value, entry_.where));
            return;
        }
        // What is to go is only named.
        const bool names_it =
            std::find(kind_.identity.begin(), kind_.identity.end(), attribute.name) != kind_.identity.end();
        if (attribute.need == Need::required && (!entry_.absent || names_it))
            fail(fmt::format("\"{}\" is missing ({}); expected keys: {}", attribute.name, attribute.help,
                             fmt::join(keys(), ", ")));
        if (!attribute.fallback.is_null()) into.set(std::string(attribute.name), attribute.fallback);
    }

    const ResourceKind& kind_;
    const std::vector<Attribute>& own_keys_;
    Entry entry_;
};

}  // namespace

Value shaped(const Attribute& attribute, const Value& value, const std::string& where) {
    Argument argument;
    argument.name = attribute.name;
    argument.type = type_of(attribute.shape);
    if (attribute.shape == Shape::mappings) argument.items = ArgumentType::map;
    argument.choices.assign(attribute.words.begin(), attribute.words.end());
    Value result;
    try {
        result = converted(argument, value);
    } catch (const Failure& failure) {
        throw Failure(fmt::format("{}: {}: {}", where, attribute.name, failure.what()));
    }
    const bool names_something = attribute.need == Need::required || attribute.shape == Shape::reference ||
                                 attribute.shape == Shape::password;
    if (names_something && result.is_text() && result.as_text().empty())
        throw Failure(fmt::format("{}: {}: it is empty", where, attribute.name));
    return result;
}

Entry read_entry(const ResourceKind& kind, const Value& written, std::size_t number,
                 const std::vector<Attribute>& own_keys) {
    return EntryReader(kind, own_keys).read(written, number);
}

std::vector<Entry> read_entries(const ResourceKind& kind, const List& list,
                                const std::vector<Attribute>& own_keys) {
    std::vector<Entry> entries;
    for (const Value& written : list)
        entries.push_back(read_entry(kind, written, entries.size(), own_keys));
    return entries;
}

}  // namespace modules::openstack

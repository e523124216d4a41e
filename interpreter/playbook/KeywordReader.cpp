#include "interpreter/playbook/KeywordReader.hpp"

#include "interpreter/expression/Expression.hpp"
#include "modules/module/Argument.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

constexpr std::array<Place, 5> places{in_play, in_role, in_block, in_task, in_handler};

std::vector<std::string> names_at(Place place) {
    std::vector<std::string> names;
    for (const Keyword& keyword : keyword_table()) {
        if ((keyword.places & place) != 0) names.push_back(keyword.name);
    }
    return names;
}

/// "a block, a task or a handler".
std::string places_of(const Keyword& keyword) {
    std::vector<std::string_view> names;
    for (const Place place : places) {
        if ((keyword.places & place) != 0) names.push_back(place_name(place));
    }
    std::string text(names.front());
    for (std::size_t index = 1; index < names.size(); ++index)
        text += (index + 1 == names.size() ? " or " : ", ") + std::string(names[index]);
    return text;
}

bool is_list_of_scalars(const YamlNode& node) {
    return node.is_list() && std::all_of(node.items.begin(), node.items.end(), [](const YamlNode& item) {
               return item.is_scalar() || item.is_null();
           });
}

bool fits(const YamlNode& node, modules::ArgumentType type) {
    modules::Argument argument;
    argument.type = type;
    return node.is_scalar() && !modules::mismatch(argument, node.scalar);
}

}  // namespace

std::string_view place_name(Place place) {
    static constexpr std::array<std::string_view, 5> names{"a play", "a role entry", "a block", "a task",
                                                           "a handler"};
    return names.at(
        static_cast<std::size_t>(std::find(places.begin(), places.end(), place) - places.begin()));
}

bool is_templated(const YamlNode& node) {
    return node.is_text() && is_template(node.scalar);
}

const Keyword* KeywordReader::keyword(std::string_view name) const {
    const Keyword* found = find_keyword(name);
    return found != nullptr && (found->places & place_) != 0 ? found : nullptr;
}

void KeywordReader::report_unknown(const YamlEntry& entry) const {
    std::string hint = did_you_mean(entry.key, names_at(place_));
    if (const Keyword* elsewhere = find_keyword(entry.key)) {
        hint = "it belongs to " + places_of(*elsewhere);
    }
    loading_.diagnostics.error("unknown keyword '" + entry.key + "' in " + std::string(place_name(place_)),
                               entry.key_position, hint);
}

void KeywordReader::report_type(const YamlEntry& entry, std::string_view expected) const {
    loading_.diagnostics.error("'" + entry.key + "' must be " + std::string(expected) + ", found " +
                                   std::string(shape_name(entry.value)),
                               entry.value.position);
}

const YamlNode* KeywordReader::list(const YamlEntry& entry) const {
    if (entry.value.is_list() || entry.value.is_null()) return &entry.value;
    report_type(entry, "a list");
    return nullptr;
}

std::string KeywordReader::type_mistake(const YamlNode& node, const Keyword& keyword) const {
    if (node.is_null() || is_templated(node)) return {};
    switch (keyword.type) {
    case KeywordType::text:
        return node.is_scalar() ? "" : "text";
    case KeywordType::boolean:
        return fits(node, modules::ArgumentType::boolean) ? "" : "a boolean (yes or no)";
    case KeywordType::integer:
        return fits(node, modules::ArgumentType::real) ? "" : "a number";
    case KeywordType::list:
        return node.is_scalar() || is_list_of_scalars(node) ? "" : "text or a list of texts";
    case KeywordType::map:
        return node.is_map() ? "" : "a mapping";
    case KeywordType::condition:
        return node.is_scalar() || is_list_of_scalars(node) ? "" : "an expression or a list of expressions";
    case KeywordType::any:
        return {};
    }
    return {};
}

void KeywordReader::read(const YamlEntry& entry, const Keyword& keyword, Element& element) const {
    if (keyword.support == Support::refused) {
        loading_.diagnostics.error("'" + entry.key + "' is not supported", entry.key_position, keyword.help);
        return;
    }
    if (keyword.name == "name") return read_name(entry, element);
    if (keyword.name == "vars") {
        element.variables = variables(entry);
        return;
    }
    if (const std::string expected = type_mistake(entry.value, keyword); !expected.empty()) {
        report_type(entry, expected);
        return;
    }
    if (entry.value.is_null() && keyword.type != KeywordType::list) return;
    element.keywords[keyword.name] = {loading_.value_of(entry.value), entry.key_position,
                                      entry.value.position};
}

void KeywordReader::read_name(const YamlEntry& entry, Element& element) const {
    element.name_position = entry.value.position;
    if (entry.value.is_null()) return;
    if (!entry.value.is_scalar()) return report_type(entry, "text");
    element.name = entry.value.is_text() ? entry.value.scalar.as_text() : entry.value.source;
    if (entry.value.is_text() && entry.value.scalar.position().known())
        element.name_position = entry.value.scalar.position();
}

Variables KeywordReader::variables(const YamlEntry& entry) const {
    if (entry.value.is_null()) return nullptr;
    if (entry.value.is_map()) return loading_.files.from_node(entry.value, loading_.diagnostics);
    const bool mappings =
        entry.value.is_list() && std::all_of(entry.value.items.begin(), entry.value.items.end(),
                                             [](const YamlNode& item) { return item.is_map(); });
    if (!mappings) {
        report_type(entry, "a mapping");
        return nullptr;
    }
    loading_.diagnostics.warning("a list of mappings as '" + entry.key + "' is an old form",
                                 entry.value.position, "write one mapping");
    auto joined = std::make_shared<VariableMap>();
    for (const YamlNode& item : entry.value.items) {
        const Variables part = loading_.files.from_node(item, loading_.diagnostics);
        for (const auto& [name, variable] : *part)
            joined->set(name, variable.value, variable.position);
    }
    return joined;
}

}  // namespace interpreter

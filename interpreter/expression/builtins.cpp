#include "interpreter/expression/Builtin.hpp"
#include "interpreter/source/Diagnostic.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

using Table = std::vector<const Builtin*>;

Table sorted(std::initializer_list<std::span<const Builtin>> tables) {
    Table all;
    for (const std::span<const Builtin> table : tables)
        for (const Builtin& builtin : table)
            all.push_back(&builtin);
    std::sort(all.begin(), all.end(),
              [](const Builtin* left, const Builtin* right) { return left->name < right->name; });
    return all;
}

const Table& table_of(BuiltinKind kind) {
    static const std::array<Table, 4> tables{
        sorted({text_filters(), pattern_filters(), sequence_filters(), selecting_filters(), set_filters(),
                mapping_filters(), number_filters(), data_filters(), path_filters(), digest_filters(),
                url_filters(), time_filters()}),
        sorted({value_tests(), result_tests(), comparing_tests()}), sorted({functions()}),
        sorted({list_lookups(), file_lookups(), variable_lookups(), program_lookups()})};
    return tables.at(static_cast<std::size_t>(kind));
}

std::string_view without_collection(std::string_view name) {
    for (const std::string_view collection :
         {"ansible.builtin.", "ansible.legacy.", "ansible.utils.", "community.general."})
        if (name.starts_with(collection)) return name.substr(collection.size());
    return name;
}

}  // namespace

const Builtin* find_builtin(BuiltinKind kind, std::string_view name) {
    const Table& table = table_of(kind);
    const std::string_view wanted = without_collection(name);
    const auto found =
        std::lower_bound(table.begin(), table.end(), wanted,
                         [](const Builtin* builtin, std::string_view text) { return builtin->name < text; });
    return found != table.end() && (*found)->name == wanted ? *found : nullptr;
}

std::vector<std::string> builtin_names(BuiltinKind kind) {
    std::vector<std::string> names;
    for (const Builtin* builtin : table_of(kind))
        names.emplace_back(builtin->name);
    return names;
}

std::string_view builtin_kind_name(BuiltinKind kind) {
    static constexpr std::array<std::string_view, 4> names{"filter", "test", "function", "lookup"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string unknown_builtin(BuiltinKind kind, std::string_view name) {
    return "unknown " + std::string(builtin_kind_name(kind)) + " '" + std::string(name) + "'";
}

std::string unknown_builtin_hint(BuiltinKind kind, std::string_view name) {
    const std::vector<std::string> names = builtin_names(kind);
    std::string hint = did_you_mean(without_collection(name), names);
    if (!hint.empty()) return hint;
    for (const BuiltinKind other :
         {BuiltinKind::filter, BuiltinKind::test, BuiltinKind::function, BuiltinKind::lookup})
        if (other != kind && find_builtin(other, name) != nullptr)
            return "there is a " + std::string(builtin_kind_name(other)) + " of that name";
    return {};
}

}  // namespace interpreter

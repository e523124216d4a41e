#include "modules/mysql/ResultSets.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/value/Text.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <sstream>

namespace modules::mysql {

namespace {

constexpr unsigned flags = pugi::parse_escapes | pugi::parse_cdata | pugi::parse_ws_pcdata_single;

std::string without_nul(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char character : text) {
        if (character == '\0') {
            out += "\xEF\xBF\xBD";
        } else {
            out += character;
        }
    }
    return out;
}

Row row_of(const pugi::xml_node& element) {
    Row row;
    for (const pugi::xml_node& field : element.children("field")) {
        const bool null = field.attribute("xsi:nil").as_bool();
        row.push_back({field.attribute("name").value(),
                       null ? std::nullopt : std::optional<std::string>(field.child_value())});
    }
    return row;
}

}  // namespace

std::vector<ResultSet> result_sets(std::string_view xml) {
    std::vector<ResultSet> sets;
    if (trimmed(xml).empty()) return sets;
    const std::string text = without_nul(xml);
    pugi::xml_document document;
    // Each result is a document of its own; pugixml takes them one after the other.
    const pugi::xml_parse_result parsed =
        document.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
    if (!parsed)
        throw Failure(fmt::format("the answer of the database's client is not the XML that was asked for: {}",
                                  parsed.description()));
    for (const pugi::xml_node& result : document.children("resultset")) {
        ResultSet& set = sets.emplace_back();
        for (const pugi::xml_node& row : result.children("row"))
            set.push_back(row_of(row));
    }
    return sets;
}

std::optional<std::string> value_in(const Row& row, std::string_view name) {
    for (const Column& column : row)
        if (column.name == name) return column.value;
    return std::nullopt;
}

std::vector<std::string> column_types(std::string_view text) {
    std::vector<std::string> types;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        constexpr std::string_view mark = "Type:";
        if (line.starts_with(mark)) types.emplace_back(trimmed(std::string_view(line).substr(mark.size())));
    }
    return types;
}

}  // namespace modules::mysql

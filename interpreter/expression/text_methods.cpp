#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/FormatSpecification.hpp"
#include "interpreter/expression/format.hpp"
#include "interpreter/expression/methods.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/text.hpp"
#include "interpreter/expression/unicode.hpp"

#include <algorithm>
#include <array>

namespace interpreter {

namespace {

const Value* argument(const Given& given, std::size_t index, std::string_view name = {}) {
    if (index < given.positional.size()) return &given.positional[index];
    for (const auto& [key, value] : given.named)
        if (key == name) return &value;
    return nullptr;
}

[[noreturn]] void wrong(std::string_view method, const std::string& what, Position position) {
    throw DiagnosticError("'" + std::string(method) + "' " + what, position);
}

std::string text_argument(const Given& given, std::size_t index, std::string_view method, Position position) {
    const Value* value = argument(given, index);
    if (value == nullptr) wrong(method, "needs text as argument " + std::to_string(index + 1), position);
    if (!value->is_text()) wrong(method, "needs text, found " + described_kind(*value), position);
    return value->as_text();
}

std::int64_t integer_argument(const Given& given, std::size_t index, std::string_view name,
                              std::int64_t otherwise) {
    const Value* value = argument(given, index, name);
    if (value == nullptr || value->is_null()) return otherwise;
    return value->is_boolean() ? static_cast<std::int64_t>(value->as_boolean()) : value->as_integer();
}

std::optional<std::string> optional_text(const Given& given, std::size_t index, std::string_view name) {
    const Value* value = argument(given, index, name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    return to_python_text(*value);
}

List as_values(std::vector<std::string> parts) {
    List values;
    for (std::string& part : parts)
        values.emplace_back(std::move(part));
    return values;
}

Value split(const std::string& text, const Given& given, Position position) {
    const std::optional<std::string> separator = optional_text(given, 0, "sep");
    if (separator && separator->empty()) wrong("split", "needs a separator that is not empty", position);
    return as_values(split_text(text, separator, integer_argument(given, 1, "maxsplit", -1)));
}

Value rsplit(const std::string& text, const Given& given, Position position) {
    const std::optional<std::string> separator = optional_text(given, 0, "sep");
    if (separator && separator->empty()) wrong("rsplit", "needs a separator that is not empty", position);
    return as_values(split_text_from_end(text, separator, integer_argument(given, 1, "maxsplit", -1)));
}

Value splitlines(const std::string& text, const Given& given, Position) {
    const Value* kept = argument(given, 0, "keepends");
    return as_values(lines_of(text, kept != nullptr && is_true(*kept) ? LineEnds::kept : LineEnds::dropped));
}

bool any_of_texts(const Given& given, std::string_view method, Position position, auto&& holds) {
    const Value* value = argument(given, 0);
    const List* several = value != nullptr ? sequence_in(*value) : nullptr;
    if (several == nullptr) return holds(text_argument(given, 0, method, position));
    return std::any_of(several->begin(), several->end(),
                       [&](const Value& item) { return holds(to_python_text(item)); });
}

Value startswith(const std::string& text, const Given& given, Position position) {
    return any_of_texts(given, "startswith", position,
                        [&](const std::string& start) { return text.starts_with(start); });
}
Value endswith(const std::string& text, const Given& given, Position position) {
    return any_of_texts(given, "endswith", position,
                        [&](const std::string& end) { return text.ends_with(end); });
}

Value replace(const std::string& text, const Given& given, Position position) {
    return replaced(text, text_argument(given, 0, "replace", position),
                    text_argument(given, 1, "replace", position), integer_argument(given, 2, "count", -1));
}

Value strip(const std::string& text, const Given& given, Position) {
    return stripped(text, optional_text(given, 0, ""), Sides::both);
}
Value lstrip(const std::string& text, const Given& given, Position) {
    return stripped(text, optional_text(given, 0, ""), Sides::left);
}
Value rstrip(const std::string& text, const Given& given, Position) {
    return stripped(text, optional_text(given, 0, ""), Sides::right);
}
Value lower(const std::string& text, const Given&, Position) {
    return to_lower(text);
}
Value upper(const std::string& text, const Given&, Position) {
    return to_upper(text);
}
Value capitalize(const std::string& text, const Given&, Position) {
    return capitalized(text);
}
Value title(const std::string& text, const Given&, Position) {
    return titled(text);
}

Value swapcase(const std::string& text, const Given&, Position) {
    std::u32string characters = to_code_points(text);
    std::string result;
    for (const char32_t character : characters) {
        const std::string one = to_utf8({&character, 1});
        result += is_upper(character) ? to_lower(one) : to_upper(one);
    }
    return result;
}

Value format(const std::string& text, const Given& given, Position position) {
    return brace_formatted(text, given.positional, given.named, position);
}

enum class Direction { forward, backward };

/// Where `wanted` stands between the bounds that follow it, in characters; -1 when nowhere.
std::int64_t place_of(const std::string& text, const Given& given, std::string_view method, Position position,
                      Direction direction) {
    const std::u32string characters = to_code_points(text);
    const std::u32string wanted = to_code_points(text_argument(given, 0, method, position));
    const auto length = static_cast<std::int64_t>(characters.size());
    const auto bound = [&](std::size_t index, std::int64_t otherwise) {
        const std::int64_t value = integer_argument(given, index, "", otherwise);
        return static_cast<std::size_t>(
            std::clamp<std::int64_t>(value < 0 ? value + length : value, 0, length));
    };
    const std::size_t first = bound(1, 0);
    const std::size_t last = bound(2, length);
    if (first > last) return -1;
    const std::u32string_view part = std::u32string_view(characters).substr(first, last - first);
    const std::size_t found = direction == Direction::forward ? part.find(wanted) : part.rfind(wanted);
    return found == std::u32string_view::npos ? -1 : static_cast<std::int64_t>(found + first);
}

Value find(const std::string& text, const Given& given, Position position) {
    return place_of(text, given, "find", position, Direction::forward);
}
Value rfind(const std::string& text, const Given& given, Position position) {
    return place_of(text, given, "rfind", position, Direction::backward);
}
Value index(const std::string& text, const Given& given, Position position) {
    const std::int64_t found = place_of(text, given, "index", position, Direction::forward);
    if (found < 0) wrong("index", "does not find " + to_python_repr(given.positional[0]), position);
    return found;
}

Value count(const std::string& text, const Given& given, Position position) {
    const std::string wanted = text_argument(given, 0, "count", position);
    if (wanted.empty()) return static_cast<std::int64_t>(length_of(text) + 1);
    std::int64_t found = 0;
    for (std::size_t at = text.find(wanted); at != std::string::npos;
         at = text.find(wanted, at + wanted.size()))
        ++found;
    return found;
}

Value join(const std::string& text, const Given& given, Position position) {
    const Value* value = argument(given, 0);
    const std::optional<List> items = value != nullptr ? items_of(*value) : std::nullopt;
    if (!items) wrong("join", "needs a list", position);
    std::string result;
    for (std::size_t item = 0; item < items->size(); ++item) {
        if (!(*items)[item].is_text())
            throw DiagnosticError("'join' needs text only, found " + described_kind((*items)[item]), position,
                                  "the filter 'join' takes anything");
        if (item > 0) result += text;
        result += (*items)[item].as_text();
    }
    return result;
}

bool all_characters(const std::string& text, bool (*holds)(char32_t)) {
    const std::u32string characters = to_code_points(text);
    return !characters.empty() && std::all_of(characters.begin(), characters.end(), holds);
}
bool is_digit(char32_t character) {
    return character >= U'0' && character <= U'9';
}
bool is_letter_or_digit(char32_t character) {
    return is_letter(character) || is_digit(character);
}
bool is_blank(char32_t character) {
    return std::u32string_view(U" \t\n\r\v\f").find(character) != std::u32string_view::npos;
}

Value isdigit(const std::string& text, const Given&, Position) {
    return all_characters(text, is_digit);
}
Value isalpha(const std::string& text, const Given&, Position) {
    return all_characters(text, is_letter);
}
Value isalnum(const std::string& text, const Given&, Position) {
    return all_characters(text, is_letter_or_digit);
}
Value isspace(const std::string& text, const Given&, Position) {
    return all_characters(text, is_blank);
}
Value islower(const std::string& text, const Given&, Position) {
    return is_lower_text(text);
}
Value isupper(const std::string& text, const Given&, Position) {
    return is_upper_text(text);
}

Value justified(const std::string& text, const Given& given, char alignment) {
    const std::u32string fill = to_code_points(optional_text(given, 1, "fillchar").value_or(" "));
    const auto width =
        static_cast<std::size_t>(std::max<std::int64_t>(0, integer_argument(given, 0, "width", 0)));
    return padded(text, alignment, width, fill.empty() ? U' ' : fill.front());
}
Value ljust(const std::string& text, const Given& given, Position) {
    return justified(text, given, '<');
}
Value rjust(const std::string& text, const Given& given, Position) {
    return justified(text, given, '>');
}
Value center(const std::string& text, const Given& given, Position) {
    return justified(text, given, '^');
}

Value zfill(const std::string& text, const Given& given, Position) {
    const auto width =
        static_cast<std::size_t>(std::max<std::int64_t>(0, integer_argument(given, 0, "width", 0)));
    const bool has_sign = text.starts_with('-') || text.starts_with('+');
    if (!has_sign) return padded(text, '>', width, U'0');
    return text.substr(0, 1) + padded(text.substr(1), '>', width == 0 ? 0 : width - 1, U'0');
}

Value partition(const std::string& text, const Given& given, Position position) {
    const std::string mark = text_argument(given, 0, "partition", position);
    const std::size_t at = text.find(mark);
    if (at == std::string::npos) return make_tuple({text, "", ""});
    return make_tuple({text.substr(0, at), mark, text.substr(at + mark.size())});
}
Value rpartition(const std::string& text, const Given& given, Position position) {
    const std::string mark = text_argument(given, 0, "rpartition", position);
    const std::size_t at = text.rfind(mark);
    if (at == std::string::npos) return make_tuple({"", "", text});
    return make_tuple({text.substr(0, at), mark, text.substr(at + mark.size())});
}
Value removeprefix(const std::string& text, const Given& given, Position position) {
    const std::string start = text_argument(given, 0, "removeprefix", position);
    return text.starts_with(start) ? text.substr(start.size()) : text;
}
Value removesuffix(const std::string& text, const Given& given, Position position) {
    const std::string end = text_argument(given, 0, "removesuffix", position);
    return text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text;
}

constexpr std::array<TextMethod, 37> methods{{{"capitalize", capitalize},
                                              {"casefold", lower},
                                              {"center", center},
                                              {"count", count},
                                              {"endswith", endswith},
                                              {"find", find},
                                              {"format", format},
                                              {"index", index},
                                              {"isalnum", isalnum},
                                              {"isalpha", isalpha},
                                              {"isdecimal", isdigit},
                                              {"isdigit", isdigit},
                                              {"islower", islower},
                                              {"isnumeric", isdigit},
                                              {"isspace", isspace},
                                              {"isupper", isupper},
                                              {"join", join},
                                              {"ljust", ljust},
                                              {"lower", lower},
                                              {"lstrip", lstrip},
                                              {"partition", partition},
                                              {"removeprefix", removeprefix},
                                              {"removesuffix", removesuffix},
                                              {"replace", replace},
                                              {"rfind", rfind},
                                              {"rjust", rjust},
                                              {"rpartition", rpartition},
                                              {"rsplit", rsplit},
                                              {"rstrip", rstrip},
                                              {"split", split},
                                              {"splitlines", splitlines},
                                              {"startswith", startswith},
                                              {"strip", strip},
                                              {"swapcase", swapcase},
                                              {"title", title},
                                              {"upper", upper},
                                              {"zfill", zfill}}};

}  // namespace

const TextMethod* find_text_method(std::string_view name) {
    for (const TextMethod& method : methods)
        if (method.name == name) return &method;
    return nullptr;
}

std::vector<std::string> text_method_names() {
    std::vector<std::string> names;
    for (const TextMethod& method : methods)
        names.emplace_back(method.name);
    return names;
}

}  // namespace interpreter

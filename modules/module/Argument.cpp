#include "modules/module/Argument.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/module/PythonLiteral.hpp"
#include "modules/module/Suggestion.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace modules {

namespace {

constexpr std::array true_words{"y", "yes", "on", "1", "true", "t"};
constexpr std::array false_words{"n", "no", "off", "0", "false", "f"};

std::string stripped(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return std::string(text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1));
}

/// The value as a message may show it.
std::string shown(const Value& value) {
    constexpr std::size_t longest = 60;
    if (value.is_secret()) return "a secret";
    if (value.is_list() || value.is_map() || value.is_null()) return std::string(kind_name(value.kind()));
    if (!value.is_text()) return to_python_text(value);
    const std::string& text = value.as_text();
    return text.size() > longest ? '"' + text.substr(0, longest) + "…\"" : '"' + text + '"';
}

[[noreturn]] void refuse(std::string_view expected, const Value& value) {
    throw Failure(fmt::format("expected {}, found {}", expected, shown(value)));
}

Value to_boolean(const Value& value) {
    if (value.is_boolean()) return value;
    if (value.is_integer() || value.is_real()) {
        if (value.as_real() == 1) return true;
        if (value.as_real() == 0) return false;
    }
    if (value.is_text()) {
        std::string word = stripped(value.as_text());
        std::transform(word.begin(), word.end(), word.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        if (std::find(true_words.begin(), true_words.end(), word) != true_words.end()) return true;
        if (std::find(false_words.begin(), false_words.end(), word) != false_words.end()) return false;
    }
    refuse("a boolean (yes or no)", value);
}

template <class Number>
std::optional<Number> number_in(const Value& value) {
    if (!value.is_text()) return std::nullopt;
    std::string digits = stripped(value.as_text());
    if (digits.starts_with('+')) digits.erase(0, 1);
    Number number{};
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size();
    return whole ? std::optional<Number>(number) : std::nullopt;
}

Value to_integer(const Value& value) {
    if (value.is_integer()) return value;
    if (value.is_boolean()) return value.as_boolean() ? 1 : 0;
    if (const std::optional<std::int64_t> number = number_in<std::int64_t>(value)) return *number;
    refuse("an integer", value);
}

Value to_real(const Value& value) {
    if (value.is_integer() || value.is_real()) return value.as_real();
    if (const std::optional<double> number = number_in<double>(value)) return *number;
    refuse("a number", value);
}

Value to_text(const Value& value) {
    if (value.is_text()) return value;
    if (value.is_null()) refuse("text", value);
    return to_python_text(value);
}

/// YAML has read 0644 as the integer 420: the bits are meant, not the digits.
Value to_mode(const Value& value) {
    if (value.is_text()) return value;
    if (value.is_integer() && value.as_integer() >= 0) return fmt::format("{:04o}", value.as_integer());
    refuse("a mode (\"0644\" or \"u=rw,go=r\")", value);
}

/// "a=1 b=2" or "a=1, b=2", as Ansible takes it; values may be quoted.
std::optional<Map> pairs_in(std::string_view text) {
    Map entries;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == ' ' || text[at] == ',') {
            ++at;
            continue;
        }
        const std::size_t equals = text.find('=', at);
        if (equals == std::string_view::npos || equals == at) return std::nullopt;
        const std::string key(text.substr(at, equals - at));
        std::string value;
        char quote = 0;
        for (at = equals + 1; at < text.size(); ++at) {
            const char character = text[at];
            if (quote != 0 ? character == quote : character == '"' || character == '\'') {
                quote = quote != 0 ? '\0' : character;
            } else if (quote == 0 && (character == ' ' || character == ',')) {
                break;
            } else {
                value += character;
            }
        }
        if (quote != 0) return std::nullopt;
        entries.set(stripped(key), value);
    }
    return entries.empty() ? std::nullopt : std::optional<Map>(std::move(entries));
}

Value to_map(const Value& value) {
    if (value.is_map()) return value.plain();
    if (!value.is_text()) refuse("a mapping", value);
    const std::string text = stripped(value.as_text());
    if (text.starts_with('{')) {
        try {
            return from_json(text);
        } catch (const std::runtime_error&) {
            if (std::optional<Value> literal = from_python_literal(text); literal && literal->is_map())
                return *literal;
        }
    } else if (std::optional<Map> pairs = pairs_in(text)) {
        return *std::move(pairs);
    }
    refuse("a mapping", value);
}

Value as_type(const Argument& argument, ArgumentType type, const Value& value);

Value to_list(const Argument& argument, const Value& value) {
    List raw;
    if (value.is_list()) {
        raw = value.as_list();
    } else if (value.is_text()) {
        const std::string& text = value.as_text();
        for (std::size_t start = 0; start <= text.size();) {
            const std::size_t end = std::min(text.find(',', start), text.size());
            std::string item = text.substr(start, end - start);
            raw.push_back(value.is_secret() ? Value::secret(std::move(item)) : Value(std::move(item)));
            start = end + 1;
        }
        if (text.empty()) raw.clear();
    } else if (value.is_integer() || value.is_real()) {
        raw.push_back(to_python_text(value));
    } else if (value.is_map() && argument.items == ArgumentType::map) {
        raw.push_back(value);
    } else {
        refuse("a list", value);
    }
    List items;
    for (std::size_t index = 0; index < raw.size(); ++index) {
        try {
            items.push_back(as_type(argument, argument.items, raw[index]));
        } catch (const Failure& failure) {
            throw Failure(fmt::format("item {}: {}", index + 1, failure.what()));
        }
    }
    return items;
}

/// A word of the table. YAML turns on and yes into booleans: they stand for the one word that means the same.
Value to_choice(const Argument& argument, const Value& value) {
    const std::vector<std::string>& choices = argument.choices;
    const std::string word = to_text(value).as_text();
    if (std::find(choices.begin(), choices.end(), word) != choices.end()) return word;
    if (value.is_boolean()) {
        std::vector<std::string> same;
        for (const std::string& choice : choices) {
            const bool means_it =
                value.as_boolean()
                    ? std::find(true_words.begin(), true_words.end(), choice) != true_words.end()
                    : std::find(false_words.begin(), false_words.end(), choice) != false_words.end();
            if (means_it) same.push_back(choice);
        }
        if (same.size() == 1) return same.front();
    }
    const std::optional<std::string> meant = closest(word, choices);
    throw Failure(fmt::format("expected {}{}, found {}{}", choices.size() > 1 ? "one of " : "",
                              fmt::join(choices, ", "), shown(value),
                              meant ? fmt::format("; did you mean \"{}\"?", *meant) : ""));
}

Value as_type(const Argument& argument, ArgumentType type, const Value& value) {
    switch (type) {
    case ArgumentType::boolean:
        return to_boolean(value);
    case ArgumentType::integer:
        return to_integer(value);
    case ArgumentType::real:
        return to_real(value);
    case ArgumentType::mode:
        return to_mode(value);
    case ArgumentType::map:
        return to_map(value);
    case ArgumentType::list:
        return to_list(argument, value);
    case ArgumentType::any:
        return value;
    case ArgumentType::text:
    case ArgumentType::path:
        return argument.choices.empty() ? to_text(value) : to_choice(argument, value);
    case ArgumentType::secret:
        break;
    }
    const Value text = to_text(value);
    return text.is_secret() ? text : Value::secret(text.as_text(), value.position());
}

}  // namespace

std::string_view type_name(ArgumentType type) {
    static constexpr std::array<std::string_view, 10> names{"text",    "boolean", "integer", "number", "list",
                                                            "mapping", "path",    "mode",    "secret", "any"};
    return names.at(static_cast<std::size_t>(type));
}

Value converted(const Argument& argument, const Value& value) {
    return as_type(argument, argument.type, value);
}

std::optional<std::string> mismatch(const Argument& argument, const Value& value) {
    try {
        static_cast<void>(converted(argument, value));
    } catch (const Failure& failure) {
        return failure.what();
    }
    return std::nullopt;
}

}  // namespace modules

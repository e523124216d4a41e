#include "interpreter/expression/python.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/escapes.hpp"
#include "interpreter/expression/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interpreter {

namespace {

// A place that no file has: the text stays text, and is no template either.
constexpr Position staying{0, 1, 0};

std::string joined_reprs(const List& items) {
    std::string text;
    for (const Value& item : items) {
        if (!text.empty()) text += ", ";
        text += to_python_repr(item);
    }
    return text;
}

std::string map_text(const Value& value) {
    std::string text;
    const Value plain = value.plain();
    for (const auto& [key, entry] : plain.as_map()) {
        if (!text.empty()) text += ", ";
        text += python_quoted(key) + ": " + to_python_repr(entry);
    }
    return "{" + text + "}";
}

std::string object_text(const Value& value) {
    if (const Tuple* tuple = object_in<Tuple>(value))
        return "(" + joined_reprs(tuple->items()) + (tuple->items().size() == 1 ? ",)" : ")");
    if (counts_as_empty(value)) return {};
    if (const Object* object = object_in<Object>(value)) return object->text();
    return map_text(value);
}

template <typename Change>
Value changed_inside(const Value& value, const Change& change) {
    if (value.is_list()) {
        List items;
        for (const Value& item : value.as_list())
            items.push_back(change(item));
        return items;
    }
    if (const Tuple* tuple = object_in<Tuple>(value)) {
        List items;
        for (const Value& item : tuple->items())
            items.push_back(change(item));
        return make_tuple(std::move(items));
    }
    if (!value.is_map() || value.is_lazy()) return value;
    Map map;
    for (const auto& [key, entry] : value.as_map())
        map.set(key, change(entry));
    return map;
}

bool holds_objects(const Value& value) {
    if (value.is_lazy()) return object_in<Object>(value) != nullptr;
    if (value.is_list()) return std::any_of(value.as_list().begin(), value.as_list().end(), holds_objects);
    if (!value.is_map()) return false;
    return std::any_of(value.as_map().begin(), value.as_map().end(),
                       [](const Map::Entry& entry) { return holds_objects(entry.second); });
}

}  // namespace

std::string number_text(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
    const std::string digits = fmt::format("{}", number);
    return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
}

std::string to_python_text(const Value& value) {
    switch (value.kind()) {
    case Kind::null:
        return "None";
    case Kind::boolean:
        return value.as_boolean() ? "True" : "False";
    case Kind::integer:
        return std::to_string(value.as_integer());
    case Kind::real:
        return number_text(value.as_real());
    case Kind::text:
    case Kind::secret:
        return value.as_text();
    case Kind::list:
        return "[" + joined_reprs(value.as_list()) + "]";
    case Kind::map:
        break;
    }
    return value.is_lazy() ? object_text(value) : map_text(value);
}

std::string to_python_repr(const Value& value) {
    return value.is_text() ? python_quoted(value.as_text()) : to_python_text(value);
}

std::string type_name(const Value& value) {
    if (const Object* object = object_in<Object>(value)) return object->type_name();
    switch (value.kind()) {
    case Kind::null:
        return "NoneType";
    case Kind::boolean:
        return "bool";
    case Kind::integer:
        return "int";
    case Kind::real:
        return "float";
    case Kind::text:
    case Kind::secret:
        // Text that was written is Ansible's own type there, computed text is Python's.
        return value.position().known() ? "AnsibleUnicode" : "str";
    case Kind::list:
        return "list";
    case Kind::map:
        return "dict";
    }
    return "object";
}

std::string described_kind(const Value& value) {
    if (object_in<Tuple>(value) != nullptr) return "a tuple";
    if (const Object* object = object_in<Object>(value)) return "a " + object->type_name();
    return std::string(modules::kind_name(value.kind()));
}

bool is_true(const Value& value) {
    switch (value.kind()) {
    case Kind::null:
        return false;
    case Kind::boolean:
        return value.as_boolean();
    case Kind::integer:
        return value.as_integer() != 0;
    case Kind::real:
        return value.as_real() != 0;
    case Kind::text:
    case Kind::secret:
        return !value.as_text().empty();
    case Kind::list:
        return !value.as_list().empty();
    case Kind::map:
        break;
    }
    if (!value.is_lazy()) return !value.as_map().empty();
    if (const Tuple* tuple = object_in<Tuple>(value)) return !tuple->items().empty();
    if (counts_as_empty(value)) return false;
    return object_in<Object>(value) != nullptr || !value.keys().empty();
}

bool has_secret(const Value& value) {
    if (value.is_secret()) return true;
    if (const List* items = sequence_in(value)) return std::any_of(items->begin(), items->end(), has_secret);
    if (!value.is_map() || value.is_lazy()) return false;
    return std::any_of(value.as_map().begin(), value.as_map().end(),
                       [](const Map::Entry& entry) { return has_secret(entry.second); });
}

Value make_text(std::string text, bool secret) {
    return secret ? Value::secret(std::move(text)) : Value(std::move(text));
}

Value made_secret(const Value& value) {
    if (value.is_text()) return value.is_secret() ? value : Value::secret(value.as_text(), value.position());
    return changed_inside(value, made_secret);
}

Value staying_text(const Value& text) {
    return text.is_secret() ? Value::secret(text.as_text(), staying)
                            : Value::written(text.as_text(), staying);
}

bool is_staying_text(const Value& value) {
    return value.is_text() && value.position() == staying;
}

const List* sequence_in(const Value& value) {
    if (value.is_list()) return &value.as_list();
    const Tuple* tuple = object_in<Tuple>(value);
    return tuple != nullptr ? &tuple->items() : nullptr;
}

std::optional<List> items_of(const Value& value) {
    if (const List* items = sequence_in(value)) return *items;
    List items;
    if (value.is_text()) {
        const bool secret = value.is_secret();
        for (const char32_t character : to_code_points(value.as_text()))
            items.push_back(make_text(to_utf8({&character, 1}), secret));
        return items;
    }
    if (!value.is_map() || object_in<Object>(value) != nullptr) return std::nullopt;
    for (std::string& key : value.keys())
        items.emplace_back(std::move(key));
    return items;
}

Value materialised(const Value& value) {
    if (!holds_objects(value)) return value;
    if (counts_as_empty(value)) return std::string();
    if (const Tuple* tuple = object_in<Tuple>(value)) return materialised(tuple->items());
    if (object_in<Namespace>(value) != nullptr) return materialised(value.plain());
    if (value.is_lazy()) return to_python_text(value);
    return changed_inside(value, materialised);
}

Value without_positions(const Value& value) {
    if (value.is_text()) return make_text(value.as_text(), value.is_secret());
    return changed_inside(value, without_positions);
}

}  // namespace interpreter

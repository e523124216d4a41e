#include "interpreter/expression/Call.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"

#include <algorithm>
#include <charconv>

namespace interpreter {

namespace {

struct Parameter {
    std::string_view name;
    bool optional = false;
};

std::vector<Parameter> parameters_of(std::string_view declared, bool& takes_more, bool& takes_names) {
    std::vector<Parameter> parameters;
    while (!declared.empty()) {
        const std::size_t end = std::min(declared.find(' '), declared.size());
        std::string_view word = declared.substr(0, end);
        declared.remove_prefix(std::min(end + 1, declared.size()));
        if (word == "*") {
            takes_more = true;
        } else if (word == "**") {
            takes_names = true;
        } else {
            const bool optional = word.ends_with('?');
            if (optional) word.remove_suffix(1);
            parameters.push_back({word, optional});
        }
    }
    return parameters;
}

std::optional<std::int64_t> integer_of(const Value& value) {
    if (value.is_integer()) return value.as_integer();
    if (value.is_boolean()) return value.as_boolean() ? 1 : 0;
    if (value.is_real()) return static_cast<std::int64_t>(value.as_real());
    if (!value.is_text()) return std::nullopt;
    const std::string& text = value.as_text();
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

Call::Call(Evaluator& evaluator, const Builtin& builtin, BuiltinKind kind, const Value& input, Given given,
           Position position)
    : evaluator_(evaluator), builtin_(builtin), kind_(kind), input_(input), position_(position) {
    bind(std::move(given));
}

void Call::bind(Given given) {
    bool takes_more = false;
    bool takes_names = false;
    const std::vector<Parameter> parameters = parameters_of(builtin_.parameters, takes_more, takes_names);
    bound_.resize(parameters.size());
    for (std::size_t index = 0; index < given.positional.size(); ++index) {
        if (index < parameters.size()) {
            bound_[index] = std::move(given.positional[index]);
        } else if (takes_more) {
            rest_.push_back(std::move(given.positional[index]));
        } else if (parameters.empty()) {
            fail("takes no arguments");
        } else {
            fail("takes at most " + std::to_string(parameters.size()) +
                 (parameters.size() == 1 ? " argument" : " arguments"));
        }
    }
    for (auto& [name, value] : given.named) {
        const auto found =
            std::find_if(parameters.begin(), parameters.end(),
                         [&wanted = name](const Parameter& parameter) { return parameter.name == wanted; });
        if (found != parameters.end()) {
            std::optional<Value>& place = bound_[static_cast<std::size_t>(found - parameters.begin())];
            if (place) fail("is given '" + name + "' twice");
            place = std::move(value);
        } else if (takes_names) {
            named_.emplace_back(std::move(name), std::move(value));
        } else {
            std::vector<std::string> names;
            for (const Parameter& parameter : parameters)
                names.emplace_back(parameter.name);
            fail("has no argument '" + name + "'", did_you_mean(name, names));
        }
    }
    for (std::size_t index = 0; index < parameters.size(); ++index)
        if (!bound_[index] && !parameters[index].optional)
            fail("needs the argument '" + std::string(parameters[index].name) + "'");
}

std::string Call::subject() const {
    return "the " + std::string(builtin_kind_name(kind_)) + " '" + std::string(builtin_.name) + "'";
}

void Call::fail(const std::string& what, std::string hint) const {
    throw DiagnosticError(subject() + " " + what, position_, std::move(hint));
}

std::string Call::input_text() const {
    return to_python_text(input_);
}
List Call::input_items() const {
    return items_in(input_);
}
Map Call::input_map() const {
    return map_in(input_);
}

bool Call::has(std::size_t parameter) const {
    return parameter < bound_.size() && bound_[parameter].has_value();
}

const Value& Call::operator[](std::size_t parameter) const {
    static const Value nothing;
    return has(parameter) ? *bound_[parameter] : nothing;
}

std::string Call::text(std::size_t parameter, std::string_view otherwise) const {
    return has(parameter) ? to_python_text((*this)[parameter]) : std::string(otherwise);
}

std::int64_t Call::integer(std::size_t parameter, std::int64_t otherwise) const {
    if (!has(parameter)) return otherwise;
    const std::optional<std::int64_t> number = integer_of((*this)[parameter]);
    if (!number) fail("needs an integer, found " + described_kind((*this)[parameter]));
    return *number;
}

bool Call::flag(std::size_t parameter, bool otherwise) const {
    return has(parameter) ? is_true((*this)[parameter]) : otherwise;
}

List Call::items(std::size_t parameter) const {
    return items_in((*this)[parameter]);
}

const Value* Call::named(std::string_view name) const {
    for (const auto& [key, value] : named_)
        if (key == name) return &value;
    return nullptr;
}

List Call::items_in(const Value& value) const {
    std::optional<List> items = items_of(evaluator_.require(value));
    if (!items) fail("needs a list, found " + described_kind(value));
    return *std::move(items);
}

Map Call::map_in(const Value& value) const {
    evaluator_.require(value);
    const bool plain = value.is_map() && object_in<Object>(value) == nullptr;
    if (!plain) fail("needs a mapping, found " + described_kind(value));
    return value.plain().as_map();
}

}  // namespace interpreter

#pragma once

#include "modules/module/Module.hpp"

#include <array>
#include <concepts>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace modules {

/// The words of an enumeration, specialised beside it:
///   template <> struct Words<FileState> { static constexpr std::array words{std::pair{"file", FileState::file}, …}; };
template <class Enumeration>
struct Words;

/// Text that must not be shown.
struct SecretText {
    std::string characters;
};

/// A mode as Ansible takes it: "0644", an integer, or symbolic ("u=rw,g-w"), kept as written until the present
/// mode is known.
struct Mode {
    std::string written;
    /// The permission bits (07777) that result when the present bits are `present`.
    /// Throws Failure when it is neither octal nor symbolic.
    [[nodiscard]] unsigned applied_to(unsigned present, bool is_directory) const;
};

/// How a C++ type stands in an argument table: its ArgumentType, the conversion from a value that was already
/// brought to that type, and back for the manual's default.
template <class Type>
struct Field;

template <>
struct Field<std::string> {
    static constexpr ArgumentType type = ArgumentType::text;
    static std::string from(const Value& value) { return value.as_text(); }
    static Value to(const std::string& text) { return text; }
};
template <>
struct Field<bool> {
    static constexpr ArgumentType type = ArgumentType::boolean;
    static bool from(const Value& value) { return value.as_boolean(); }
    static Value to(bool flag) { return flag; }
};
template <>
struct Field<std::int64_t> {
    static constexpr ArgumentType type = ArgumentType::integer;
    static std::int64_t from(const Value& value) { return value.as_integer(); }
    static Value to(std::int64_t number) { return number; }
};
template <>
struct Field<double> {
    static constexpr ArgumentType type = ArgumentType::real;
    static double from(const Value& value) { return value.as_real(); }
    static Value to(double number) { return number; }
};
template <>
struct Field<Map> {
    static constexpr ArgumentType type = ArgumentType::map;
    static Map from(const Value& value) { return value.as_map(); }
    static Value to(const Map& map) { return map; }
};
template <>
struct Field<Value> {
    static constexpr ArgumentType type = ArgumentType::any;
    static Value from(const Value& value) { return value; }
    static Value to(const Value& value) { return value; }
};
template <>
struct Field<SecretText> {
    static constexpr ArgumentType type = ArgumentType::secret;
    static SecretText from(const Value& value) { return {value.as_text()}; }
    static Value to(const SecretText& text) { return Value::secret(text.characters); }
};
template <>
struct Field<Mode> {
    static constexpr ArgumentType type = ArgumentType::mode;
    static Mode from(const Value& value) { return {value.as_text()}; }
    static Value to(const Mode& mode) { return mode.written; }
};
template <class Item>
struct Field<std::vector<Item>> {
    static constexpr ArgumentType type = ArgumentType::list;
    static std::vector<Item> from(const Value& value) {
        std::vector<Item> items;
        for (const Value& item : value.as_list()) items.push_back(Field<Item>::from(item));
        return items;
    }
    static Value to(const std::vector<Item>& items) {
        List list;
        for (const Item& item : items) list.push_back(Field<Item>::to(item));
        return list;
    }
};
template <class Type>
struct Field<std::optional<Type>> {
    static constexpr ArgumentType type = Field<Type>::type;
    static std::optional<Type> from(const Value& value) { return Field<Type>::from(value); }
    static Value to(const std::optional<Type>& held) { return held ? Field<Type>::to(*held) : Value(); }
};
template <class Enumeration>
    requires std::is_enum_v<Enumeration>
struct Field<Enumeration> {
    static constexpr ArgumentType type = ArgumentType::text;
    static Enumeration from(const Value& value) {
        for (const auto& [word, meaning] : Words<Enumeration>::words)
            if (value.as_text() == word) return meaning;
        throw Failure("not one of the accepted words: " + value.as_text());
    }
    static Value to(Enumeration wanted) {
        for (const auto& [word, meaning] : Words<Enumeration>::words)
            if (meaning == wanted) return std::string(word);
        return {};
    }
};

template <class Type>
inline constexpr bool is_optional = false;
template <class Type>
inline constexpr bool is_optional<std::optional<Type>> = true;
template <class Type>
inline constexpr bool is_vector = false;
template <class Type>
inline constexpr bool is_vector<std::vector<Type>> = true;

enum class Need { optional, required };

/// What an argument table says beside name, member and help.
struct ArgumentExtras {
    Need need = Need::optional;
    std::vector<std::string> aliases = {};
    bool free_form = false;
    /// For text members (or lists of text) whose value is a path on the host.
    bool path = false;
};

/// A module's argument table: each row ties a name to the member that receives it.
/// The default of an argument is what a default-constructed Arguments holds.
template <class Arguments>
class ArgumentList {
  public:
    template <class Type>
    ArgumentList& add(std::string name, Type Arguments::*member, std::string help, ArgumentExtras extras = {}) {
        Argument argument;
        argument.name = std::move(name);
        argument.type = Field<Type>::type;
        argument.help = std::move(help);
        argument.required = extras.need == Need::required;
        argument.aliases = std::move(extras.aliases);
        argument.free_form = extras.free_form;
        describe<Type>(argument);
        if (extras.path) (argument.type == ArgumentType::list ? argument.items : argument.type) = ArgumentType::path;
        if (const Value fallback = Field<Type>::to(Arguments{}.*member); !argument.required && !fallback.is_null())
            argument.fallback = fallback;
        rows_.push_back(std::move(argument));
        setters_.push_back([member](Arguments& arguments, const Value& value) {
            arguments.*member = Field<Type>::from(value);
        });
        return *this;
    }

    [[nodiscard]] const std::vector<Argument>& rows() const { return rows_; }

    /// `values` holds only canonical names and values of the declared types.
    [[nodiscard]] Arguments filled(const Value& values) const {
        Arguments arguments;
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (const std::optional<Value> value = values.get(rows_[row].name); value && !value->is_null())
                setters_[row](arguments, *value);
        return arguments;
    }

  private:
    template <class Type>
    static void describe(Argument& argument) {
        if constexpr (is_optional<Type>) {
            describe<typename Type::value_type>(argument);
        } else if constexpr (is_vector<Type>) {
            argument.items = Field<typename Type::value_type>::type;
            describe_item<typename Type::value_type>(argument);
        } else {
            describe_item<Type>(argument);
        }
    }
    template <class Type>
    static void describe_item(Argument& argument) {
        if constexpr (std::is_enum_v<Type>)
            for (const auto& [word, meaning] : Words<Type>::words) argument.choices.emplace_back(word);
    }

    std::vector<Argument> rows_;
    std::vector<std::function<void(Arguments&, const Value&)>> setters_;
};

/// The base of every module written in C++: a table of arguments and a look.
template <class Arguments>
class TypedModule : public Module {
  public:
    [[nodiscard]] virtual ArgumentList<Arguments> table() const = 0;
    [[nodiscard]] virtual Plan check(const Arguments& wanted, const HostView& host,
                                     const CallOptions& options) const = 0;

    [[nodiscard]] const std::vector<Argument>& arguments() const final { return list().rows(); }
    [[nodiscard]] Plan plan(const Value& arguments, const HostView& host, const CallOptions& options) const final {
        return check(list().filled(arguments), host, options);
    }

  private:
    [[nodiscard]] const ArgumentList<Arguments>& list() const {
        // One list a module type: modules hold no state, so every object of the type has the same table.
        std::call_once(made_, [this] { list_ = table(); });
        return list_;
    }
    mutable std::once_flag made_;
    mutable ArgumentList<Arguments> list_;
};

}  // namespace modules

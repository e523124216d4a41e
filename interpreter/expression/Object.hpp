#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace interpreter {

/// What Python has beside the kinds of Value, while an expression is being evaluated: tuples, undefined
/// names, macros, the `loop` of a for statement. It travels inside Value as a lazy mapping, so that lists may
/// hold it, and never leaves an evaluation: `materialised` turns it into plain values.
class Object : public modules::LazyMap {
  public:
    /// Python's name of its type.
    [[nodiscard]] virtual std::string type_name() const = 0;
    /// What it prints as.
    [[nodiscard]] virtual std::string text() const { return "<" + type_name() + ">"; }
    /// An attribute; nothing when there is none.
    [[nodiscard]] std::optional<Value> find(std::string_view) const override { return std::nullopt; }
    [[nodiscard]] std::vector<std::string> keys() const override { return {}; }
};

/// The object inside a value; null when it holds none of that type.
template <typename Type>
const Type* object_in(const Value& value) {
    return value.is_lazy() ? dynamic_cast<const Type*>(value.lazy_source()) : nullptr;
}

class Tuple final : public Object {
  public:
    explicit Tuple(List items) : items_(std::move(items)) {}
    [[nodiscard]] std::string type_name() const override { return "tuple"; }
    [[nodiscard]] const List& items() const { return items_; }

  private:
    List items_;
};

/// A name or an attribute that does not exist. An error only when it is used: `default` and `is defined` take
/// it.
class Undefined final : public Object {
  public:
    /// Strict: using it is an error. Lenient, as Jinja makes of `'a' if false`: it counts as empty text.
    enum class Use { is_error, is_empty_text };

    explicit Undefined(Diagnostic why, std::string name = {}, Use use = Use::is_error)
        : why_(std::move(why)), name_(std::move(name)), use_(use) {}
    [[nodiscard]] std::string type_name() const override { return "AnsibleUndefined"; }
    [[nodiscard]] const Diagnostic& why() const { return why_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool is_lenient() const { return use_ == Use::is_empty_text; }

  private:
    Diagnostic why_;
    std::string name_;
    Use use_;
};

/// What `namespace()` makes: attributes that `set` may change from inside a loop.
class Namespace final : public Object {
  public:
    [[nodiscard]] std::string type_name() const override { return "Namespace"; }
    [[nodiscard]] std::optional<Value> find(std::string_view key) const override;
    [[nodiscard]] std::vector<std::string> keys() const override;
    /// Namespaces are shared by name within one evaluation, which one thread makes: no lock is needed.
    void set(std::string key, Value value) const {
        entries_.insert_or_assign(std::move(key), std::move(value));
    }

  private:
    mutable std::map<std::string, Value, std::less<>> entries_;
};

Value make_tuple(List items);

/// The error of something that does not exist; other errors are never taken for it by `default`.
class UndefinedError : public DiagnosticError {
  public:
    using DiagnosticError::DiagnosticError;
};

/// Throws UndefinedError where the value is undefined and no use of it is allowed. True where it counts as empty text.
inline bool counts_as_empty(const Value& value) {
    const Undefined* undefined = object_in<Undefined>(value);
    if (undefined == nullptr) return false;
    if (!undefined->is_lenient()) throw UndefinedError(undefined->why());
    return true;
}

inline bool is_undefined(const Value& value) {
    return object_in<Undefined>(value) != nullptr;
}
/// What an attribute or item of something undefined is: undefined for good.
inline Value part_of_undefined(const Value& value) {
    const Undefined* undefined = object_in<Undefined>(value);
    return undefined->is_lenient() ? Value::lazy(std::make_shared<Undefined>(undefined->why())) : value;
}

}  // namespace interpreter

#pragma once

#include "modules/value/Position.hpp"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace modules {

class Value;
class Map;
class LazyMap;
using List = std::vector<Value>;

enum class Kind { null, boolean, integer, real, text, list, map, secret };

/// What a secret prints as, wherever it would be shown.
inline constexpr std::string_view masked_secret = "••••••••";

/// The word an error message uses for a kind: "a list", "text", "a mapping", …
std::string_view kind_name(Kind kind);

/// Asked for a kind that the value is not.
class WrongKind : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What variables, arguments and results are made of. Immutable and cheap to copy: text, lists and
/// maps are shared, so a value may be read by many threads at once.
///
/// Text knows where it was written. Only text with a known position is ever treated as a template:
/// what a host or a program returned is data, whatever braces it holds.
///
/// A secret is text that prints as dots; text joined to a secret is a secret.
class Value {
  public:
    Value() = default;
    Value(std::nullptr_t) {}
    Value(std::same_as<bool> auto flag) : data_(flag) {}
    Value(std::integral auto number)
        requires(!std::same_as<decltype(number), bool>)
        : data_(static_cast<std::int64_t>(number)) {}
    Value(double number) : data_(number) {}
    Value(std::string text);
    Value(std::string_view text) : Value(std::string(text)) {}
    Value(const char* text) : Value(std::string(text)) {}
    Value(List list);
    Value(Map map);

    /// Text as it was written at `position`; it may hold a template.
    static Value written(std::string text, Position position);
    static Value secret(std::string text, Position position = {});
    /// A mapping whose values are made when they are asked for (hostvars).
    static Value lazy(std::shared_ptr<const LazyMap> source);

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
    [[nodiscard]] bool is_boolean() const { return kind() == Kind::boolean; }
    [[nodiscard]] bool is_integer() const { return kind() == Kind::integer; }
    [[nodiscard]] bool is_real() const { return kind() == Kind::real; }
    /// Text or a secret.
    [[nodiscard]] bool is_text() const;
    [[nodiscard]] bool is_list() const { return kind() == Kind::list; }
    [[nodiscard]] bool is_map() const { return kind() == Kind::map; }
    [[nodiscard]] bool is_secret() const { return kind() == Kind::secret; }

    // Each throws WrongKind when the value is of another kind.
    [[nodiscard]] bool as_boolean() const;
    [[nodiscard]] std::int64_t as_integer() const;
    /// A real or an integer.
    [[nodiscard]] double as_real() const;
    /// The characters of text or of a secret.
    [[nodiscard]] const std::string& as_text() const;
    [[nodiscard]] const List& as_list() const;
    /// Not for a lazy mapping: that is asked with get() and keys(), or made plain first.
    [[nodiscard]] const Map& as_map() const;
    /// This value; for a lazy mapping a plain one with every entry made.
    [[nodiscard]] Value plain() const;

    /// The entry of a mapping; nothing when there is none or this is no mapping.
    [[nodiscard]] std::optional<Value> get(std::string_view key) const;
    /// The same, as text; `fallback` when it is absent or not text.
    [[nodiscard]] std::string text_of(std::string_view key, std::string fallback = {}) const;
    /// The same, as a boolean; false when it is absent or not a boolean.
    [[nodiscard]] bool flag(std::string_view key) const;
    /// Keys of a mapping in order, lazy or not.
    [[nodiscard]] std::vector<std::string> keys() const;
    [[nodiscard]] bool is_lazy() const;
    /// What makes the entries of a lazy mapping; null for every other value.
    [[nodiscard]] const LazyMap* lazy_source() const;

    /// Known for text that was written in a source, else unknown.
    [[nodiscard]] Position position() const;

    /// Python's equality: 1 == 1.0 == True; mappings whatever their order; a secret equals its text.
    friend bool operator==(const Value& left, const Value& right);

  private:
    struct Text;
    using Data = std::variant<std::monostate, bool, std::int64_t, double, std::shared_ptr<const Text>,
                              std::shared_ptr<const List>, std::shared_ptr<const Map>,
                              std::shared_ptr<const LazyMap>>;
    Data data_;
};

/// A mapping from text to values that keeps the order in which keys were added.
class Map {
  public:
    using Entry = std::pair<std::string, Value>;

    Map() = default;
    Map(std::initializer_list<Entry> entries);

    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] bool contains(std::string_view key) const { return find(key) != nullptr; }
    /// Adds the entry, or replaces the value and keeps the key's place.
    void set(std::string key, Value value);
    void erase(std::string_view key);

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    [[nodiscard]] auto begin() const { return entries_.begin(); }
    [[nodiscard]] auto end() const { return entries_.end(); }

  private:
    [[nodiscard]] std::size_t index_of(std::string_view key) const;

    std::vector<Entry> entries_;
    // Positions in entries_ sorted by key; kept only for mappings too long to search in order.
    std::vector<std::uint32_t> sorted_;
};

/// The source of a lazy mapping. Called from several threads at once.
class LazyMap {
  public:
    virtual ~LazyMap() = default;
    [[nodiscard]] virtual std::optional<Value> find(std::string_view key) const = 0;
    [[nodiscard]] virtual std::vector<std::string> keys() const = 0;
};

}  // namespace modules

#pragma once

#include "interpreter/expression/Call.hpp"

namespace interpreter {

/// The `attribute` of a filter: "address.city", "0.name", or a number.
class Attribute {
  public:
    explicit Attribute(const Value& written);

    /// What it finds in an item; Undefined, or `fallback` where there is one, when nothing is there.
    [[nodiscard]] Value of(const Value& item, const Call& call, const Value* fallback = nullptr) const;

  private:
    List parts_;
};

enum class Case { sensitive, ignored };

/// How a filter sorts, groups or compares items: by attribute (or several, "age,name"), letters perhaps
/// alike.
class SortKey {
  public:
    /// `attribute` may be null: the item itself.
    SortKey(const Value& attribute, Case letters);
    [[nodiscard]] Value of(const Value& item, const Call& call) const;

  private:
    std::vector<Attribute> attributes_;
    Case letters_;
};

/// Text in small letters; anything else as it is.
Value without_case(const Value& value);

}  // namespace interpreter

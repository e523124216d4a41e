#pragma once

#include "interpreter/expression/Object.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// Python's repr(): text in quotes.
std::string to_python_repr(const Value& value);
/// Python's repr() of a float: 1.0, 1e+16, inf.
std::string number_text(double number);
/// Python's name of the type: str, int, list, dict, …
std::string type_name(const Value& value);
/// For messages: "text", "a list", "a tuple", …
std::string described_kind(const Value& value);

/// Text, or a secret.
Value make_text(std::string text, bool secret);
/// Every text inside becomes a secret.
Value made_secret(const Value& value);
/// Text that is never read as a Python literal afterwards, however it begins (what to_json gives).
Value staying_text(const Value& text);
bool is_staying_text(const Value& value);

/// The items of a list or a tuple; null for every other value.
const List* sequence_in(const Value& value);
/// What a loop goes through: items, keys of a mapping, characters of text. Nothing when it cannot be gone
/// through.
std::optional<List> items_of(const Value& value);
/// Tuples as lists, namespaces as mappings. Throws UndefinedError when something undefined is inside.
Value materialised(const Value& value);
/// The same without places: text that came out of a file is data.
Value without_positions(const Value& value);

/// A Python literal (ast.literal_eval; JSON's true, false and null too); nothing when the text is none.
std::optional<Value> read_literal(std::string_view text);

}  // namespace interpreter

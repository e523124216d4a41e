#pragma once

#include "interpreter/source/Position.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace interpreter {

/// The arguments less those that only the control side has a use for.
Map arguments_without(const Value& arguments, std::initializer_list<std::string_view> names);

/// An argument that is a list of texts (or one text, parted by commas); empty when it is absent.
std::vector<std::string> texts_of(const Value& arguments, std::string_view name);

/// A whole number; `fallback` when it is absent.
std::int64_t number_of(const Value& arguments, std::string_view name, std::int64_t fallback);

/// Set, and true; `fallback` when it is absent.
bool flag_of(const Value& arguments, std::string_view name, bool fallback);

/// The content of a file of the control side. Throws Failure.
std::string content_of_file(const std::string& path);

}  // namespace interpreter

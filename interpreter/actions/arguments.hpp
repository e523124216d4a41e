#pragma once

#include "interpreter/actions/Action.hpp"

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

/// A file of the control side as it is. Throws Failure.
std::string bytes_of_file(const std::string& path);

struct FileContent {
    std::string bytes;
    /// A vault held it.
    bool secret = false;
};

/// The content of a file of the control side; a vault is opened unless the task says `decrypt: false`. Throws Failure, and
/// DiagnosticError where a vault stays closed.
FileContent content_of_file(const std::string& path, const ActionCall& call);

}  // namespace interpreter

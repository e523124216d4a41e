#pragma once

#include "interpreter/expression/Builtin.hpp"

#include <span>
#include <string_view>

namespace interpreter {

/// What a filter, test, function or lookup is for, in one sentence without a full stop; empty for one that the manual
/// does not know.
std::string_view builtin_help(BuiltinKind kind, std::string_view name);

/// One line of the manual.
struct BuiltinHelp {
    std::string_view name;
    std::string_view help;
};

std::span<const BuiltinHelp> builtin_manual(BuiltinKind kind);

}  // namespace interpreter

#pragma once

#include "interpreter/playbook/Loading.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace interpreter {

/// The name of something that is imported, rendered with what is known before any host is: extra variables,
/// `vars` of the play and of what stands around, roles' defaults and vars. `what` is for the message:
/// "import_tasks". Nothing (and an error) where it needs more than that.
std::optional<std::string> static_text(Loading& loading, const Value& written, const Element& from,
                                       std::string_view what);

}  // namespace interpreter

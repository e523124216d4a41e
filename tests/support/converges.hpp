#pragma once

#include "modules/module/Module.hpp"
#include "tests/support/FakeHost.hpp"

#include <initializer_list>
#include <string>

namespace modules {

/// What is owed for every module (a Catch2 assertion each):
/// check wrote nothing and says the same twice; apply succeeded and changed what check said; a second check
/// is empty. Gives the result of apply, for what a test wants to say beyond that.
ModuleResult converges(const Module& module, const Value& arguments, FakeHost& host);

/// The same where the host is already as asked for: nothing to change, nothing written.
ModuleResult already_converged(const Module& module, const Value& arguments, FakeHost& host);

/// The failure's text when looking fails; a failed assertion when it does not, or when anything was written.
std::string failure_of(const Module& module, const Value& arguments, FakeHost& host);

/// One call with plain options.
ModuleResult checked(const Module& module, const Value& arguments, FakeHost& host);
ModuleResult applied(const Module& module, const Value& arguments, FakeHost& host);

/// "subject: before -> after" in JSON, a line each.
std::string differences(const ModuleResult& result);

}  // namespace modules

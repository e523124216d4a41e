#pragma once

#include "modules/module/Module.hpp"

namespace modules {

/// The arguments that describe a rule.
const std::vector<Argument>& iptables_rule_arguments();

/// The rule of these arguments as iptables takes it: "-p tcp --destination-port 22 -j ACCEPT". A "!" before a
/// value means all others. Throws Failure for what iptables could not mean.
std::vector<std::string> iptables_rule(const Value& arguments);

}  // namespace modules

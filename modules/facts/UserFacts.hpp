#pragma once

#include "modules/system/HostView.hpp"

namespace modules {

/// user_*, real_*, effective_* and env: who gathers.
Map user_facts(const HostView& host);

}  // namespace modules

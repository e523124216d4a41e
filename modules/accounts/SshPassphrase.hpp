#pragma once

#include "modules/system/HostControl.hpp"

namespace modules {

/// Lets ssh-keygen, which would take a passphrase from its command line, where everyone can read it, ask a
/// program for it instead: one of the call's own directory.
void answer_passphrase(HostControl& host, Command& command, const std::string& passphrase);

}  // namespace modules

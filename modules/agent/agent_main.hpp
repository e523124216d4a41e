#pragma once

namespace modules {

/// The agent as a program: `agent-<hash> serve [directory]`. Talks over descriptors 0 and 1; whatever is
/// started below finds /dev/null there. Returns the exit status.
int agent_main(int argument_count, char** arguments);

}  // namespace modules

#include "modules/accounts/SshPassphrase.hpp"

#include <fmt/format.h>

namespace modules {

void answer_passphrase(HostControl& host, Command& command, const std::string& passphrase) {
    const std::string directory = host.temporary_directory();
    host.write(directory + "/passphrase", passphrase + "\n", {{}, {}, 0600});
    host.write(directory + "/answer", fmt::format("#!/bin/sh\nexec cat '{}/passphrase'\n", directory),
               {{}, {}, 0700});
    command.environment = {
        {"SSH_ASKPASS", directory + "/answer"}, {"SSH_ASKPASS_REQUIRE", "force"}, {"DISPLAY", "none"}};
}

}  // namespace modules

#pragma once

#include <string>

namespace modules {

/// What a lane writes before each frame, so that the agent knows which one ends the call without decoding it.
inline constexpr char event_tag = 'e';
inline constexpr char reply_tag = 'r';

/// The life of a lane's process: takes call frames from the socket one after another, runs them and writes
/// events and replies, until the agent closes the socket. A call's environment holds for that call only.
[[noreturn]] void live_as_lane(int socket, const std::string& staging_directory);

}  // namespace modules

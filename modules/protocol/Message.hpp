#pragma once

#include "modules/value/Value.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace modules {

/// The protocol's name and version, as the agent's banner says them.
inline constexpr std::string_view protocol_name = "understudy-agent";
inline constexpr std::int64_t protocol_version = 1;

using CallId = std::uint64_t;

/// One frame's content: a kind, the call it belongs to (0: none) and its fields.
///
///   hello   version, features (names), uid, user, system, finished (replies of calls that outlived their session)
///   call    id, lane, module, arguments, mode ("check" | "apply"), diff, limit (seconds, 0: none), environment,
///           uninterruptible, live (send output as it comes), async (seconds: run as a job that outlives the session, and answer with its id)
///   event   id, kind ("output" | "progress"), text
///   reply   id, result (ModuleResult as a mapping)
///   cancel  id
///   put     hash (SHA-256, hexadecimal), offset, data, last      chunks of at most 256 KiB
///   have    hash → have with known (boolean)                     asked before a put
///   get     id, path → put frames of its content
///   ping, pong
struct Message {
    std::string kind;
    CallId id = 0;
    Map fields;

    [[nodiscard]] Value field(std::string_view name) const {
        const Value* found = fields.find(name);
        return found != nullptr ? *found : Value();
    }
};

}  // namespace modules

#pragma once

#include "modules/value/Value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace modules::mysql {

/// A position in a cluster's history: which cluster, and the number of the last transaction. -1: not known.
struct GaleraPosition {
    std::string uuid;
    std::int64_t seqno = -1;
};

/// What a stopped node says of itself in grastate.dat.
/// https://galeracluster.com/library/documentation/node-states.html, …/quorum-reset.html
struct GaleraSavedState {
    GaleraPosition position;
    bool safe_to_bootstrap = false;
};

std::optional<GaleraSavedState> saved_state(std::string_view grastate);

/// gvwstate.dat, which a node keeps while it is part of a view, and leaves behind when it dies: my_uuid,
/// view_id, bootstrap, members.
Map saved_view(std::string_view gvwstate);

/// The position that `mariadbd --wsrep-recover` prints; nothing where it printed none.
std::optional<GaleraPosition> recovered_position(std::string_view log);

}  // namespace modules::mysql

#pragma once

#include "interpreter/playbook/Loading.hpp"

#include <string>
#include <vector>

namespace interpreter {

/// What only a whole play tells: handlers that nobody defines, names in `needs:` that mean nothing.
void check_play(const Play& play, Loading& loading);

/// A name in `needs:`; that of a role's meta is soft: no mistake when nothing has the name.
struct NamedNeed {
    std::string name;
    Position position;
    bool soft = false;
};

std::vector<NamedNeed> needs_of(const Element& element);

}  // namespace interpreter

#pragma once

#include "modules/module/TypedModule.hpp"

namespace modules {

/// Whether something of a broker is to be there.
enum class RabbitmqPresence { absent, present };
template <>
struct Words<RabbitmqPresence> {
    static constexpr std::array words{std::pair{"absent", RabbitmqPresence::absent},
                                      std::pair{"present", RabbitmqPresence::present}};
};

}  // namespace modules

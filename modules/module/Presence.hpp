#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

/// Whether something is to be there: the `state` of most modules.
enum class Presence { present, absent };

template <>
struct Words<Presence> {
    static constexpr std::array words{std::pair{std::string_view("present"), Presence::present},
                                      std::pair{std::string_view("absent"), Presence::absent}};
};

}  // namespace modules

#pragma once

#include "modules/module/TypedModule.hpp"

#include <array>

namespace modules {

enum class AccountState { present, absent };

template <>
struct Words<AccountState> {
    static constexpr std::array words{std::pair{std::string_view("present"), AccountState::present},
                                      std::pair{std::string_view("absent"), AccountState::absent}};
};

}  // namespace modules

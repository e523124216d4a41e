#include "modules/files/RandomName.hpp"

#include <random>

namespace modules {

std::string random_name() {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
    constexpr int length = 8;
    std::random_device random;
    std::uniform_int_distribution<std::size_t> any(0, letters.size() - 1);
    std::string name;
    for (int count = 0; count < length; ++count)
        name += letters[any(random)];
    return name;
}

}  // namespace modules

#include "interpreter/report/Paint.hpp"

#include <fmt/format.h>

namespace interpreter {

std::string painted(Paint paint, const std::string& text, Colour colour) {
    if (colour == Colour::never || paint == Paint::none) return text;
    static constexpr const char* codes[] = {"", "0;32", "0;33", "0;31", "0;36", "0;34", "0;35"};
    return fmt::format("\033[{}m{}\033[0m", codes[static_cast<std::size_t>(paint)], text);
}

}  // namespace interpreter

#pragma once

#include <cstdint>

namespace modules {

/// Where something was written: a file of the control side's SourceFiles, a line and a column.
/// Lines and columns count from 1; file 0 means "written nowhere" (computed, or read from a host).
/// To modules it is opaque; it travels with text so that an error can point at its source.
struct Position {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    [[nodiscard]] bool known() const { return file != 0; }
    friend bool operator==(const Position&, const Position&) = default;
};

}  // namespace modules

#pragma once

#include "interpreter/source/Diagnostic.hpp"
#include "interpreter/yaml/YamlText.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace interpreter {

/// Where and how yaml-cpp stopped.
struct SyntaxFailure {
    struct Collection {
        std::size_t offset = 0;
        bool is_map = false;
        bool is_flow = false;
    };

    const YamlText& text;
    std::size_t offset = 0;
    /// yaml-cpp's own words.
    std::string message;
    /// Lists and mappings that were still open, outermost first.
    std::vector<Collection> open;
    /// Where the scalar that was read last begins; past the end when there was none.
    std::size_t last_scalar = 0;

    [[nodiscard]] Diagnostic error_at(std::size_t place, std::string what, std::string hint) const {
        return {Severity::error, std::move(what), text.position(place), {}, std::move(hint)};
    }
};

/// What the writer most likely did wrong, said where it was done: the parser itself stops later and says
/// less.
Diagnostic explain(const SyntaxFailure& failure);

}  // namespace interpreter

#pragma once

#include "interpreter/source/Diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace interpreter {

/// The characters of a YAML source, for what the parser does not tell: where a scalar's text begins behind
/// its tag, and whether its quote is ever closed. Offsets are bytes from the start, byte order mark aside.
class YamlText {
  public:
    enum class Style { plain, single_quoted, double_quoted, literal, folded };

    YamlText(std::uint32_t file, std::string_view text);

    [[nodiscard]] std::string_view characters() const { return text_; }
    [[nodiscard]] Position position(std::size_t offset) const;
    [[nodiscard]] Position whole_file() const { return {file_, 0, 0}; }
    /// Lines count from 1; without line end, empty past the end.
    [[nodiscard]] std::string_view line(std::size_t number) const;
    [[nodiscard]] std::size_t line_number(std::size_t offset) const;
    [[nodiscard]] std::size_t line_start(std::size_t number) const;
    [[nodiscard]] std::size_t line_count() const { return line_starts_.size(); }

    /// Past `&anchor`, `!tag`, white space and comments from `offset` on.
    [[nodiscard]] std::size_t skip_properties(std::size_t offset) const;
    [[nodiscard]] Style style_at(std::size_t offset) const;
    /// One past the closing quote of the scalar that opens at `offset`; nothing when it is never closed.
    [[nodiscard]] std::optional<std::size_t> end_of_quoted(std::size_t offset) const;
    /// Where the text of a scalar begins: inside its quotes, in the first line below `|`.
    [[nodiscard]] Position first_character(std::size_t offset) const;

    /// Bytes that are no UTF-8, and control characters, which YAML forbids. The first one.
    [[nodiscard]] std::optional<Diagnostic> forbidden_character() const;

  private:
    std::uint32_t file_;
    std::string_view text_;
    bool only_ascii_ = true;
    std::vector<std::size_t> line_starts_;
    // The last answer of position(): texts of one enormous line are asked from left to right.
    mutable std::size_t last_offset_ = 0;
    mutable Position last_position_;
};

}  // namespace interpreter

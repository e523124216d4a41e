#include "modules/files/BlockEdit.hpp"

#include "modules/files/ArgumentPattern.hpp"
#include "modules/files/LineEdit.hpp"

#include <algorithm>

namespace modules {

namespace {

std::string marker_line(std::string marker, const std::string& mark) {
    constexpr std::string_view place = "{mark}";
    for (std::size_t at = marker.find(place); at != std::string::npos;
         at = marker.find(place, at + mark.size()))
        marker.replace(at, place.size(), mark);
    return marker + '\n';
}

/// What insertafter or insertbefore says.
class Anchor {
  public:
    enum class Side { before, after };

    /// Nothing: the block goes to the very start or the very end.
    static std::optional<Anchor> of(const BlockInFileArguments& wanted) {
        if (wanted.insertafter && *wanted.insertafter != "EOF")
            return Anchor(Side::after, "insertafter", *wanted.insertafter);
        if (wanted.insertbefore && *wanted.insertbefore != "BOF")
            return Anchor(Side::before, "insertbefore", *wanted.insertbefore);
        return std::nullopt;
    }

    /// Before which line the block goes in; the end where nothing matches. With (?m) the pattern is held
    /// against the whole text and its first match counts; else against each line, and the last that matches
    /// counts.
    [[nodiscard]] std::size_t place(std::string_view text, const std::vector<std::string>& lines) const {
        const std::optional<std::size_t> line = multiline_ ? matching_line(text) : matching_line(lines);
        if (!line) return lines.size();
        return std::min(side_ == Side::after ? *line + 1 : *line, lines.size());
    }

  private:
    Anchor(Side side, std::string_view argument, const std::string& written)
        : side_(side), pattern_(argument_pattern(argument, written)), multiline_(says_multiline(written)) {}

    [[nodiscard]] std::optional<std::size_t> matching_line(std::string_view text) const {
        const std::optional<PatternMatch> match = pattern_.search(text);
        if (!match) return std::nullopt;
        const std::string_view above = text.substr(0, side_ == Side::after ? match->end : match->start);
        return static_cast<std::size_t>(std::count(above.begin(), above.end(), '\n'));
    }

    [[nodiscard]] std::optional<std::size_t> matching_line(const std::vector<std::string>& lines) const {
        for (std::size_t number = lines.size(); number-- > 0;)
            if (pattern_.found_in(lines[number])) return number;
        return std::nullopt;
    }

    Side side_;
    Pattern pattern_;
    bool multiline_;
};

std::optional<std::size_t> last_place(const std::vector<std::string>& lines, const std::string& line) {
    const auto found = std::find(lines.rbegin(), lines.rend(), line);
    if (found == lines.rend()) return std::nullopt;
    return static_cast<std::size_t>(lines.rend() - found) - 1;
}

}  // namespace

bool removes_block(const BlockInFileArguments& wanted) {
    return wanted.state == Presence::absent || wanted.block.characters.empty();
}

std::string with_block(const BlockInFileArguments& wanted, std::string_view text) {
    std::vector<std::string> lines = lines_with_ends(text);
    const std::optional<Anchor> anchor = Anchor::of(wanted);
    const std::string begin = marker_line(wanted.marker, wanted.marker_begin);
    const std::string end = marker_line(wanted.marker, wanted.marker_end);
    const std::optional<std::size_t> first = last_place(lines, begin);
    const std::optional<std::size_t> last = last_place(lines, end);
    std::size_t place = 0;
    if (first && last) {
        place = std::min(*first, *last);
        const auto start = lines.begin() + static_cast<std::ptrdiff_t>(place);
        lines.erase(start, lines.begin() + static_cast<std::ptrdiff_t>(std::max(*first, *last)) + 1);
    } else if (anchor) {
        place = anchor->place(text, lines);
    } else {
        place = wanted.insertbefore ? 0 : lines.size();
    }
    if (place > 0 && !lines[place - 1].ends_with('\n')) lines[place - 1] += '\n';
    if (!removes_block(wanted)) {
        std::string block = begin + wanted.block.characters;
        if (!block.ends_with('\n')) block += '\n';
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place), block + end);
    }
    std::string result;
    for (const std::string& line : lines)
        result += line;
    return result;
}

}  // namespace modules

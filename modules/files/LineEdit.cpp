#include "modules/files/LineEdit.hpp"

#include "modules/files/ArgumentPattern.hpp"

#include <fmt/format.h>

namespace modules {

namespace {

std::string_view bare(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

bool has_end(const std::string& line) {
    return line.ends_with('\n') || line.ends_with('\r');
}

/// Which lines are meant: the last that match, unless the first is asked for.
struct Places {
    std::optional<std::size_t> matched;
    std::optional<PatternMatch> match;
    /// No match, but the line itself is there.
    std::optional<std::size_t> same;
    /// Before which line it goes in.
    std::optional<std::size_t> insertion;
};

class LineFinder {
  public:
    explicit LineFinder(const LineInFileArguments& wanted) : wanted_(wanted) {
        if (wanted.regexp) regexp_.emplace(argument_pattern("regexp", *wanted.regexp));
        if (const std::optional<std::string> after = wanted.insertafter;
            after && *after != "BOF" && *after != "EOF")
            anchor_.emplace(argument_pattern("insertafter", *after));
        if (const std::optional<std::string> before = wanted.insertbefore; before && *before != "BOF")
            anchor_.emplace(argument_pattern("insertbefore", *before));
    }

    [[nodiscard]] Places find(const std::vector<std::string>& lines, std::string_view line) const {
        Places places;
        for (std::size_t number = 0; number < lines.size(); ++number) {
            if (std::optional<PatternMatch> match; matches(lines[number], match)) {
                places.matched = number;
                places.match = std::move(match);
                if (wanted_.firstmatch) break;
            }
        }
        if (places.matched) return places;
        for (std::size_t number = 0; number < lines.size(); ++number) {
            if (bare(lines[number]) == line) {
                places.same = number;
            } else if (anchor_ && anchor_->found_in(lines[number])) {
                places.insertion = wanted_.insertafter ? number + 1 : number;
                if (wanted_.firstmatch) break;
            }
        }
        return places;
    }

    [[nodiscard]] bool matches(const std::string& line, std::optional<PatternMatch>& match) const {
        if (regexp_) {
            match = regexp_->search(line);
            return match.has_value();
        }
        return wanted_.search_string && line.find(*wanted_.search_string) != std::string::npos;
    }

    [[nodiscard]] std::string expanded(const std::string& line, const PatternMatch& match,
                                       const std::string& subject) const {
        try {
            return regexp_->expanded(line, match, subject);
        } catch (const BadPattern& bad) {
            throw Failure(fmt::format("line: {}", bad.what()));
        }
    }

  private:
    const LineInFileArguments& wanted_;
    std::optional<Pattern> regexp_;
    std::optional<Pattern> anchor_;
};

std::string together(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line;
    return text;
}

void insert(std::vector<std::string>& lines, std::size_t place, const std::string& line) {
    if (place == lines.size() && !lines.empty() && !has_end(lines.back())) lines.back() += '\n';
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place), line + '\n');
}

}  // namespace

std::vector<std::string> lines_with_ends(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size() - 1) + 1;
        lines.emplace_back(text.substr(start, end - start));
        start = end;
    }
    return lines;
}

LineEdit with_line(const LineInFileArguments& wanted, std::string_view text) {
    std::vector<std::string> lines = lines_with_ends(text);
    const std::string& line = wanted.line->characters;
    const LineFinder finder(wanted);
    const Places places = finder.find(lines, line);

    if (const std::optional<std::size_t> place = places.matched ? places.matched : places.same) {
        std::string replacement = line;
        if (wanted.backrefs && places.match)
            replacement = finder.expanded(line, *places.match, lines[*place]);
        if (!replacement.ends_with('\n')) replacement += '\n';
        if (lines[*place] == replacement) return {std::string(text), "", 0};
        lines[*place] = replacement;
        return {together(lines), "line replaced", 0};
    }
    // Without a match there is nothing that the references could stand for.
    if (wanted.backrefs) return {std::string(text), "", 0};
    std::size_t place = places.insertion.value_or(lines.size());
    // With firstmatch the search ended at the anchor, so the line just behind it was not seen.
    if (wanted.insertafter && places.insertion && place < lines.size() && bare(lines[place]) == line)
        return {std::string(text), "", 0};
    if (wanted.insertbefore == "BOF" || wanted.insertafter == "BOF") place = 0;
    insert(lines, place, line);
    return {together(lines), "line added", 0};
}

LineEdit without_line(const LineInFileArguments& wanted, std::string_view text) {
    const LineFinder finder(wanted);
    LineEdit edit;
    for (const std::string& present : lines_with_ends(text)) {
        std::optional<PatternMatch> match;
        const bool by_itself = !wanted.regexp && !wanted.search_string;
        const bool meant =
            by_itself ? bare(present) == wanted.line->characters : finder.matches(present, match);
        if (meant) {
            ++edit.found;
        } else {
            edit.text += present;
        }
    }
    if (edit.found > 0) edit.message = fmt::format("{} line(s) removed", edit.found);
    return edit;
}

}  // namespace modules
